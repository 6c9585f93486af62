import { headers } from "next/headers";
import { forbidden, redirect, unauthorized } from "next/navigation";
import { cache } from "react";
import { atLeast, type Role, type Viewer } from "#lib/auth/viewer.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { isSameOrigin } from "./same-origin.ts";

export const currentViewer = cache(async (): Promise<Viewer | null> => tools().auth.viewer(await headers()));

/** For pages, before anything is read: strangers leave for the sign-in page and come back to `path`. */
export async function signedIn(path: string): Promise<Viewer> {
  return (await currentViewer()) ?? redirect(`/sign-in?${new URLSearchParams({ next: path })}`);
}

/** For server actions, as their first line: 401 for strangers, 403 for a lower role or a call from another site. */
export async function requireRole(role: Role): Promise<Viewer> {
  if (!isSameOrigin(await headers())) forbidden();
  const person = (await currentViewer()) ?? unauthorized();
  return atLeast(person.role, role) ? person : forbidden();
}

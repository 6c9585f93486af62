"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireRole } from "#app/guard.ts";
import { setCookies } from "#app/set-cookies.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function signOut(): Promise<void> {
  await requireRole("viewer");
  await setCookies(await tools().auth.signOut(await headers()));
  redirect("/sign-in");
}

"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { formOf } from "#app/refusal.ts";
import { isSameOrigin } from "#app/same-origin.ts";
import { setCookies } from "#app/set-cookies.ts";
import type { SignInState } from "#components/account/sign-in-form.tsx";
import { tools } from "#lib/pipeline/tools.ts";
import { destination } from "./destination.ts";

const errors = { wrong: "invalid", slow_down: "throttled" } as const;

export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const sent = formOf(form);
  const [email, password] = [String(sent.get("email") ?? ""), String(sent.get("password") ?? "")];
  const asked = await headers();
  if (!isSameOrigin(asked)) return { email, error: "origin" };
  const done = await tools().auth.signIn(asked, { email, password });
  if (!done.ok) return { email, error: errors[done.reason] };
  await setCookies(done.cookies);
  redirect(destination(sent.get("next")));
}

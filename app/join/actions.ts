"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { formOf } from "#app/refusal.ts";
import { isSameOrigin } from "#app/same-origin.ts";
import { setCookies } from "#app/set-cookies.ts";
import type { AccountState } from "#components/account/account-form.tsx";
import { tools } from "#lib/pipeline/tools.ts";

export async function joinByLink(_before: AccountState, form: FormData): Promise<AccountState> {
  const said = (name: string): string => String(formOf(form).get(name) ?? "");
  const person = { name: said("name"), email: said("email"), password: said("password") };
  const typed = { name: person.name, email: person.email };
  if (!isSameOrigin(await headers())) return { ...typed, error: "origin", fields: {} };
  const done = await tools().auth.join(said("token"), person);
  if (!done.ok)
    return {
      ...typed,
      error: done.reason === "invalid" ? "fields" : "gone",
      fields: done.reason === "invalid" ? done.fields : {},
    };
  await setCookies(done.cookies);
  redirect("/");
}

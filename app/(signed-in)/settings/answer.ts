import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { formOf } from "#app/refusal.ts";
import { type FormState, passwordField, untouched } from "#components/settings/form-state.ts";
import { AppError } from "#lib/model/errors.ts";
import { tools } from "#lib/pipeline/tools.ts";

/** What a step made of a form: words of the catalogue under `settings.said` and `settings.fault`, or sentences from outside. */
export type Answer =
  | { ok: true; say?: string; made?: string }
  | { ok: false; say?: string; fields?: Readonly<Record<string, string>> };

/** The fields that a page put into a form, and nothing that the framework added. */
export const fieldsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...formOf(form)].flatMap(([name, value]) =>
      typeof value === "string" && name !== passwordField && !name.startsWith("$") ? [[name, value]] : [],
    ),
  );

const Turn = z.object({ turn: z.int().min(0) });
/** What a form was answered before comes back from whoever sends it. */
const turnAfter = (before: unknown): number => (Turn.safeParse(before).data?.turn ?? 0) + 1;

/** Does the work and translates what came of it. */
export async function answered(before: FormState, work: () => Promise<Answer>): Promise<FormState> {
  const t = await getTranslations("settings");
  const word = (room: "said" | "fault", text: string): string => {
    const key = `${room}.${text}` as "said.saved";
    return /^[a-zA-Z]+$/.test(text) && t.has(key) ? t(key) : text;
  };
  const next = { ...untouched, turn: turnAfter(before) };
  try {
    const done = await work();
    if (done.ok) {
      refresh();
      return { ...next, outcome: "done", message: word("said", done.say ?? "saved"), made: done.made ?? null };
    }
    const fields = Object.fromEntries(Object.entries(done.fields ?? {}).map(([name, text]) => [name, word("fault", text)]));
    return { ...next, outcome: "refused", message: done.say ? word("fault", done.say) : (fields[""] ?? null), fields };
  } catch (error) {
    if (error instanceof AppError) return { ...next, outcome: "refused", message: error.message };
    throw error;
  }
}

/** The same for a sensitive step: it asks for the password when that was not given lately. */
export async function confirmed(before: FormState, form: FormData, work: () => Promise<Answer>): Promise<FormState> {
  const password = formOf(form).get(passwordField);
  const confirm = await tools().auth.confirm(await headers(), typeof password === "string" ? password : null);
  if (confirm === "yes") return answered(before, work);
  return { ...untouched, turn: turnAfter(before), outcome: "refused", confirm };
}

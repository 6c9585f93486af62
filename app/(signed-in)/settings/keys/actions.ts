"use server";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { makeApiKey, revokeApiKey } from "#lib/pipeline/api-keys.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { confirmed, fieldsOf } from "../answer.ts";

export async function makeKey(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const made = await makeApiKey(tools(), fieldsOf(form), by);
    return made.ok ? { ok: true, say: "keyMade", made: made.key } : made;
  });
}

export async function revokeKey(id: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const target = z.uuid().safeParse(id);
    if (!target.success) return { ok: false, say: "gone" };
    await revokeApiKey(tools(), target.data, by);
    return { ok: true, say: "keyRevoked" };
  });
}

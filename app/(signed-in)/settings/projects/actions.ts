"use server";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { readInput } from "#lib/model/read-input.ts";
import { saveProject } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { answered, fieldsOf } from "../answer.ts";
import { readProject } from "./project-form.ts";

const Key = z.strictObject({ installationId: z.string().min(1).max(200), slug: z.string().min(1).max(200) });

export async function changeProject(key: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return answered(before, async () => {
    const read = readProject(fieldsOf(form));
    if (!("settings" in read)) return read;
    await saveProject(tools(), readInput(Key, key), read.settings, by);
    return { ok: true };
  });
}

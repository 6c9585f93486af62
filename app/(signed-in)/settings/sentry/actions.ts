"use server";
import { getTranslations } from "next-intl/server";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { saveSentry } from "#lib/pipeline/sentry-setup.ts";
import { sendStorm } from "#lib/pipeline/storm.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveWriteBack } from "#lib/pipeline/write-back-settings.ts";
import { answered, confirmed, fieldsOf } from "../answer.ts";
import { readWriteBack } from "./write-back-form.ts";

export async function saveSentrySecrets(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const saved = await saveSentry(tools(), fieldsOf(form), by);
    return saved.ok ? { ok: true, say: "sentrySaved" } : saved;
  });
}

export async function saveWriteBackKinds(before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return answered(before, async () => {
    const read = readWriteBack(fieldsOf(form));
    if (!read.ok) return read;
    await saveWriteBack(tools(), read.input, by);
    return { ok: true };
  });
}

export async function sendSampleStorm(before: FormState, _form: FormData): Promise<FormState> {
  const by = await requireRole("responder");
  const t = await getTranslations("settings.sentry");
  return answered(before, async () => {
    const { sent } = await sendStorm(tools(), by);
    return { ok: true, say: t("stormSent", { count: sent }) };
  });
}

"use server";
import { z } from "zod";
import { requireRole } from "#app/guard.ts";
import type { FormState } from "#components/settings/form-state.ts";
import { ChannelKind } from "#lib/model/policy.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { testChannel } from "#lib/pipeline/test-channel.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { answered, confirmed, fieldsOf } from "../answer.ts";
import { faultOfAddress, readSecrets } from "./secrets-form.ts";

const Name = z.string().min(1).max(80);
/** A second click within this time is the first one's. */
const clickMs = 2000;

export async function saveChannelSecrets(name: unknown, kind: unknown, before: FormState, form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return confirmed(before, form, async () => {
    const target = Name.safeParse(name);
    const known = ChannelKind.safeParse(kind);
    if (!target.success || !known.success) return { ok: false, say: "gone" };
    const read = readSecrets(known.data, fieldsOf(form));
    if (!read.ok) return read;
    try {
      await saveChannel(tools(), target.data, read.secrets, by);
      return { ok: true };
    } catch (error) {
      return faultOfAddress(error);
    }
  });
}

export async function sendTest(name: unknown, before: FormState, _form: FormData): Promise<FormState> {
  const by = await requireRole("admin");
  return answered(before, async () => {
    const target = Name.safeParse(name);
    if (!target.success) return { ok: false, say: "gone" };
    const tested = await testChannel(tools(), target.data, by, new Date(Date.now() - clickMs));
    return tested.ok ? { ok: true, say: "tested" } : { ok: false, say: tested.fault };
  });
}

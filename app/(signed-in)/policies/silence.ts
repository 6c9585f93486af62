import { z } from "zod";
import type { SilenceOutcome } from "#components/policies/acts.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { Duration, SilenceInput } from "#lib/model/policy.ts";
import { addSilence, endSilence } from "#lib/pipeline/silences.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { SilenceDraftInput } from "./input.ts";

/** Holds back what matches for a while; a fault is said at the field that has it. */
export async function silenceAs(tools: Tools, written: unknown, by: By): Promise<SilenceOutcome> {
  const draft = SilenceDraftInput.parse(written);
  const query = parseQuery(draft.match);
  if (!query.ok) return { ok: false, field: "match", message: query.fault.message };
  const lasts = Duration.safeParse(draft.for.trim());
  if (!lasts.success) return { ok: false, field: "for", message: lasts.error.issues[0]?.message ?? "" };
  const input = SilenceInput.safeParse({ ...draft, for: lasts.data });
  if (!input.success) return { ok: false, field: "reason", message: input.error.issues[0]?.message ?? "" };
  return answered(() => addSilence(tools, input.data, by));
}

export async function endOne(tools: Tools, id: unknown, by: By): Promise<SilenceOutcome> {
  const silence = z.uuid().safeParse(id);
  if (!silence.success) return { ok: false, field: null, message: "There is no such silence." };
  return answered(() => endSilence(tools, silence.data, by));
}

async function answered(act: () => Promise<unknown>): Promise<SilenceOutcome> {
  try {
    await act();
    return { ok: true };
  } catch (error) {
    if (error instanceof BadInput || error instanceof NotFound) return { ok: false, field: null, message: error.message };
    throw error;
  }
}

import { z } from "zod";
import { orRefused } from "#app/refusal.ts";
import type { PreviewOutcome, SaveOutcome, SilenceOutcome } from "#components/policies/acts.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, Busy, NotFound } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { SilencePreviewInput } from "#lib/model/silence-preview.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { previewSilence } from "#lib/pipeline/silence-preview.ts";
import { addSilence, endSilence } from "#lib/pipeline/silences.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

const invalid = (inside: DocumentFault[]): SaveOutcome => ({ outcome: "invalid", faults: { inside, others: [] } });

/** Begins a silence on whatever stands: it takes nothing from anybody. */
export const beginSilence = (tools: Tools, typed: unknown, by: By): Promise<SaveOutcome> =>
  orRefused<SaveOutcome>(async () => {
    await addSilence(tools, typed, by);
    return { outcome: "saved", version: (await currentPolicies(tools)).version };
  }, invalid);

export async function endOne(tools: Tools, id: unknown, by: By): Promise<SilenceOutcome> {
  const silence = z.uuid().safeParse(id);
  if (!silence.success) return { ok: false, message: "There is no such silence." };
  try {
    await endSilence(tools, silence.data, by);
    return { ok: true };
  } catch (error) {
    if (error instanceof BadInput || error instanceof NotFound) return { ok: false, message: error.message };
    throw error;
  }
}

/** What a silence of this query would have hidden lately. */
export async function previewOf(tools: Tools, match: unknown): Promise<PreviewOutcome> {
  try {
    return { ok: true, preview: await previewSilence(tools, readInput(SilencePreviewInput, { match })) };
  } catch (error) {
    if (error instanceof BadInput || error instanceof Busy) return { ok: false, message: error.message };
    throw error;
  }
}

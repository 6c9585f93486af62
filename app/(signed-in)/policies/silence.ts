import { z } from "zod";
import type { PreviewOutcome, SaveOutcome, SilenceOutcome } from "#components/policies/acts.ts";
import type { Value } from "#components/policies/item.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, Busy, NotFound } from "#lib/model/errors.ts";
import { faultWords } from "#lib/model/fault-words.ts";
import { type DocumentFault, Duration, SilenceInput } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { SilencePreviewInput } from "#lib/model/silence-preview.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { previewSilence } from "#lib/pipeline/silence-preview.ts";
import { addSilence, endSilence } from "#lib/pipeline/silences.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { parseQuery } from "#lib/query/parse.ts";

const invalid = (inside: DocumentFault[]): SaveOutcome => ({ outcome: "invalid", faults: { inside, others: [] } });

/** What of a new silence cannot be read, each fault at its field. */
function faultsOf(typed: Value): DocumentFault[] {
  const parsed = SilenceInput.safeParse(typed, { error: faultWords });
  const form = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const query = parseQuery(String(typed.match ?? ""));
  const lasts = "for" in typed ? Duration.safeParse(typed.for) : null;
  return [
    ...(query.ok ? [] : [{ path: "match", message: `at character ${query.fault.at + 1}: ${query.fault.message}` }]),
    ...(lasts && !lasts.success ? [{ path: "for", message: lasts.error.issues[0]?.message ?? "" }] : []),
    ...form,
  ];
}

/** Begins a silence on whatever stands: it takes nothing from anybody. */
export async function beginSilence(tools: Tools, typed: Value, by: By): Promise<SaveOutcome> {
  const faults = faultsOf(typed);
  if (faults.length > 0) return invalid(faults);
  try {
    await addSilence(tools, typed, by);
    return { outcome: "saved", version: (await currentPolicies(tools)).version };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const [, path = "", message = error.message] = /^([\w.]+): (.*)$/s.exec(error.message) ?? [];
    return invalid([{ path, message }]);
  }
}

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

import { orRefused } from "#app/refusal.ts";
import type { SaveText, TextOutcome } from "#components/policies/acts.ts";
import type { By } from "#lib/model/by.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { diffTo, readPolicies } from "#lib/pipeline/policy-text.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { TextInput, VersionInput } from "./input.ts";
import { outcomeOf } from "./save.ts";

/** What is wrong with a text, or what it would change of the document that stands. */
export const lookAt = (tools: Tools, text: unknown): Promise<TextOutcome> =>
  orRefused<TextOutcome>(async () => {
    const read = readPolicies(readInput(TextInput, text));
    if (!read.ok) return { outcome: "invalid", faults: read.faults };
    return { outcome: "valid", diff: diffTo(await currentPolicies(tools), read.document) };
  }, nowhere);

/** What is wrong at no line of the text. */
const nowhere = (faults: DocumentFault[]): TextOutcome => ({
  outcome: "invalid",
  faults: faults.map((fault) => ({ ...fault, line: null })),
});

/** Keeps the whole document as it is typed. */
export const saveWhole = (tools: Tools, text: unknown, version: unknown, by: By): ReturnType<SaveText> =>
  orRefused(() => saved(tools, readInput(TextInput, text), readInput(VersionInput, version), by), nowhere);

async function saved(tools: Tools, text: string, version: number, by: By): ReturnType<SaveText> {
  const read = readPolicies(text);
  if (!read.ok) return { outcome: "invalid", faults: read.faults };
  const outcome = await outcomeOf(tools, await savePolicies(tools, { document: read.document, ifVersion: version, by }));
  return outcome.outcome === "invalid" ? nowhere(outcome.errors) : outcome;
}

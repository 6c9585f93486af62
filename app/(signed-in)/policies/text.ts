import type { SaveText, TextOutcome } from "#components/policies/acts.ts";
import type { By } from "#lib/model/by.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { diffTo, readPolicies } from "#lib/pipeline/policy-text.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { outcomeOf } from "./save.ts";

/** What is wrong with a text, or what it would change of the document that stands. */
export async function lookAt(tools: Tools, text: string): Promise<TextOutcome> {
  const read = readPolicies(text);
  if (!read.ok) return { outcome: "invalid", faults: read.faults };
  return { outcome: "valid", diff: diffTo(await currentPolicies(tools), read.document) };
}

/** Keeps the whole document as it is typed. */
export async function saveWhole(tools: Tools, text: string, version: number, by: By): ReturnType<SaveText> {
  const read = readPolicies(text);
  if (!read.ok) return { outcome: "invalid", faults: read.faults };
  const outcome = await outcomeOf(tools, await savePolicies(tools, { document: read.document, ifVersion: version, by }));
  if (outcome.outcome !== "invalid") return outcome;
  return { outcome: "invalid", faults: outcome.errors.map((fault) => ({ ...fault, line: null })) };
}

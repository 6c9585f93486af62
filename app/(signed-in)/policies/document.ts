import { laid, type Place, placeOf, type SortedFaults, sortFaults, type Value, without } from "#components/policies/item.ts";
import type { Edit } from "#components/policies/replay-lines.ts";
import { policiesOfVersion } from "#lib/db/policy-history.ts";
import { type DocumentFault, Duration, durationMs, type PolicyDocument } from "#lib/model/policy.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

/** A silence that is to last so long, with the instant at which it then ends. */
export function withEnd(value: Value, now: Date): Value | DocumentFault {
  if (!("for" in value)) return value;
  const { for: written, ...rest } = value;
  const lasts = Duration.safeParse(written);
  if (!lasts.success) return { path: "for", message: lasts.error.issues[0]?.message ?? "" };
  return { ...rest, until: new Date(now.getTime() + (durationMs(lasts.data) ?? 0)).toISOString() };
}

export const isFault = (value: Value | DocumentFault): value is DocumentFault => "path" in value && "message" in value;

/** The faults of a document by what the form of one item can mend and what it cannot. */
export const faultsOf = (errors: readonly DocumentFault[], document: PolicyDocument, place: Place): SortedFaults =>
  sortFaults(errors, place.part, placeOf(document, place));

export type Made =
  | { ok: true; document: string | Record<string, unknown>; sort: (errors: readonly DocumentFault[]) => SortedFaults }
  | { ok: false; faults: SortedFaults };

/** The document that an edit would make of the version it was begun on. */
export async function documentOf(tools: Tools, edit: Edit): Promise<Made> {
  const unsorted = (errors: readonly DocumentFault[]): SortedFaults => ({ inside: [], others: [...errors] });
  if (edit.kind === "yaml") return { ok: true, document: edit.text, sort: unsorted };
  const { place } = edit;
  const document = (await policiesOfVersion(tools.db, place.version)) ?? (await currentPolicies(tools)).document;
  if (edit.kind === "remove") return { ok: true, document: without(document, place), sort: unsorted };
  const value = withEnd(edit.value, tools.clock());
  if (isFault(value)) return { ok: false, faults: { inside: [value], others: [] } };
  const sort = (errors: readonly DocumentFault[]): SortedFaults => faultsOf(errors, document, place);
  return { ok: true, document: laid(document, place, value), sort };
}

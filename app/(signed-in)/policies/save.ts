import type { ChangeOutcome, Place, SaveOutcome } from "#components/policies/acts.ts";
import { type Change, changed } from "#components/policies/change.ts";
import { type Draft, type SortedFaults, sortFaults, withDraft } from "#components/policies/draft.ts";
import { policiesOfVersion } from "#lib/db/policy-history.ts";
import type { By } from "#lib/model/by.ts";
import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { obeyedOf } from "#lib/pipeline/policy-view.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { parseQuery } from "#lib/query/parse.ts";

/** Makes one change to the list, on the version it was made for. */
export async function changeList(tools: Tools, version: number, change: Change, by: By): Promise<ChangeOutcome> {
  const standing = await currentPolicies(tools);
  if (standing.version !== version) return { outcome: "stale", version: standing.version, by: standing.by };
  const policies = changed(standing.document, change);
  if (!policies)
    return {
      outcome: "invalid",
      errors: [{ path: change.kind === "restore" ? "policies" : change.name, message: "stays as it is." }],
    };
  const saved = await savePolicies(tools, { document: { ...standing.document, policies }, ifVersion: version, by });
  if (saved.outcome === "invalid") return saved;
  if (saved.outcome === "stale") return { outcome: "stale", version: saved.version, by: (await currentPolicies(tools)).by };
  return {
    outcome: "saved",
    version: saved.version,
    removed: change.kind === "delete" ? placed(standing.document, change.name) : null,
  };
}

function placed({ policies }: PolicyDocument, wanted: string): { at: number; policy: PolicySpec } | null {
  const at = policies.findIndex(({ name }) => name === wanted);
  const policy = policies[at];
  return policy ? { at, policy } : null;
}

/** Keeps one policy as typed; nothing else of the document is touched. */
export async function saveOne(tools: Tools, edited: Place, draft: Draft, by: By): Promise<SaveOutcome> {
  const standing = await currentPolicies(tools);
  if (standing.version !== edited.version) return stale(tools, edited, draft);
  const { policies } = standing.document;
  const last = policies.length - 1;
  const base = baseOf(standing.document, edited);
  const policy = withDraft(base, draft);
  // What is new stands above the one it was copied from, and always above the last.
  const at = edited.at ?? Math.min(edited.copyOf === null ? last : edited.copyOf + 1, last);
  const next = edited.at === null ? policies.toSpliced(at, 0, policy as never) : policies.with(at, policy as never);
  const saved = await savePolicies(tools, { document: { ...standing.document, policies: next }, ifVersion: edited.version, by });
  if (saved.outcome === "invalid")
    return { outcome: "invalid", faults: withQueryFault(sortFaults(saved.errors, at), draft.match) };
  return saved.outcome === "stale" ? stale(tools, edited, draft) : { outcome: "saved", version: saved.version };
}

/** A document of the wrong form is refused before its queries are read; the form says both at once. */
function withQueryFault({ fields, others }: SortedFaults, match: string): SortedFaults {
  const parsed = parseQuery(match);
  const fault = parsed.ok ? undefined : `at character ${parsed.fault.at + 1}: ${parsed.fault.message}`;
  return { fields: fault === undefined ? fields : { match: fault, ...fields }, others };
}

/** What the form's text is laid over: the policy itself, or as much of the copied one as a new policy may have. */
function baseOf(document: PolicyDocument, { at, copyOf }: Place): PolicySpec | null {
  const policy = document.policies[at ?? copyOf ?? document.policies.length];
  if (!policy) return null;
  return at === null ? obeyedOf(policy, document) : policy;
}

/** What became of the edited policy in the version that stands now. */
async function stale(tools: Tools, edited: Place, draft: Draft): Promise<SaveOutcome> {
  const { version, by, document } = await currentPolicies(tools);
  const before = edited.at === null ? null : await editedPolicy(tools, edited);
  const at = document.policies.findIndex(({ name }) => name === (before?.name ?? draft.name));
  const policy = edited.at === null ? null : (document.policies[at] ?? null);
  const isChanged = edited.at !== null && JSON.stringify(policy) !== JSON.stringify(before);
  return { outcome: "stale", version, by, at: policy ? at : null, policy, changed: isChanged };
}

async function editedPolicy({ db }: Tools, { version, at }: Place): Promise<PolicySpec | null> {
  const document = await policiesOfVersion(db, version);
  return document?.policies[at ?? -1] ?? null;
}

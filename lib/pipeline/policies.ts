import { transaction } from "#lib/db/client.ts";
import { addPolicies, holdPolicies, newestPolicies, type StoredPolicies } from "#lib/db/policy-versions.ts";
import { BadInput } from "#lib/model/errors.ts";
import type { DocumentFault, PolicyDocument, SilenceInput, SilenceSpec } from "#lib/model/policy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import type { Tools } from "./tools.ts";

export interface By {
  id: string;
  name: string;
}

export type Saved =
  | { outcome: "saved" | "stale"; version: number; document: PolicyDocument }
  | { outcome: "invalid"; errors: DocumentFault[] };

/** The policies that stand; the defaults become version 1 when there are none. */
export async function currentPolicies({ db, settings, clock }: Tools): Promise<StoredPolicies> {
  const newest = await newestPolicies(db);
  if (newest) return newest;
  return transaction(db, async (tx) => {
    await holdPolicies(tx);
    const first = { version: 1, document: defaultDocument(settings.TIME_ZONE), at: clock(), by: "default" };
    const stored = await newestPolicies(tx);
    if (!stored) await addPolicies(tx, first);
    return stored ?? first;
  });
}

/** Keeps a document as the next version, unless it is wrong or somebody was faster. */
export async function savePolicies(
  tools: Tools,
  { document, ifVersion, by }: { document: unknown; ifVersion: number | null; by: By },
): Promise<Saved> {
  const checked = checkDocument(document);
  if (!checked.ok) return { outcome: "invalid", errors: checked.faults };
  await currentPolicies(tools);
  return transaction(tools.db, async (tx) => {
    await holdPolicies(tx);
    const standing = await newestPolicies(tx);
    const version = standing?.version ?? 0;
    if (standing && ifVersion !== null && ifVersion !== version)
      return { outcome: "stale", version, document: standing.document };
    await addPolicies(tx, { version: version + 1, document: checked.document, at: tools.clock(), by: by.name });
    return { outcome: "saved", version: version + 1, document: checked.document };
  });
}

export async function addSilence(_tools: Tools, _input: SilenceInput, _by: By): Promise<SilenceSpec> {
  throw new BadInput("Silences cannot be added yet.");
}

export async function endSilence(_tools: Tools, _id: string, _by: By): Promise<void> {
  throw new BadInput("Silences cannot be ended yet.");
}

import { v7 as uuidv7 } from "uuid";
import { addAudit } from "#lib/db/audit.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { comeEarlier, toldConversations, wakeHeld } from "#lib/db/conversations.ts";
import { addPolicies, holdPolicies, newestPolicies, type StoredPolicies } from "#lib/db/policy-versions.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput } from "#lib/model/errors.ts";
import type { DocumentFault, PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import { changedHolders, retimed } from "#lib/policy/changes.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { named } from "#lib/policy/named.ts";
import { nextLook } from "#lib/policy/timing.ts";
import { weightFaults, wordsIn } from "#lib/policy/weight.ts";
import type { Tools } from "./tools.ts";
import { lookAgainAt } from "./wake.ts";

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

/** Changes the document that stands, one writer at a time, and writes down who did. What is given back unchanged makes no version. */
export async function changePolicies<T>(
  tools: Tools,
  { by, action }: { by: By; action: string },
  change: (tx: Tx, standing: StoredPolicies) => Promise<{ document: PolicyDocument; result: (version: number) => T }>,
): Promise<T> {
  await currentPolicies(tools);
  return transaction(tools.db, async (tx) => {
    await holdPolicies(tx);
    const standing = await newestPolicies(tx);
    if (!standing) throw new Error("there are no policies");
    const { document, result } = await change(tx, standing);
    if (JSON.stringify(document) === JSON.stringify(standing.document)) return result(standing.version);
    if (wordsIn(document) > wordsIn(standing.document)) refuse(weightFaults(document));
    const version = standing.version + 1;
    await addPolicies(tx, { version, document, at: tools.clock(), by: by.name });
    await addAudit(tx, { by, action, data: { from: standing.version, to: version } });
    await wakeWhatWasHeld(tools, tx, standing.document, document);
    await wakeRetimed(tools, tx, retimed(standing.document, document));
    return result(version);
  });
}

/** What a silence or calendar holds back that is another one now is looked at again at once. */
async function wakeWhatWasHeld(tools: Tools, tx: Tx, before: PolicyDocument, after: PolicyDocument): Promise<void> {
  const now = tools.clock();
  const woken = await wakeHeld(tx, changedHolders(before, after), now);
  const times = woken.map((incident) => ({ incident, at: now }));
  await lookAgainAt(tools, tx, times, now);
}

/** What was told is told again at the times that its policy names now; what is due by those is looked at at once. */
async function wakeRetimed(tools: Tools, tx: Tx, policies: readonly PolicySpec[]): Promise<void> {
  const now = tools.clock();
  const names = policies.map(({ name }) => name);
  const times = (await toldConversations(tx, names)).flatMap((conversation) => {
    const policy = policies.find(({ name }) => name === conversation.policy);
    const next = policy && nextLook(policy, { ...conversation, member: null, others: { open: 0, worst: null } });
    if (!next || (conversation.dueAt && conversation.dueAt <= next)) return [];
    return [{ incident: conversation.id, at: new Date(Math.max(next.getTime(), now.getTime())) }];
  });
  await comeEarlier(tx, times, now);
  await lookAgainAt(tools, tx, times, now);
}

function refuse([fault]: readonly DocumentFault[]): void {
  if (fault) throw new BadInput(`The policies become too much: ${fault.message}`);
}

/** Without what Postgres does not store. */
const storable = (input: unknown): unknown =>
  JSON.parse(
    JSON.stringify(input ?? null, (_, value) => (typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value)),
  );

interface Save {
  document: unknown;
  /** Null replaces whatever stands. */
  ifVersion: number | null;
  by: By;
  /** What it is called in the audit. */
  action?: string;
}

/**
 * Keeps a document as the next version. Refused whole when it is wrong, or when `ifVersion` is not the version that stands any
 * more; without `ifVersion` it replaces whatever stands.
 */
export async function savePolicies(tools: Tools, { document, ifVersion, by, action = "policies.save" }: Save): Promise<Saved> {
  const checked = checkDocument(storable(document));
  if (!checked.ok) return { outcome: "invalid", errors: checked.faults };
  return changePolicies<Saved>(tools, { by, action }, async (_tx, standing) => {
    const { version, document: before } = standing;
    if (ifVersion !== null && ifVersion !== version)
      return { document: before, result: () => ({ outcome: "stale", version, document: before }) };
    const next = named(checked.document, before, { author: by.name, now: tools.clock(), newId: uuidv7 });
    return { document: next, result: (saved) => ({ outcome: "saved", version: saved, document: next }) };
  });
}

import { type Tx, transaction } from "#lib/db/client.ts";
import { wantedAmong } from "#lib/db/refinements.ts";
import { markRouted, takeSignals, type Unrouted, unroutedSignals } from "#lib/db/signals.ts";
import { holdNames, openConversations } from "#lib/db/slice.ts";
import type { Signal } from "#lib/model/signal.ts";
import { groupKeys } from "#lib/policy/group.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut } from "./carry-out.ts";
import { letHappen } from "./let-happen.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

/** Longer than any deadline is worth waiting for. */
const soonMs = 60_000;

/** Of which signals a model is asked about the error, now or soon, and has not answered yet. */
async function awaited(tx: Tx, installation: string, signals: readonly Signal[], now: Date): Promise<Set<string>> {
  const unsure = signals.filter(({ subject }) => subject.flags.includes("provisional") && subject.signature !== null);
  const hashes = unsure.map(({ subject }) => subject.signature ?? "");
  const wanted = await wantedAmong(tx, installation, hashes, new Date(now.getTime() + soonMs));
  return new Set(unsure.flatMap(({ id, subject }) => (wanted.has(subject.signature ?? "") ? [id] : [])));
}

/** The keys of the groups that signals may belong to. */
const keysOf = (signals: readonly Signal[], { document: { policies } }: RulesNow): string[] => [
  ...new Set(signals.flatMap((signal) => groupKeys(policies, signal))),
];

/** What is no issue, such as an outage, is known by its signature. */
const signaturesOf = (signals: readonly Signal[]): string[] =>
  signals.flatMap(({ issue, subject: { signature } }) => (issue === null && signature !== null ? [signature] : []));

async function decideTogether(
  tools: Tools,
  tx: Tx,
  asked: readonly Unrouted[],
  installation: string,
  rules: RulesNow,
): Promise<void> {
  await holdNames(
    tx,
    installation,
    asked.map(({ id, issue }) => `issue ${issue ?? id}`),
  );
  const signals = await takeSignals(tx, asked);
  if (signals.length === 0) return;
  const keys = keysOf(signals, rules);
  await holdNames(tx, installation, keys);
  const issues = [...new Set(signals.flatMap(({ issue }) => issue ?? []))];
  const kept = await openConversations(tx, { installation, issues, keys, signatures: signaturesOf(signals) });
  const waiting = await awaited(tx, installation, signals, tools.clock());
  const around = { installation, kept, keys, subjects: signals.map(({ subject }) => subject) };
  const happened = await letHappen(tools, tx, rules, around, (at) =>
    signals.map((signal) => ({ kind: "signal", at, signal, waiting: waiting.has(signal.id) })),
  );
  await carryOut(tools, tx, happened);
  const marks = signals.map(({ id }) => ({ id, waiting: waiting.has(id) }));
  await markRouted(tx, marks, happened.now);
  await tools.fault("route.before_commit");
}

/**
 * Lets the policies decide about signals, in the order in which they were raised; stores decisions, incidents and messages of an
 * installation in one transaction. What happened to the same issue before and still waits is decided first, so that the end of an
 * error is never followed by its beginning.
 */
export async function routeTogether(tools: Tools, jobs: readonly Job<"route">[]): Promise<void> {
  const unrouted = await unroutedSignals(
    tools.db,
    jobs.map(({ signal }) => signal),
  );
  if (unrouted.length === 0) return;
  const rules = await rulesNow(tools);
  for (const [installation, asked] of Map.groupBy(unrouted, (each) => each.installation))
    await transaction(tools.db, (tx) => decideTogether(tools, tx, asked, installation, rules));
  await tools.fault("route.after_commit");
}

export const route = (tools: Tools, job: Job<"route">): Promise<void> => routeTogether(tools, [job]);

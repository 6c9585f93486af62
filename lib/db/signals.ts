import { v7 as uuidv7 } from "uuid";
import { Signal } from "#lib/model/signal.ts";
import type { Db, Tx } from "./client.ts";
import type { Signal as SignalRow } from "./generated/client.ts";
import { idAt } from "./id-at.ts";
import { toSubject } from "./incident-rows.ts";

/** Writes down a fact that may need telling; returns its id. */
export async function raiseSignal(tx: Tx, signal: Omit<Signal, "id">): Promise<string> {
  const id = uuidv7();
  const { installation, kind, at, issue, verdict, subject, was, by } = signal;
  const about = { issueId: issue, verdictId: verdict, subject, ...(was && { was }), byName: by };
  await tx.signal.create({ data: { id, installationId: installation, kind, at, ...about } });
  return id;
}

export interface Unrouted {
  id: string;
  installation: string;
  issue: string | null;
}

/** Whose these signals are, of those that nothing was decided about yet. */
export async function unroutedSignals(db: Db, ids: readonly string[]): Promise<Unrouted[]> {
  return db.$queryRaw<Unrouted[]>`
    SELECT "id", "installationId" AS "installation", "issueId" AS "issue" FROM "Signal" WHERE "id" = ANY(${[...ids]}::uuid[]) AND "routedAt" IS NULL`;
}

const toSignal = (row: SignalRow): Signal =>
  Signal.parse({
    id: row.id,
    installation: row.installationId,
    kind: row.kind,
    at: row.at,
    issue: row.issueId,
    verdict: row.verdictId,
    subject: toSubject(row.subject),
    was: row.was,
    by: row.byName,
  });

/** Whether a signal of this kind about the same was raised since, and that it is over was not; whoever asks at the same time waits until the transaction ends. */
export async function raisedSince(
  tx: Tx,
  { installation, kind, signature, since }: { installation: string; kind: string; signature: string; since: Date },
): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`signal ${installation} ${kind} ${signature}`}, 0))`;
  const rows = await tx.$queryRaw<{ kind: string }[]>`
    SELECT "kind" FROM "Signal" WHERE "installationId" = ${installation} AND "id" >= ${idAt(since.getTime())}::uuid
      AND "kind" IN (${kind}, 'resolved') AND "issueId" IS NULL AND "subject"->>'signature' = ${signature} ORDER BY "id" DESC LIMIT 1`;
  return rows[0]?.kind === kind;
}

/**
 * What is still to be decided about up to and with these signals of one installation, in the order in which it happened: of an issue
 * what came before belongs to it. The caller holds the issues.
 */
export async function takeSignals(tx: Tx, asked: readonly Unrouted[]): Promise<Signal[]> {
  const ids = asked.map(({ id }) => id);
  const newest = new Map<string, string>();
  for (const { id, issue } of asked) if (issue !== null && id > (newest.get(issue) ?? "")) newest.set(issue, id);
  const rows = await tx.$queryRaw<SignalRow[]>`
    SELECT * FROM "Signal" WHERE "routedAt" IS NULL AND "id" IN (
      SELECT unnest(${ids}::uuid[]) UNION ALL
      SELECT s."id" FROM unnest(${[...newest.keys()]}::uuid[], ${[...newest.values()]}::uuid[]) AS n("issue", "id")
        JOIN "Signal" s ON s."installationId" = ${asked[0]?.installation ?? ""} AND s."issueId" = n."issue" AND s."id" < n."id" AND s."routedAt" IS NULL)
    ORDER BY "id" FOR UPDATE`;
  return rows.map(toSignal);
}

/** The installations in which something goes on that speaks of this, and is no issue. */
export async function installationsTold(tx: Tx, signature: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ installation: string }[]>`
    SELECT DISTINCT "installationId" AS "installation" FROM "Incident" WHERE "state" <> 'resolved' AND "issueId" IS NULL AND "subject"->>'signature' = ${signature}`;
  return rows.map(({ installation }) => installation);
}

/** Decisions about these were made, a model being asked about some. */
export async function markRouted(tx: Tx, signals: readonly { id: string; waiting: boolean }[], now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Signal" s SET "routedAt" = ${now}, "waiting" = r."waiting" FROM jsonb_to_recordset(${JSON.stringify(signals)}::jsonb) AS r("id" uuid, "waiting" boolean)
    WHERE s."id" = r."id"`;
}

/** Signals that should have been decided about long ago. */
export async function forgottenSignals(db: Db | Tx, before: Date): Promise<string[]> {
  const rows = await db.signal.findMany({
    where: { routedAt: null, at: { lt: before } },
    orderBy: { id: "asc" },
    take: 1000,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

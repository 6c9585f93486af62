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

/** Whose a signal is that nothing was decided about yet; null when that was done, or there is none. */
export async function unroutedSignal(db: Db, id: string): Promise<Pick<Signal, "id" | "installation" | "issue"> | null> {
  const [row] = await db.$queryRaw<{ installation: string; issue: string | null }[]>`
    SELECT "installationId" AS "installation", "issueId" AS "issue" FROM "Signal" WHERE "id" = ${id}::uuid AND "routedAt" IS NULL`;
  return row ? { id, ...row } : null;
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

/** Whether a signal of this kind about the same was raised since; whoever asks at the same time waits until the transaction ends. */
export async function raisedSince(
  tx: Tx,
  { installation, kind, signature, since }: { installation: string; kind: string; signature: string; since: Date },
): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`signal ${installation} ${kind} ${signature}`}, 0))`;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Signal" WHERE "installationId" = ${installation} AND "id" >= ${idAt(since.getTime())}::uuid
      AND "kind" = ${kind} AND "subject"->>'signature' = ${signature} LIMIT 1`;
  return rows.length > 0;
}

/** Takes what is still to be decided about an issue up to and with this signal, in the order in which it happened; it counts as decided with the transaction. */
export async function takeSignals(tx: Tx, { id, issue }: Pick<Signal, "id" | "issue">, now: Date): Promise<Signal[]> {
  const rows = await tx.$queryRaw<SignalRow[]>`
    UPDATE "Signal" SET "routedAt" = ${now} WHERE "routedAt" IS NULL
      AND ("id" = ${id}::uuid OR ("issueId" = ${issue}::uuid AND "id" < ${id}::uuid)) RETURNING *`;
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(toSignal);
}

/** Signals that should have been decided about long ago. */
export async function forgottenSignals(db: Db, before: Date): Promise<string[]> {
  const rows = await db.signal.findMany({
    where: { routedAt: null, at: { lt: before } },
    orderBy: { id: "asc" },
    take: 1000,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

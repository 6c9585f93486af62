import { v7 as uuidv7 } from "uuid";
import { Report } from "#lib/model/report.ts";
import type { Db, Tx } from "./client.ts";
import type { RetryCall as Row } from "./generated/client.ts";

/** As many of an issue's reports as one verdict has run again. */
const mostReports = 1000;

/** The hooks that the settings page keeps; the environment's has no secrets here. */
export const keptRetryHooks = async (tx: Tx): Promise<string[]> =>
  (await tx.channel.findMany({ where: { kind: "retry-hook", sealed: { not: null } }, select: { name: true } })).map(
    ({ name }) => name,
  );

interface Wanted {
  installation: string;
  issue: string;
  /** This report, or all of the issue that came since. */
  of: { report: string } | { since: Date };
  channels: readonly string[];
  dueAt: Date;
  now: Date;
}

async function reportsOf(tx: Tx, { issue, installation, of }: Wanted): Promise<string[]> {
  if ("report" in of) return [of.report];
  const where = { installationId: installation, issueId: issue, receivedAt: { gte: of.since } };
  const rows = await tx.report.findMany({ where, select: { id: true }, orderBy: { id: "desc" }, take: mostReports });
  return rows.map(({ id }) => id);
}

/** A call for each report and hook that has none; answers with the new ones. One that was cancelled waits again. */
export async function addRetryCalls(tx: Tx, wanted: Wanted): Promise<string[]> {
  const { installation, issue, channels, dueAt, now } = wanted;
  const reports = await reportsOf(tx, wanted);
  const calls = reports.flatMap((report) => channels.map((channel) => ({ id: uuidv7(), report, channel })));
  if (calls.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "RetryCall" AS r ("id", "installationId", "channel", "issueId", "reportId", "dueAt", "createdAt")
    SELECT c."id", ${installation}, c."channel", ${issue}::uuid, c."report", ${dueAt}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) AS c("id" uuid, "report" uuid, "channel" text)
    ON CONFLICT ("channel", "reportId") DO UPDATE SET "state" = 'queued', "error" = NULL, "dueAt" = excluded."dueAt", "createdAt" = excluded."createdAt"
    WHERE r."state" = 'cancelled' RETURNING "id"`;
  return rows.map(({ id }) => id);
}

export type ClaimedCall = Pick<Row, "id" | "installationId" | "channel" | "issueId" | "reportId" | "attempts" | "createdAt">;

/** Makes a call ours to send until the lease ends; null when there is nothing to do, its time has not come, or somebody else does it. */
export async function claimRetryCall(db: Db, id: string, now: Date, leaseMs: number): Promise<ClaimedCall | null> {
  const rows = await db.$queryRaw<ClaimedCall[]>`
    UPDATE "RetryCall" SET "state" = 'sending', "attempts" = "attempts" + 1, "dueAt" = ${new Date(now.getTime() + leaseMs)}
    WHERE "id" = ${id}::uuid AND "state" IN ('queued', 'sending') AND "dueAt" <= ${now}
    RETURNING "id", "installationId", "channel", "issueId", "reportId", "attempts", "createdAt"`;
  return rows[0] ?? null;
}

/** When a call is to be looked at again: it waits, or another process is sending it; null when it is over. */
export async function retryCallDue(db: Db, id: string): Promise<Date | null> {
  const row = await db.retryCall.findUnique({ where: { id }, select: { state: true, dueAt: true } });
  return row && (row.state === "queued" || row.state === "sending") ? row.dueAt : null;
}

/** It waits again; an attempt that does not count is taken back. */
export async function retryCallWaits(
  tx: Db | Tx,
  id: string,
  { at, counts, error }: { at: Date; counts: boolean; error: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "RetryCall" SET "state" = 'queued', "dueAt" = ${at}, "attempts" = "attempts" - ${counts ? 0 : 1}, "error" = COALESCE(${error}, "error")
    WHERE "id" = ${id}::uuid`;
}

export async function endRetryCall(
  tx: Db | Tx,
  id: string,
  end: { state: "sent"; at: Date } | { state: "failed" | "cancelled"; error: string },
): Promise<void> {
  const data = end.state === "sent" ? { state: end.state, sentAt: end.at, error: null } : end;
  await tx.retryCall.updateMany({ where: { id, state: "sending" }, data });
}

/** What of a call's error and its standing verdict counts, as they are now. */
export interface RetryFacts {
  report: { id: string; data: Report };
  issue: { sentryIssueId: string; project: string | null; environment: string | null };
  verdict: { category: string; shouldRetry: boolean; retryAfterSeconds: number | null };
}

/** Null when the report, its issue or its verdict is gone. */
export async function retryFacts(db: Db, { reportId, issueId }: ClaimedCall): Promise<RetryFacts | null> {
  const [report, issue] = await Promise.all([
    db.report.findFirst({ where: { id: reportId }, select: { id: true, data: true } }),
    db.issue.findUnique({ where: { id: issueId } }),
  ]);
  const verdict = issue?.verdictId ? await db.verdict.findUnique({ where: { id: issue.verdictId } }) : null;
  const read = Report.safeParse(report?.data);
  if (!report || !read.success || !issue || !verdict) return null;
  return { report: { id: report.id, data: read.data }, issue, verdict };
}

/** Calls that should have gone and that nobody is known to be sending. */
export async function overdueRetryCalls(db: Db | Tx, before: Date): Promise<string[]> {
  const where = { state: { in: ["queued", "sending"] }, dueAt: { lt: before } };
  const rows = await db.retryCall.findMany({ where, select: { id: true }, orderBy: { dueAt: "asc" }, take: 1000 });
  return rows.map(({ id }) => id);
}

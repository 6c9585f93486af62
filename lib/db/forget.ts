import type { Db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { idAt } from "./id-at.ts";

const dayMs = 86_400_000;
const rowsAtOnce = 1000;

interface Keep {
  keepDeliveriesDays: number;
  keepReportsDays: number;
}

/** How long rows are of use, in days after the instant in a column or that their id holds; figures and the ledger of spend stay. */
const lasting = ({ keepDeliveriesDays, keepReportsDays }: Keep): [table: string, column: string, days: number][] => [
  ["DeliveryDigest", "receivedAt", Math.max(30, keepDeliveriesDays)],
  ["ReportKey", "createdAt", keepReportsDays],
  ["IdempotentAnswer", "createdAt", 1],
  ["Heartbeat", "seenAt", 1],
  ["Signal", "id", keepReportsDays],
  ["Decision", "id", keepReportsDays],
  ["Message", "id", keepReportsDays],
  ["DigestLine", "at", keepReportsDays],
  ["IncidentAct", "id", keepReportsDays],
  ["SilenceUse", "heldAt", keepReportsDays],
  ["ProviderOutage", "closedAt", keepReportsDays],
  ["WriteBack", "id", keepReportsDays],
  ["RetryCall", "id", keepReportsDays],
  ["Exchange", "id", keepReportsDays],
  ["ProviderMinute", "minute", 1],
  ["ProviderFailure", "slot", 15],
  ["Delivery_default", "receivedAt", keepDeliveriesDays],
  ["Report_default", "receivedAt", keepReportsDays],
];

/** Deletes some of the incidents that ended before then, with their members, and says how many. */
async function forgetIncidents(db: Db, before: Date): Promise<number> {
  const [gone] = await db.$queryRaw<{ count: number }[]>`
    WITH gone AS (
      DELETE FROM "Incident" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "Incident" WHERE "state" = 'resolved' AND "resolvedAt" < ${before} LIMIT ${rowsAtOnce})) RETURNING "id"
    ), members AS (
      DELETE FROM "IncidentMember" WHERE "incidentId" IN (SELECT "id" FROM gone)
    )
    SELECT count(*)::int AS "count" FROM gone`;
  return gone?.count ?? 0;
}

/** Deletes, in small batches, what outlived its use. */
export async function forget(db: Db, now: Date, keep: Keep): Promise<void> {
  for (const [table, column, days] of lasting(keep)) {
    const [from, at] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${column}"`)];
    const before = now.getTime() - days * dayMs;
    const bound = column === "id" ? Prisma.sql`${idAt(before)}::uuid` : Prisma.sql`${new Date(before)}`;
    const some = Prisma.sql`DELETE FROM ${from} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${from} WHERE ${at} < ${bound} LIMIT ${rowsAtOnce}))`;
    while ((await db.$executeRaw(some)) === rowsAtOnce);
  }
  const ended = new Date(now.getTime() - keep.keepReportsDays * dayMs);
  while ((await forgetIncidents(db, ended)) === rowsAtOnce);
}

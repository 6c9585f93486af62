import type { NowRange, Trend } from "#lib/model/figures.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { idAt } from "../id-at.ts";
import { type Period, periodOf } from "./period.ts";

const labels = { category: Prisma.sql`"category"`, severity: Prisma.sql`"severity"` } as const;
export type TrendBy = keyof typeof labels;

interface Counted {
  name: string;
  /** Below 0 in the period before. */
  slot: number;
  count: number;
}

/** Whole hours, as they were counted; of the hour in which the period before ends, the part that lies in it. */
const ofHours = (db: Db, by: TrendBy, { from, before, slotMs }: Period): Promise<Counted[]> =>
  db.$queryRaw<Counted[]>`
    SELECT ${labels[by]} AS "name", floor(extract(epoch FROM "hour" - ${from}::timestamptz) / ${slotMs / 1000}::float8)::int AS "slot",
      sum("occurrences" * CASE WHEN "hour" >= ${from}::timestamptz THEN 1
        ELSE LEAST(1, GREATEST(0, extract(epoch FROM ${before.to}::timestamptz - "hour") / 3600)) END)::float8 AS "count"
    FROM "Rollup" WHERE "hour" >= ${before.from}::timestamptz AND "occurrences" > 0 GROUP BY 1, 2`;

/** An hour holds at most this many for a chart: a storm is drawn from its newest. */
const mostReports = 200_000;

/** Rollups know hours; within the last two the reports themselves are counted, under what their issue is now. */
const ofMinutes = (db: Db, by: TrendBy, { from, before, slotMs }: Period): Promise<Counted[]> => {
  const label =
    by === "category" ? Prisma.sql`COALESCE(i."category", 'unknown')` : Prisma.sql`COALESCE(i."severityRank", 4)::text`;
  return db.$queryRaw<Counted[]>`
    SELECT ${label} AS "name", floor(extract(epoch FROM r."receivedAt" - ${from}::timestamptz) / ${slotMs / 1000}::float8)::int AS "slot", count(*)::float8 AS "count"
    FROM (SELECT "issueId", "receivedAt" FROM "Report" WHERE "id" >= ${idAt(before.from.getTime())}::uuid ORDER BY "id" DESC LIMIT ${mostReports}) r
    JOIN "Issue" i ON i."id" = r."issueId"
    WHERE r."receivedAt" >= ${from}::timestamptz OR r."receivedAt" BETWEEN ${before.from}::timestamptz AND ${before.to}::timestamptz GROUP BY 1, 2`;
};

const wordOf = (by: TrendBy, range: NowRange, name: string): string =>
  by === "severity" && range === "1h" ? (severities[Number(name)] ?? name) : name;

/** Errors by label and slot, and how many there were in the period before. */
export async function errorsOverTime(db: Db, { range, by, now }: { range: NowRange; by: TrendBy; now: Date }): Promise<Trend> {
  const period = periodOf(range, now);
  const counted = await (range === "1h" ? ofMinutes : ofHours)(db, by, period);
  const series = [...Map.groupBy(counted, ({ name }) => wordOf(by, range, name))].map(([name, rows]) => ({
    name,
    counts: period.slots.map((_, index) => sum(rows.filter(({ slot }) => slot === index))),
    before: Math.round(sum(rows.filter(({ slot }) => slot < 0))),
  }));
  const { length } = period.slots;
  return {
    slots: period.slots.map((slot) => slot.toISOString()),
    slotMinutes: period.slotMs / 60_000,
    series,
    before: period.slots.map((_, index) => Math.round(sum(counted.filter(({ slot }) => slot === index - length)))),
  };
}

const sum = (rows: readonly Counted[]): number => rows.reduce((total, { count }) => total + count, 0);

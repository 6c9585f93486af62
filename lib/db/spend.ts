import type { SpendGroup, SpendRow } from "#lib/model/spend.ts";
import type { Db } from "./client.ts";
import { Prisma } from "./generated/client.ts";

const columns = {
  day: Prisma.sql`"day"`,
  model: Prisma.sql`"model"`,
  tier: Prisma.sql`"tier"`,
  project: Prisma.sql`"project"`,
} as const satisfies Record<SpendGroup, Prisma.Sql>;

interface Days {
  /** `2026-11-30`, both inclusive. */
  from?: string;
  to?: string;
}

/** The ledger, summed over calls that agree in what they are grouped by; calls that still run are not in it. */
export async function spendBy(db: Db, groups: readonly SpendGroup[], { from, to }: Days = {}): Promise<SpendRow[]> {
  const wanted = (Object.keys(columns) as SpendGroup[]).filter((group) => groups.includes(group));
  const list = wanted.map((group) => columns[group]);
  const grouped = list.length > 0 ? Prisma.sql`GROUP BY ${Prisma.join(list)} ORDER BY ${Prisma.join(list)}` : Prisma.sql``;
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    SELECT ${list.length > 0 ? Prisma.sql`${Prisma.join(list)},` : Prisma.sql``} count(*)::int AS "calls",
      (count(*) FILTER (WHERE "outcome" IS DISTINCT FROM 'ok'))::int AS "failed",
      COALESCE(sum("items"), 0)::int AS "items", COALESCE(sum("valid"), 0)::int AS "valid", COALESCE(sum("costMicros"), 0)::float8 AS "costMicros",
      COALESCE(sum("inputTokens"), 0)::float8 AS "input_tokens", COALESCE(sum("outputTokens"), 0)::float8 AS "output_tokens",
      COALESCE(sum("cachedTokens"), 0)::float8 AS "cached_tokens"
    FROM "Spend" WHERE "state" <> 'reserved' AND "day" >= ${from ?? ""} AND "day" <= ${to ?? "9999"} ${grouped} LIMIT 5000`;
  return rows.map(({ costMicros, ...row }) => ({ ...row, cost_usd: Number(costMicros) / 1e6 }) as SpendRow);
}

/** How many items a model was asked about in batches on a day, and of how many it said something valid at once. */
export async function answeredToday(
  db: Db,
  { day, model, baseUrl }: { day: string; model: string; baseUrl: string },
): Promise<{ items: number; valid: number }> {
  const sum = await db.spend.aggregate({
    where: { day, model, baseUrl, items: { gt: 1 }, outcome: { in: ["ok", "cut"] } },
    _sum: { items: true, valid: true },
  });
  return { items: sum._sum.items ?? 0, valid: sum._sum.valid ?? 0 };
}

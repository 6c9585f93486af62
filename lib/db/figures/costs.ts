import type { CostRow, SpendDay } from "#lib/model/figures.ts";
import type { Db } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { spendBy } from "../spend.ts";
import type { Days } from "./models.ts";

const labels = {
  tier: Prisma.sql`"tier"`,
  project: Prisma.sql`"project"`,
  category: Prisma.sql`"category"`,
} as const;
export type CostLabel = keyof typeof labels;

/** Verdicts and what models took for them, by a label; free ones are in it too. */
export async function verdictCosts(db: Db, label: CostLabel, { from, zone }: Days): Promise<CostRow[]> {
  const rows = await db.$queryRaw<{ name: string; verdicts: number; costMicros: number }[]>`
    SELECT ${labels[label]} AS "name", sum("verdicts")::float8 AS "verdicts", sum("costMicros")::float8 AS "costMicros"
    FROM "Rollup" WHERE "hour" >= (${from}::date::timestamp AT TIME ZONE ${zone}) GROUP BY 1 HAVING sum("verdicts") > 0 ORDER BY 3 DESC, 2 DESC, 1 LIMIT 50`;
  return rows.map(({ costMicros, ...row }) => ({ ...row, cost_usd: costMicros / 1e6 }));
}

/** Every one of the days, also those without a call. */
export async function spendDays(db: Db, days: readonly string[]): Promise<SpendDay[]> {
  const rows = await spendBy(db, ["day", "model"], { from: days[0] ?? "", to: days.at(-1) ?? "" });
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return days.map((day) => {
    const calls = byDay.get(day) ?? [];
    return {
      day,
      models: Object.fromEntries(calls.map(({ model, cost_usd }) => [model ?? "", cost_usd])),
      calls: calls.reduce((sum, row) => sum + row.calls, 0),
      items: calls.reduce((sum, row) => sum + row.items, 0),
      cost_usd: calls.reduce((sum, row) => sum + row.cost_usd, 0),
    };
  });
}

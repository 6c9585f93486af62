import type { ModelFigures } from "#lib/model/figures.ts";
import type { Db } from "../client.ts";

export interface Days {
  /** Calendar days in `zone`, both inclusive. */
  from: string;
  to: string;
  zone: string;
}

type Row = Omit<ModelFigures, "call_ms" | "item_ms" | "judged" | "overruled" | "cost_usd"> & {
  costMicros: number;
  call50: number | null;
  call95: number | null;
  item50: number | null;
  item95: number | null;
};

const pair = (p50: number | null, p95: number | null) => (p50 === null || p95 === null ? null : { p50, p95 });

const ledger = (db: Db, { from, to }: Days): Promise<Row[]> =>
  db.$queryRaw<Row[]>`
    SELECT "model", array_agg(DISTINCT "tier" ORDER BY "tier") AS "tiers", count(*)::int AS "calls", (count(*) FILTER (WHERE "outcome" IS DISTINCT FROM 'ok'))::int AS "failed",
      sum("items")::int AS "items", sum("valid")::int AS "valid", sum("costMicros")::float8 AS "costMicros",
      sum("inputTokens")::float8 AS "input_tokens", sum("cachedTokens")::float8 AS "cached_tokens", sum("outputTokens")::float8 AS "output_tokens",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY "latencyMs") FILTER (WHERE "outcome" = 'ok'))::float8 AS "call50",
      (percentile_cont(0.95) WITHIN GROUP (ORDER BY "latencyMs") FILTER (WHERE "outcome" = 'ok'))::float8 AS "call95",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY "latencyMs" / GREATEST("items", 1)) FILTER (WHERE "outcome" = 'ok'))::float8 AS "item50",
      (percentile_cont(0.95) WITHIN GROUP (ORDER BY "latencyMs" / GREATEST("items", 1)) FILTER (WHERE "outcome" = 'ok'))::float8 AS "item95"
    FROM "Spend" WHERE "state" <> 'reserved' AND "day" BETWEEN ${from} AND ${to} GROUP BY 1 ORDER BY 7 DESC, 1 LIMIT 50`;

/** What people said of verdicts, by the model that had given them. */
const judgements = (db: Db, { from, zone }: Days): Promise<{ model: string; judged: number; overruled: number }[]> =>
  db.$queryRaw`
    SELECT v."model", count(*)::int AS "judged", (count(*) FILTER (WHERE NOT c."agree"))::int AS "overruled"
    FROM "Correction" c JOIN "Verdict" v ON v."id" = c."verdictId"
    WHERE c."at" >= (${from}::date::timestamp AT TIME ZONE ${zone}) AND v."model" IS NOT NULL GROUP BY 1`;

/** The models that were asked, the costliest first. */
export async function modelFigures(db: Db, days: Days): Promise<ModelFigures[]> {
  const [rows, judged] = await Promise.all([ledger(db, days), judgements(db, days)]);
  return rows.map(({ costMicros, call50, call95, item50, item95, ...row }) => {
    const said = judged.find(({ model }) => model === row.model);
    return {
      ...row,
      cost_usd: costMicros / 1e6,
      call_ms: pair(call50, call95),
      item_ms: pair(item50, item95),
      judged: said?.judged ?? 0,
      overruled: said?.overruled ?? 0,
    };
  });
}

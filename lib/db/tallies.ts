import type { Db } from "./client.ts";
import { countOnce } from "./settled.ts";

/** Verdicts that share their labels and took about as long. */
export interface Tally {
  severity: string;
  category: string;
  model: string | null;
  tier: string;
  /** How many of the asked bounds their latency does not exceed. */
  within: number;
  count: number;
  costMicros: number;
  latencyMs: number;
}

/** Verdicts with ids in `[from, to)`; a database aggregate, so that millions cost one row a label. */
const tally = (db: Db, boundsMs: readonly number[], from: string, to: string): Promise<Tally[]> =>
  db.$queryRaw<Tally[]>`
    SELECT "severity", "category", "model", "tier", width_bucket(-"latencyMs", ${boundsMs.toSorted((a, b) => b - a).map((bound) => -bound)}::float8[]) AS "within",
      count(*)::float8 AS "count", sum("costMicros")::float8 AS "costMicros", sum("latencyMs")::float8 AS "latencyMs"
    FROM "Verdict" WHERE "id" >= ${from}::uuid AND "id" < ${to}::uuid GROUP BY 1, 2, 3, 4, 5`;

const keyOf = ({ severity, category, model, tier, within }: Tally): string =>
  JSON.stringify([severity, category, model, tier, within]);

type Tallies = ReadonlyMap<string, Tally>;

function sum(a: Tallies, b: Tallies): Tallies {
  const all = new Map(a);
  for (const [key, one] of b) {
    const { count = 0, costMicros = 0, latencyMs = 0 } = a.get(key) ?? {};
    all.set(key, {
      ...one,
      count: count + one.count,
      costMicros: costMicros + one.costMicros,
      latencyMs: latencyMs + one.latencyMs,
    });
  }
  return all;
}

/** Counts all verdicts, whoever gave them. */
export function countVerdicts(db: Db, boundsMs: readonly number[]): (now: Date) => Promise<Tally[]> {
  const counted = countOnce<Tallies>(
    new Map(),
    async (from, to) => new Map((await tally(db, boundsMs, from, to)).map((one) => [keyOf(one), one])),
    sum,
  );
  return async (now) => [...(await counted(now)).values()];
}

/** Seconds that the job which has waited longest in each queue could have been worked on. */
export const oldestJobs = (db: Db): Promise<{ queue: string; seconds: number }[]> =>
  db.$queryRaw`
    SELECT q.name AS "queue", COALESCE(max(extract(epoch FROM now() - j.start_after)), 0)::float8 AS "seconds"
    FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name AND j.state < 'active' AND j.start_after <= now()
    WHERE q.name NOT LIKE '\\_\\_%' GROUP BY q.name`; // its own begin with two underscores

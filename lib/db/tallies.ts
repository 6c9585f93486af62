import type { Db } from "./client.ts";
import { idAt } from "./id-at.ts";

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

function add(into: Map<string, Tally>, more: readonly Tally[]): Map<string, Tally> {
  for (const one of more) {
    const { count = 0, costMicros = 0, latencyMs = 0 } = into.get(keyOf(one)) ?? {};
    into.set(keyOf(one), {
      ...one,
      count: count + one.count,
      costMicros: costMicros + one.costMicros,
      latencyMs: latencyMs + one.latencyMs,
    });
  }
  return into;
}

/** Longer than any transaction takes that could still add a verdict with an older id. */
const settledMs = 120_000;
const forever = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Counts all verdicts, whoever gave them. Those that are settled are counted once and remembered: each later count reads the youngest only. */
export function countVerdicts(db: Db, boundsMs: readonly number[]): (now: Date) => Promise<Tally[]> {
  const settled = new Map<string, Tally>();
  let upTo = idAt(0);
  let last: Promise<unknown> = Promise.resolve();

  async function count(now: Date): Promise<Tally[]> {
    const next = idAt(now.getTime() - settledMs);
    if (next > upTo) {
      add(settled, await tally(db, boundsMs, upTo, next));
      upTo = next;
    }
    return [...add(new Map(settled), await tally(db, boundsMs, upTo, forever)).values()];
  }

  return (now) => {
    const counted = last.then(() => count(now)); // one after another, so that none adds the same twice
    last = counted.catch(() => undefined);
    return counted;
  };
}

/** Seconds that the job which has waited longest in each queue could have been worked on. */
export const oldestJobs = (db: Db): Promise<{ queue: string; seconds: number }[]> =>
  db.$queryRaw`
    SELECT q.name AS "queue", COALESCE(max(extract(epoch FROM now() - j.start_after)), 0)::float8 AS "seconds"
    FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name AND j.state < 'active' AND j.start_after <= now()
    WHERE q.name NOT LIKE '\\_\\_%' GROUP BY q.name`; // its own begin with two underscores

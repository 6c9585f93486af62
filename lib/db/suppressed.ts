import type { Db } from "./client.ts";
import { idAt } from "./id-at.ts";

/** Longer than any transaction takes that could still add a decision with an older id. */
const settledMs = 120_000;
const forever = "ffffffff-ffff-ffff-ffff-ffffffffffff";

type Counts = ReadonlyMap<string, number>;

const count = async (db: Db, from: string, to: string): Promise<Counts> => {
  const rows = await db.$queryRaw<{ reason: string; count: number }[]>`
    SELECT "reason", count(*)::float8 AS "count" FROM "Decision"
    WHERE "id" >= ${from}::uuid AND "id" < ${to}::uuid AND "action" NOT IN ('send', 'update') GROUP BY 1`;
  return new Map(rows.map(({ reason, count: found }) => [reason, found]));
};

const sum = (a: Counts, b: Counts): Counts =>
  new Map([...new Set([...a.keys(), ...b.keys()])].map((reason) => [reason, (a.get(reason) ?? 0) + (b.get(reason) ?? 0)]));

/** Counts the decisions by which nobody was told, by reason. Those that are settled are counted once and remembered. */
export function countSuppressed(db: Db): (now: Date) => Promise<Counts> {
  let settled: Counts = new Map();
  let upTo = idAt(0);
  let last: Promise<unknown> = Promise.resolve();

  async function all(now: Date): Promise<Counts> {
    const next = idAt(now.getTime() - settledMs);
    if (next > upTo) {
      settled = sum(settled, await count(db, upTo, next));
      upTo = next;
    }
    return sum(settled, await count(db, upTo, forever));
  }

  return (now) => {
    const counted = last.then(() => all(now)); // one after another, so that none adds the same twice
    last = counted.catch(() => undefined);
    return counted;
  };
}

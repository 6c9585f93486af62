import { untoldReasons } from "#lib/model/incident.ts";
import type { Db } from "./client.ts";
import { countOnce } from "./settled.ts";

type Counts = ReadonlyMap<string, number>;

const count = async (db: Db, from: string, to: string): Promise<Counts> => {
  const rows = await db.$queryRaw<{ reason: string; count: number }[]>`
    SELECT "reason", count(*)::float8 AS "count" FROM "Decision"
    WHERE "id" >= ${from}::uuid AND "id" < ${to}::uuid AND "action" NOT IN ('send', 'update') AND "reason" = ANY(${[...untoldReasons]}) GROUP BY 1`;
  return new Map(rows.map(({ reason, count: found }) => [reason, found]));
};

const sum = (a: Counts, b: Counts): Counts =>
  new Map([...new Set([...a.keys(), ...b.keys()])].map((reason) => [reason, (a.get(reason) ?? 0) + (b.get(reason) ?? 0)]));

/** Counts the decisions by which nobody was told, by reason. */
export const countSuppressed = (db: Db): ((now: Date) => Promise<Counts>) =>
  countOnce<Counts>(new Map(), (from, to) => count(db, from, to), sum);

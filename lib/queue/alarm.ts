import type { PgBoss } from "pg-boss";
import type { JobName } from "./queue.ts";

/** How often the queue is asked what comes next. */
const lookMs = 500;
/** A job's time counts from the beginning of the transaction that added it: what it is about may be due a little later. */
const graceMs = 100;
/** What should have gone longer ago is left to polling. */
const lateMs = 5000;
/** However much is due one after the other, this is left between two looks. */
const leastMs = 20;

interface Coming {
  name: string;
  /** Until the first that is still to come in this look's time. */
  inMs: number | null;
  /** The time of some has come. */
  isDue: boolean;
}

const sql = `
  SELECT queue.name, jobs.* FROM unnest($1::text[]) AS queue(name) CROSS JOIN LATERAL (
    SELECT (extract(epoch FROM min(start_after) FILTER (WHERE start_after > now() - '${graceMs} ms'::interval) - now()) * 1000)::float8 AS "inMs",
      COALESCE(bool_or(start_after <= now() - '${graceMs} ms'::interval), false) AS "isDue"
    FROM pgboss.job WHERE job.name = queue.name AND state < 'active' AND NOT blocked
      AND start_after BETWEEN now() - '${lateMs} ms'::interval AND now() + '${lookMs} ms'::interval) jobs`;

/**
 * Wakes those who work a queue when the time of a job comes: pg-boss tells of a job only if it can be done when it is added, and one
 * that was put off waits for the next poll. It only has them look: what is to be done, and that it is done once, the queue knows, and
 * whoever dies or misses something is found by polling.
 */
export function openAlarm(boss: PgBoss, lanes: ReadonlyMap<JobName, readonly string[]>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const wake = (coming: readonly Coming[]): void => {
    for (const { name } of coming) for (const lane of lanes.get(name as JobName) ?? []) boss.notifyWorker(lane);
  };
  const ask = async (): Promise<Coming[]> => {
    try {
      return (await boss.getDb().executeSql(sql, [[...lanes.keys()]])).rows;
    } catch {
      return []; // the queue itself says that the database is away
    }
  };
  const look = async (): Promise<void> => {
    const coming = await ask();
    if (isClosed) return;
    wake(coming.filter(({ isDue }) => isDue));
    const times = coming.flatMap(({ inMs }) => (inMs === null ? [] : [inMs + graceMs]));
    const pause = Math.max(leastMs, Math.min(lookMs, ...times));
    timer = setTimeout(() => {
      wake(coming.filter(({ inMs }) => inMs !== null && inMs + graceMs <= pause));
      void look();
    }, pause);
  };
  void look();
  return () => {
    isClosed = true;
    clearTimeout(timer);
  };
}

import type { LineHealth } from "#lib/model/figures.ts";
import type { Db } from "../client.ts";
import { idAt } from "../id-at.ts";

const hourMs = 3_600_000;
const silentSeconds = 30;
/** As many of the newest deliveries are enough to know how fast the line is. */
const sample = 1000;
/** A longer queue is said to be longer. */
const mostWaiting = 10_000;

const waitingJobs = (db: Db): Promise<{ waiting: number; oldest: number }[]> =>
  db.$queryRaw`
    SELECT count(*)::int AS "waiting", COALESCE(max(extract(epoch FROM now() - j.start_after)), 0)::float8 AS "oldest"
    FROM (SELECT start_after FROM pgboss.job WHERE state < 'active' AND start_after <= now() AND name NOT LIKE '\\_\\_%' LIMIT ${mostWaiting}) j`;

const speed = (db: Db, now: Date): Promise<{ deliveries: number; p95: number | null }[]> =>
  db.$queryRaw`
    SELECT count(*)::int AS "deliveries", percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM d."doneAt" - d."receivedAt") * 1000)::float8 AS "p95"
    FROM (SELECT "doneAt", "receivedAt" FROM "Delivery" WHERE "id" >= ${idAt(now.getTime() - hourMs)}::uuid AND "doneAt" IS NOT NULL ORDER BY "id" DESC LIMIT ${sample}) d`;

const state = (db: Db, now: Date): Promise<{ last: Date | null; aside: number; worker: boolean }[]> =>
  db.$queryRaw`
    SELECT (SELECT "receivedAt" FROM "Delivery" ORDER BY "id" DESC LIMIT 1) AS "last",
      (SELECT count(*)::int FROM "Delivery" WHERE "state" IN ('parked', 'quarantined') AND "id" >= ${idAt(now.getTime() - 24 * hourMs)}::uuid) AS "aside",
      EXISTS (SELECT 1 FROM "Heartbeat" WHERE "role" = 'worker' AND "seenAt" > now() - make_interval(secs => ${silentSeconds})) AS "worker"`;

export async function lineHealth(db: Db, now: Date): Promise<LineHealth> {
  const [[jobs], [fast], [here]] = await Promise.all([waitingJobs(db), speed(db, now), state(db, now)]);
  return {
    last_webhook: here?.last?.toISOString() ?? null,
    waiting: jobs?.waiting ?? 0,
    oldest_seconds: jobs?.oldest ?? 0,
    deliveries: fast?.deliveries ?? 0,
    p95_ms: fast?.p95 ?? null,
    set_aside: here?.aside ?? 0,
    worker: here?.worker ? "ok" : "silent",
  };
}

import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const waiting = `SELECT
  (SELECT count(*) FROM "Delivery" WHERE "state" = 'accepted')::int AS "deliveries",
  (SELECT count(*) FROM pgboss.job WHERE name IN ('triage', 'fetch', 'route', 'notify', 'refine') AND state < 'completed' AND start_after <= now() + interval '1 second')::int AS "jobs",
  (SELECT count(*) FROM pgboss.job WHERE name = 'write_back' AND state < 'completed')::int AS "writes",
  (SELECT count(*) FROM "Refinement" WHERE "state" IN ('waiting', 'asking') AND "dueAt" <= now())::int AS "questions"`;

interface Waiting {
  deliveries: number;
  jobs: number;
  writes: number;
  questions: number;
}

/** Waits until the line has nothing left to do, writing to Sentry included when it is asked for; false when that takes too long. */
export async function settled(
  url: string,
  { limitMs, writes, signal }: { limitMs: number; writes: boolean; signal: AbortSignal },
): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: "verdict-demo" });
  await client.connect();
  const deadline = performance.now() + limitMs;
  try {
    for (let calm = 0; calm < 3; ) {
      const { rows } = await client.query<Waiting>(waiting);
      const left = rows[0];
      const idle = left && left.deliveries + left.jobs + left.questions + (writes ? left.writes : 0) === 0;
      calm = idle ? calm + 1 : 0;
      if (performance.now() > deadline) return false;
      await pause(150, undefined, { signal });
    }
    return true;
  } finally {
    await client.end();
  }
}

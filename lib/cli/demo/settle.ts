import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const waiting = `SELECT
  (SELECT count(*) FROM "Delivery" WHERE "state" = 'accepted')::int AS "deliveries",
  (SELECT count(*) FROM pgboss.job WHERE name IN ('triage', 'fetch', 'route', 'notify', 'refine') AND state < 'completed' AND start_after <= now() + interval '1 second')::int AS "jobs",
  (SELECT count(*) FROM "Refinement" WHERE "state" IN ('waiting', 'asking') AND "dueAt" <= now())::int AS "questions"`;

interface Waiting {
  deliveries: number;
  jobs: number;
  questions: number;
}

const eachMs = 150;
const sayEvery = 20;

/** Waits until the line has nothing left to do but to write to Sentry; false when that takes too long. */
export async function settled(
  url: string,
  { limitMs, signal, progress }: { limitMs: number; signal: AbortSignal; progress: (left: string) => void },
): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: "verdict-demo" });
  await client.connect();
  const deadline = performance.now() + limitMs;
  try {
    for (let calm = 0, asked = 1; calm < 3; asked++) {
      const { rows } = await client.query<Waiting>(waiting);
      const left = rows[0] ?? { deliveries: 0, jobs: 0, questions: 0 };
      calm = left.deliveries + left.jobs + left.questions === 0 ? calm + 1 : 0;
      if (performance.now() > deadline) return false;
      if (asked % sayEvery === 0)
        progress(`${left.deliveries} to judge, ${left.questions} to ask a model about, ${left.jobs} jobs`);
      await pause(eachMs, undefined, { signal });
    }
    return true;
  } finally {
    await client.end();
  }
}

import pg from "pg";
import { keepPartitions } from "./partitions.ts";
import { applyMigrations } from "./schema-engine.ts";

const lockKey = 7_043_118_201;

interface Options {
  url: string;
  now: Date;
  keepDeliveriesDays: number;
  keepReportsDays: number;
  /** Further work that only one process may do at a time, such as installing the queues. */
  and?: () => Promise<void>;
}

/** Brings the database to this release; any number of processes may call it at once: one works, the others wait. Returns what was applied. */
export async function migrate({ url, now, keepDeliveriesDays, keepReportsDays, and }: Options): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, application_name: "verdict-migrate" });
  client.on("error", () => undefined); // a lost connection fails the query that waits on it
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const applied = await applyMigrations(url);
    await client.query("SET lock_timeout = '5s'");
    await keepPartitions(client, now, { Delivery: keepDeliveriesDays, Report: keepReportsDays });
    await and?.();
    return applied;
  } finally {
    await client.end();
  }
}

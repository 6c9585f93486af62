import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Db } from "./client.ts";

/** `unknown`: the database did not say. */
export interface Readiness {
  database: "ok" | "away";
  migrations: "ok" | "older" | "newer" | "incomplete" | "unknown";
  queue: "ok" | "missing" | "unknown";
  worker: "ok" | "silent" | "unknown";
  /** The newest migration of each, when they differ. */
  schema: { database: string | null; application: string | null } | null;
}

export const away: Readiness = { database: "away", migrations: "unknown", queue: "unknown", worker: "unknown", schema: null };

type Migrations = Pick<Readiness, "migrations" | "schema">;
const workerSeconds = 30;

/** Next starts in the project's folder, and the bundle does not know where it came from. */
async function ownMigrations(): Promise<string[]> {
  const entries = await readdir(join(process.cwd(), "prisma/migrations"), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function compareMigrations(db: Db): Promise<Migrations> {
  const own = await ownMigrations();
  const kept = db.$queryRaw<{ name: string; done: boolean }[]>`
    SELECT migration_name AS "name", finished_at IS NOT NULL AS "done" FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY 1`;
  const rows = await kept.catch(() => []); // no table: nothing was applied
  const done = rows.flatMap((row) => (row.done ? [row.name] : []));
  const schema = { database: done.at(-1) ?? null, application: own.at(-1) ?? null };
  if (done.length < rows.length) return { migrations: "incomplete", schema };
  if (done.some((name) => !own.includes(name))) return { migrations: "newer", schema };
  if (own.some((name) => !done.includes(name))) return { migrations: "older", schema };
  return { migrations: "ok", schema: null };
}

const queueState = async (db: Db): Promise<Readiness["queue"]> =>
  (await db.$queryRaw<unknown[]>`SELECT 1 FROM pgboss.queue LIMIT 1`).length > 0 ? "ok" : "missing";

async function workerState(db: Db): Promise<Readiness["worker"]> {
  const seen = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Heartbeat" WHERE "role" = 'worker' AND "seenAt" > now() - make_interval(secs => ${workerSeconds}) LIMIT 1`;
  return seen.length > 0 ? "ok" : "silent";
}

/** What the database says of itself and the processes that use it; a table that is missing fails its own part only. */
export async function readiness(db: Db): Promise<Readiness> {
  try {
    await db.$queryRaw`SELECT 1`;
  } catch {
    return away;
  }
  const [migrations, queue, worker] = await Promise.all([
    compareMigrations(db),
    queueState(db).catch((): Readiness["queue"] => "missing"),
    workerState(db).catch((): Readiness["worker"] => "silent"),
  ]);
  return { database: "ok", ...migrations, queue, worker };
}

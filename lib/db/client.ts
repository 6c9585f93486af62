import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

export type { Issue } from "./generated/client.ts";
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

interface Options {
  url: string;
  /** Connections at most. */
  connections: number;
  /** What the server shows as the name of the client. */
  name: string;
  /** False lets a commit return before it is on disk: for work that is repeated when it is lost. */
  durable?: boolean;
}

/** Statements end after 15 s and wait for a lock no longer than 5: nobody holds a connection for ever. */
const patienceMs = 20_000; // longer than the server's own limit: who hears nothing by then speaks to a dead connection
const limits = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000";

export function connect({ url, connections, name, durable = true }: Options): Db {
  const pool = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    application_name: name,
    options: durable ? limits : `${limits} -c synchronous_commit=off`,
    keepAlive: true,
    query_timeout: patienceMs,
  };
  const quiet = { onPoolError: () => undefined, onConnectionError: () => undefined }; // the statement that waits says what went wrong
  return new PrismaClient({ adapter: new PrismaPg(pool, { ...quiet, statementNameGenerator: ({ sql }) => nameOf(sql) }) });
}

/** Stands in statements whose form people choose. */
export const chosenForm = "/* form chosen by people */";

/** Equal statements share a name, and so the server's plan; each connection keeps what has one, so those without an end of forms have none. */
const names = new Map<string, string>();
function nameOf(sql: string): string {
  if (sql.includes(chosenForm)) return "";
  const known = names.get(sql);
  if (known) return known;
  const name = `v${createHash("sha256").update(sql).digest("hex").slice(0, 24)}`;
  if (names.size < 2000) names.set(sql, name);
  return name;
}

const transient = new Set(["40001", "40P01", "P2034"]);

/** The code of Postgres or Prisma behind an error; undefined when the database did not raise it. */
export function databaseCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { code, meta } = at as { code?: unknown; meta?: { code?: unknown; driverAdapterError?: unknown } };
    if (typeof meta?.code === "string") return meta.code;
    const nested = databaseCode(meta?.driverAdapterError);
    if (nested) return nested;
    const original =
      (at.cause as { originalCode?: unknown } | undefined)?.originalCode ?? (at as { originalCode?: unknown }).originalCode;
    if (typeof original === "string") return original;
    if (typeof code === "string") return code;
  }
  return undefined;
}

/** Runs `work` in one transaction; a deadlock or serialization failure is tried again up to three times, with jitter. */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.$transaction(work, { timeout: 20_000, maxWait: 5000 });
    } catch (error) {
      if (attempt >= 3 || !transient.has(databaseCode(error) ?? "")) throw error;
      await new Promise((again) => setTimeout(again, 20 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

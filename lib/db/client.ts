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
}

/** Statements end after 15 s and wait for a lock no longer than 5: nobody holds a connection for ever. */
export function connect({ url, connections, name }: Options): Db {
  const limits = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000";
  const pool = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    application_name: name,
    options: limits,
    keepAlive: true,
  };
  return new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: () => undefined, onConnectionError: () => undefined }) });
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

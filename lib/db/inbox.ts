import pg from "pg";
import type { Arrival } from "#lib/model/arrival.ts";
import { Busy } from "#lib/model/errors.ts";
import { type BatchWork, keyOf, writeBatch } from "./inbox-batch.ts";

export interface Inbox {
  /** Durable when it resolves, with the id of the delivery that holds the body: an earlier one's when this is a copy. Throws Busy when the database does not take it. */
  store(arrival: Arrival): Promise<string>;
  /** True for a second after the database failed to take something: then nobody else need wait for it. */
  away(): boolean;
  close(): Promise<void>;
}

/** What the server shows as the name of its connections. */
export const inboxName = "verdict-inbox";

interface Options extends BatchWork {
  url: string;
}

interface Waiting {
  arrival: Arrival;
  settle: { resolve: (holder: string) => void; reject: (error: unknown) => void };
}

const most = { rows: 100, bytes: 8_000_000, inFlight: 1 };

/** Equal bodies of one batch claim once: the first carries the others. Ordered, so that two batches cannot deadlock. */
function group(batch: readonly Waiting[]): Arrival[][] {
  const groups = Map.groupBy(batch, ({ arrival }) => keyOf(arrival));
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members.map(({ arrival }) => arrival));
}

/** Deliveries that arrive together are written together: one flush to disk serves them all. Its connections are its own, so slow readers elsewhere cannot starve it. */
export function openInbox({ url, ...work }: Options): Inbox {
  const pool = new pg.Pool({
    connectionString: url,
    max: most.inFlight,
    connectionTimeoutMillis: 1000,
    idleTimeoutMillis: 0,
    query_timeout: 3000,
    application_name: inboxName,
    keepAlive: true,
    pipeline: true,
    options: "-c statement_timeout=3000 -c lock_timeout=1000",
  });
  pool.on("error", () => undefined); // the statement that waits on the connection fails and says so
  const waiting: Waiting[] = [];
  let inFlight = 0;
  let failedAt = Number.NEGATIVE_INFINITY;

  function refuse(batch: readonly Waiting[], cause: unknown): undefined {
    failedAt = performance.now();
    for (const { settle } of batch) settle.reject(new Busy("the database did not take the delivery", undefined, { cause }));
  }

  function take(): Waiting[] {
    let rows = 0;
    for (let bytes = 0; rows < Math.min(waiting.length, most.rows) && (rows === 0 || bytes < most.bytes); rows++)
      bytes += waiting[rows]?.arrival.sealed.length ?? 0;
    return waiting.splice(0, rows);
  }

  async function flush(): Promise<void> {
    if (inFlight >= most.inFlight || waiting.length === 0) return;
    inFlight++;
    const batch = take();
    const client = await pool.connect().catch((error: unknown) => refuse(batch, error));
    if (client) {
      try {
        const holders = await writeBatch(client, group(batch), work);
        client.release();
        for (const { arrival, settle } of batch) settle.resolve(holders.get(keyOf(arrival)) ?? arrival.id);
      } catch (error) {
        client.release(true);
        refuse(batch, error);
      }
    }
    inFlight--;
    void flush();
  }

  return {
    store: (arrival) =>
      new Promise((resolve, reject) => {
        waiting.push({ arrival, settle: { resolve, reject } });
        setImmediate(flush);
      }),
    away: () => performance.now() - failedAt < 1000,
    close: () => pool.end(),
  };
}

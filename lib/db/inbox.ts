import pg from "pg";
import type { Arrival } from "#lib/model/arrival.ts";
import { Busy } from "#lib/model/errors.ts";

export interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface Inbox {
  /** Durable when it resolves, with the id of the delivery that holds the body: an earlier one's when this is a copy. Throws Busy when the database does not take it. */
  store(arrival: Arrival): Promise<string>;
  /** True for a second after the database failed to take something: then nobody else need wait for it. */
  away(): boolean;
  close(): Promise<void>;
}

interface Options {
  url: string;
  /** Adds the work for these deliveries, within the same transaction. */
  enqueue: (runner: SqlRunner, deliveries: readonly string[]) => Promise<void>;
  beforeCommit: () => Promise<void>;
}

interface Waiting {
  arrival: Arrival;
  settle: { resolve: (holder: string) => void; reject: (error: unknown) => void };
}

const most = { rows: 100, bytes: 8_000_000, inFlight: 2 };

/**
 * Copies: a body claimed before is a copy, except for `issue.*`, where equal bytes are a new fact unless they come within five
 * minutes of their twin or equal the newest delivery of that issue (resolve, unresolve, resolve has equal first and third bodies).
 */
const isCopy = `(d."issueId" IS NULL OR excluded."receivedAt" - d."receivedAt" < interval '5 minutes' OR NOT EXISTS (
  SELECT 1 FROM "DeliveryDigest" n WHERE n."installationId" = d."installationId" AND n."issueId" = d."issueId" AND n."receivedAt" > d."receivedAt"))`;

/** Digests and bodies come packed end to end in one parameter each: an array of them would be written out in hex. */
const claim = `INSERT INTO "DeliveryDigest" AS d ("installationId", "digest", "deliveryId", "issueId", "receivedAt")
  SELECT t.installation, substring($1::bytea FROM 32 * (t.n::int - 1) + 1 FOR 32), t.id, t.issue, t.at
  FROM unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[]) WITH ORDINALITY AS t(installation, id, issue, at, n)
  ON CONFLICT ("installationId", "digest") DO UPDATE SET
    "deliveryId" = CASE WHEN ${isCopy} THEN d."deliveryId" ELSE excluded."deliveryId" END,
    "receivedAt" = CASE WHEN ${isCopy} THEN d."receivedAt" ELSE excluded."receivedAt" END
  RETURNING "installationId", "digest", "deliveryId"`;

const insert = `INSERT INTO "Delivery" ("id", "installationId", "resource", "action", "state", "error", "requestId", "skewSeconds", "issueId", "size", "receivedAt", "copies", "digest", "sealed")
  SELECT t.id, t.installation, t.resource, t.action, t.state, t.error, t.request, t.skew, t.issue, t.size, t.at, t.copies,
    substring($1::bytea FROM 32 * (t.n::int - 1) + 1 FOR 32), substring($2::bytea FROM t.start + 1 FOR t.length)
  FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[], $11::text[], $12::int[], $13::timestamptz[], $14::int[], $15::int[], $16::int[])
    WITH ORDINALITY AS t(id, installation, resource, action, state, error, request, skew, issue, size, at, copies, start, length, n)
  ON CONFLICT ("id") DO NOTHING`;

const raise = `UPDATE "Delivery" d SET "copies" = d."copies" + c.n FROM unnest($1::uuid[], $2::int[]) AS c(id, n) WHERE d."id" = c.id`;

const keyOf = ({ installationId, digest }: Pick<Arrival, "installationId" | "digest">): string =>
  `${installationId}:${digest.toString("base64")}`;

/** Equal bodies of one batch claim once: the first carries the others. Ordered, so that two batches cannot deadlock. */
function group(batch: readonly Waiting[]): Arrival[][] {
  const groups = Map.groupBy(batch, ({ arrival }) => keyOf(arrival));
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members.map(({ arrival }) => arrival));
}

const column = <T>(rows: readonly Arrival[], pick: (arrival: Arrival) => T): T[] => rows.map(pick);
const digests = (rows: readonly Arrival[]): Buffer => Buffer.concat(column(rows, (a) => a.digest));

/** Which delivery holds each body from now on. */
async function claimAll(client: pg.PoolClient, firsts: readonly Arrival[]): Promise<Map<string, string>> {
  const values = [
    digests(firsts),
    column(firsts, (a) => a.installationId),
    column(firsts, (a) => a.id),
    column(firsts, (a) => a.issueId),
    column(firsts, (a) => a.receivedAt),
  ];
  const query = { name: "claim", text: claim, values };
  const { rows } = await client.query<{ installationId: string; digest: Buffer; deliveryId: string }>(query);
  return new Map(rows.map((row) => [keyOf(row), row.deliveryId]));
}

async function insertAll(client: pg.PoolClient, fresh: readonly Arrival[], copies: ReadonlyMap<string, number>): Promise<void> {
  let at = 0;
  const starts = fresh.map(({ sealed }) => {
    at += sealed.length;
    return at - sealed.length;
  });
  const values = [
    digests(fresh),
    Buffer.concat(column(fresh, (a) => a.sealed)),
    column(fresh, (a) => a.id),
    column(fresh, (a) => a.installationId),
    column(fresh, (a) => a.resource),
    column(fresh, (a) => a.action),
    column(fresh, (a) => a.state),
    column(fresh, (a) => a.error),
    column(fresh, (a) => a.requestId),
    column(fresh, (a) => a.skewSeconds),
    column(fresh, (a) => a.issueId),
    column(fresh, (a) => a.size),
    column(fresh, (a) => a.receivedAt),
    column(fresh, (a) => copies.get(a.id) ?? 0),
    starts,
    column(fresh, (a) => a.sealed.length),
  ];
  await client.query({ name: "insert", text: insert, values });
}

/** Writes one batch in one transaction and says which delivery holds each body. */
async function write(
  client: pg.PoolClient,
  groups: readonly Arrival[][],
  { enqueue, beforeCommit }: Omit<Options, "url">,
): Promise<Map<string, string>> {
  const firsts = groups.flatMap(([first]) => (first ? [first] : []));
  await client.query("BEGIN");
  const holders = await claimAll(client, firsts);
  const holderOf = (arrival: Arrival): string => holders.get(keyOf(arrival)) ?? arrival.id;
  const fresh = firsts.filter((arrival) => holderOf(arrival) === arrival.id);
  const repeated = groups.flatMap(([first, ...others]) => {
    const times = first ? others.length + (holderOf(first) === first.id ? 0 : 1) : 0;
    return first && times > 0 ? [{ holder: holderOf(first), times }] : [];
  });
  if (fresh.length > 0) await insertAll(client, fresh, new Map(repeated.map(({ holder, times }) => [holder, times])));
  const accepted = fresh.filter(({ state }) => state === "accepted").map(({ id }) => id);
  if (accepted.length > 0)
    await enqueue({ executeSql: (text, values) => client.query({ name: "enqueue", text, values: values ?? [] }) }, accepted);
  const known = repeated.filter(({ holder }) => !fresh.some(({ id }) => id === holder));
  if (known.length > 0) await client.query(raise, [known.map(({ holder }) => holder), known.map(({ times }) => times)]);
  await beforeCommit();
  await client.query("COMMIT");
  return holders;
}

/** Deliveries that arrive together are written together: one flush to disk serves them all. Its connections are its own, so slow readers elsewhere cannot starve it. */
export function openInbox({ url, ...work }: Options): Inbox {
  const pool = new pg.Pool({
    connectionString: url,
    max: most.inFlight,
    connectionTimeoutMillis: 1000,
    idleTimeoutMillis: 0,
    query_timeout: 3000,
    application_name: "verdict-inbox",
    keepAlive: true,
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
        const holders = await write(client, group(batch), work);
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

import type pg from "pg";
import type { Arrival } from "#lib/model/arrival.ts";

export interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface BatchWork {
  /** Adds the work for these deliveries, within the same transaction. */
  enqueue: (runner: SqlRunner, deliveries: readonly string[]) => Promise<void>;
  beforeCommit: () => Promise<void>;
}

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

export const keyOf = ({ installationId, digest }: Pick<Arrival, "installationId" | "digest">): string =>
  `${installationId}:${digest.toString("base64")}`;

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

/** Sends the work of the deliveries on its way; settles as soon as it is sent, `done` when it is done. */
async function enqueueAll(
  client: pg.PoolClient,
  enqueue: BatchWork["enqueue"],
  deliveries: readonly string[],
): Promise<{ done: Promise<void> }> {
  if (deliveries.length === 0) return { done: Promise.resolve() };
  const { promise: sent, resolve } = Promise.withResolvers<void>();
  const executeSql: SqlRunner["executeSql"] = (text, values = []) => {
    const answer = client.query({ name: "enqueue", text, values });
    resolve();
    return answer;
  };
  const done = enqueue({ executeSql }, deliveries);
  await Promise.race([sent, done]);
  return { done };
}

/**
 * Writes one batch in one transaction and says which delivery holds each body. The statements travel together, because a busy
 * process takes its time to look at each answer: two waits instead of five.
 */
export async function writeBatch(
  client: pg.PoolClient,
  groups: readonly Arrival[][],
  { enqueue, beforeCommit }: BatchWork,
): Promise<Map<string, string>> {
  const firsts = groups.flatMap(([first]) => (first ? [first] : []));
  const [, holders] = await Promise.all([client.query("BEGIN"), claimAll(client, firsts)]);
  const holderOf = (arrival: Arrival): string => holders.get(keyOf(arrival)) ?? arrival.id;
  const fresh = firsts.filter((arrival) => holderOf(arrival) === arrival.id);
  const repeated = groups.flatMap(([first, ...others]) => {
    const times = first ? others.length + (holderOf(first) === first.id ? 0 : 1) : 0;
    return first && times > 0 ? [{ holder: holderOf(first), times }] : [];
  });
  const known = repeated.filter(({ holder }) => !fresh.some(({ id }) => id === holder));
  const accepted = fresh.filter(({ state }) => state === "accepted").map(({ id }) => id);

  const copies = new Map(repeated.map(({ holder, times }) => [holder, times]));
  const written = [
    ...(fresh.length > 0 ? [insertAll(client, fresh, copies)] : []),
    ...(known.length > 0 ? [client.query(raise, [known.map(({ holder }) => holder), known.map(({ times }) => times)])] : []),
  ];
  const all = Promise.all(written);
  all.catch(() => undefined); // seen below, unless the work could not be sent
  const { done } = await enqueueAll(client, enqueue, accepted);
  done.catch(() => undefined);
  await beforeCommit();
  await Promise.all([all, done, client.query("COMMIT")]); // after a failure COMMIT rolls back, and the failure is what is seen
  return holders;
}

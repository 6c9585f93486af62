import { type Db, type Tx, transaction } from "./client.ts";

export interface NewKey {
  id: string;
  name: string;
  prefix: string;
  hash: Uint8Array<ArrayBuffer>;
  scopes: string[];
  expiresAt: Date | null;
}

export interface CountedKey {
  id: string;
  name: string;
  scopes: string[];
  /** Requests in this minute, this one among them. */
  count: number;
  secondsLeft: number;
}

/** Finds a key that has not expired, notes its use and counts it, in one statement. */
export async function countKey(db: Db, hash: Uint8Array<ArrayBuffer>): Promise<CountedKey | null> {
  const rows = await db.$queryRaw<CountedKey[]>`
    UPDATE "ApiKey" SET
      "lastUsedAt" = now(),
      "windowStart" = CASE WHEN "windowStart" > now() - interval '1 minute' THEN "windowStart" ELSE now() END,
      "windowCount" = CASE WHEN "windowStart" > now() - interval '1 minute' THEN "windowCount" + 1 ELSE 1 END
    WHERE "hash" = ${hash} AND ("expiresAt" IS NULL OR "expiresAt" > now())
    RETURNING "id", "name", "scopes", "windowCount" AS "count", ceil(60 - extract(epoch FROM now() - "windowStart"))::int AS "secondsLeft"`;
  return rows[0] ?? null;
}

/** Adds the key, or lets the one with this id be that key from now on. */
export async function putKey(db: Db | Tx, { id, ...key }: NewKey): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ApiKey" ("id", "name", "prefix", "hash", "scopes", "expiresAt")
    VALUES (${id}::uuid, ${key.name}, ${key.prefix}, ${key.hash}, ${key.scopes}, ${key.expiresAt})
    ON CONFLICT ("id") DO UPDATE SET "name" = excluded."name", "prefix" = excluded."prefix", "hash" = excluded."hash",
      "scopes" = excluded."scopes", "expiresAt" = excluded."expiresAt"`;
}

/** The same for processes that begin at once: only one conflict can be named, and they might meet at the other one, the hash. */
export async function putKeyInTurn(db: Db, key: NewKey): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`key ${key.id}`}, 0))`;
    await putKey(tx, key);
  });
}

/** What may be seen of a key. */
export interface KeySummary {
  id: string;
  name: string;
  prefix: string;
  scope: string;
  created_at: string;
  expires_at: string | null;
  used_at: string | null;
}

/** Newest first. */
export async function listKeys(db: Db): Promise<KeySummary[]> {
  const select = { id: true, name: true, prefix: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true };
  const rows = await db.apiKey.findMany({ select, orderBy: [{ createdAt: "desc" }, { id: "asc" }], take: 1000 });
  return rows.map(({ scopes, createdAt, expiresAt, lastUsedAt, ...row }) => ({
    ...row,
    scope: scopes[0] ?? "",
    created_at: createdAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    used_at: lastUsedAt?.toISOString() ?? null,
  }));
}

/** Returns what it was called; null when it is not there. */
export async function dropKey(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.apiKey.findUnique({ where: { id }, select: { name: true } });
  if (row) await tx.apiKey.delete({ where: { id } });
  return row?.name ?? null;
}

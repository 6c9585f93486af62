import type { Db } from "./client.ts";

export interface Asked {
  apiKeyId: string;
  key: string;
  /** Of what was asked: the same key must come with the same request. */
  digest: Uint8Array<ArrayBuffer>;
}

export type Claim = { outcome: "first" | "reused" | "inFlight" } | { outcome: "answered"; status: number; body: string };

/**
 * The first who brings the key may go on. A claim whose work left no answer within a minute died with its process and may be
 * taken over; after a day the key is as good as new.
 */
export async function claimAnswer(db: Db, { apiKeyId, key, digest }: Asked): Promise<Claim> {
  const claimed = await db.$executeRaw`
    INSERT INTO "IdempotentAnswer" AS a ("apiKeyId", "key", "digest") VALUES (${apiKeyId}::uuid, ${key}, ${digest})
    ON CONFLICT ("apiKeyId", "key") DO UPDATE SET "digest" = excluded."digest", "status" = NULL, "body" = NULL, "createdAt" = now()
    WHERE a."createdAt" < now() - interval '1 day'
      OR (a."status" IS NULL AND a."digest" = excluded."digest" AND a."createdAt" < now() - interval '1 minute')`;
  if (claimed > 0) return { outcome: "first" };
  const kept = await db.idempotentAnswer.findUnique({ where: { apiKeyId_key: { apiKeyId, key } } });
  if (kept && !Buffer.from(kept.digest).equals(digest)) return { outcome: "reused" };
  if (!kept || kept.status === null) return { outcome: "inFlight" };
  return { outcome: "answered", status: kept.status, body: kept.body ?? "" };
}

export async function keepAnswer(db: Db, { apiKeyId, key }: Asked, status: number, body: string): Promise<void> {
  await db.idempotentAnswer.updateMany({ where: { apiKeyId, key }, data: { status, body } });
}

/** Gives the key back: what was asked was not done. */
export async function dropClaim(db: Db, { apiKeyId, key }: Asked): Promise<void> {
  await db.idempotentAnswer.deleteMany({ where: { apiKeyId, key, status: null } });
}

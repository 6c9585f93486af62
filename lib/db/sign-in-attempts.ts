import { randomUUID } from "node:crypto";
import type { Db } from "./client.ts";

const forgetMs = 3_600_000;
const longestWaitSeconds = 900;

/** Counts an attempt before it is made and says whether it may be: the first `free` at once, each later one after a wait that doubles. */
export async function mayAttempt(db: Db, key: string, free: number): Promise<boolean> {
  const counted = await db.$executeRaw`
    INSERT INTO "RateLimit" AS r ("id", "key", "count", "lastRequest")
    VALUES (${randomUUID()}, ${key}, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN excluded."lastRequest" - r."lastRequest" > ${forgetMs} THEN 1 ELSE r."count" + 1 END,
      "lastRequest" = excluded."lastRequest"
    WHERE r."count" < ${free}
      OR excluded."lastRequest" - r."lastRequest" >= 1000 * least(${longestWaitSeconds}, power(2, least(r."count" - ${free}, 20)))`;
  return counted > 0;
}

/** Takes back what a successful attempt counted: everything under its own key, one under the key it shares with others. */
export async function forgive(db: Db, own: string, shared: string): Promise<void> {
  await db.$executeRaw`DELETE FROM "RateLimit" WHERE "key" = ${own}`;
  await db.$executeRaw`UPDATE "RateLimit" SET "count" = greatest("count" - 1, 0) WHERE "key" = ${shared}`;
}

/** Drops what no longer counts. */
export async function forgetAttempts(db: Db): Promise<void> {
  await db.$executeRaw`DELETE FROM "RateLimit" WHERE "lastRequest" < extract(epoch FROM now()) * 1000 - ${forgetMs}`;
}

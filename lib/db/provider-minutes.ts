import type { Db } from "./client.ts";

/** What a provider lets a key do in a minute. */
export interface MinuteLimits {
  requests: number;
  tokens: number;
}

/** A call's place in a minute. */
export interface Place {
  /** Which address and key, as a digest. */
  provider: string;
  minute: Date;
  /** What this call may use. */
  needs: number;
  isRetry: boolean;
}

/** Takes a call's place in the minute that runs, for all workers; false when it is full. A call larger than the whole minute has one to itself. */
export async function takeMinute(
  db: Db,
  { provider, minute, needs, isRetry }: Place,
  { requests, tokens }: MinuteLimits,
): Promise<boolean> {
  const retry = isRetry ? 1 : 0;
  const taken = await db.$executeRaw`
    INSERT INTO "ProviderMinute" AS m ("provider", "minute", "requests", "tokens", "retries") VALUES (${provider}, ${minute}, 1, ${needs}, ${retry})
    ON CONFLICT ("provider", "minute") DO UPDATE SET
      "requests" = m."requests" + 1, "tokens" = m."tokens" + ${needs}, "retries" = m."retries" + ${retry}
    WHERE m."requests" = 0 OR (m."requests" + 1 <= ${requests} AND m."tokens" + ${needs} <= ${tokens})`;
  return taken > 0;
}

/** Gives back the place of a call that is not made. */
export async function leaveMinute(db: Db, { provider, minute, needs, isRetry }: Place): Promise<void> {
  await db.$executeRaw`
    UPDATE "ProviderMinute" SET "requests" = "requests" - 1, "tokens" = "tokens" - ${needs}, "retries" = "retries" - ${isRetry ? 1 : 0}
    WHERE "provider" = ${provider} AND "minute" = ${minute}`;
}

/** What was asked of a key since then, and how much of it a second time. */
export async function askedSince(db: Db, provider: string, since: Date): Promise<{ requests: number; retries: number }> {
  const sum = await db.providerMinute.aggregate({
    where: { provider, minute: { gte: since } },
    _sum: { requests: true, retries: true },
  });
  return { requests: sum._sum.requests ?? 0, retries: sum._sum.retries ?? 0 };
}

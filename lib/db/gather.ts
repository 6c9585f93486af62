import type { LlmTier } from "#lib/model/spend.ts";
import type { Db, Issue, Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Of issues `i`: those whose project may be shown to models. */
export const mayBeShown = Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "Project" p WHERE p."installationId" = i."installationId" AND p."slug" = i."project" AND NOT p."useLlm")`;

/** Puts on the list what came while no model could be asked, and what was given up hours ago; at most 500 at a time. */
export async function gather(db: Db | Tx): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Refinement" ("installationId", "hash", "urgent", "severityRank", "issueId", "wantedAt", "dueAt")
    SELECT DISTINCT ON (i."installationId", i."signature") i."installationId", i."signature", false, COALESCE(i."severityRank", 2), i."id", now(), now()
    FROM (SELECT * FROM "Issue" i WHERE "provisional" AND "signature" IS NOT NULL AND "lastSeen" > now() - interval '1 day' AND ${mayBeShown}
      AND NOT EXISTS (SELECT 1 FROM "Refinement" r WHERE r."installationId" = i."installationId" AND r."hash" = i."signature") LIMIT 500) AS i
    ORDER BY i."installationId", i."signature", i."lastSeen" DESC
    ON CONFLICT ("installationId", "hash") DO NOTHING`;
  await db.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "attempts" = 0, "wantedAt" = now(), "dueAt" = now()
    WHERE "state" = 'failed' AND "doneAt" < now() - interval '6 hours' AND "wantedAt" > now() - interval '3 days'`;
}

/** There is no strong model any more: what waits for one keeps what was said of it. */
export async function endStrong(db: Db): Promise<void> {
  await db.$executeRaw`UPDATE "Refinement" SET "state" = 'done', "doneAt" = now(), "skippedOn" = NULL WHERE "state" = 'waiting' AND "tier" = 'llm-strong'`;
}

/** What a day's budget did not reach to is looked at again once the seconds have passed: there is another budget. */
export async function gatherSkipped(tx: Tx, seconds = 0): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Refinement" SET "dueAt" = now() + make_interval(secs => ${seconds}), "skippedOn" = NULL
    WHERE "state" = 'waiting' AND "skippedOn" IS NOT NULL`;
}

/** Has a signature whose model's word is a day old checked again; says whether it waits now. */
export async function wantAgain(tx: Tx, installationId: string, hash: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "tier" = 'llm-fast', "urgent" = false, "attempts" = 0, "wantedAt" = now(), "dueAt" = now(), "doneAt" = NULL
    WHERE "installationId" = ${installationId} AND "hash" = ${hash} AND "state" = 'done' AND "doneAt" < now() - interval '1 day'`;
  return count > 0;
}

/** For each signature the issue that was last seen with it, of the projects that may be shown to models. */
export const examplesOf = (
  db: Db,
  installationId: string,
  hashes: readonly string[],
): Promise<(Issue & { signature: string; reportId: string })[]> =>
  db.$queryRaw`
    SELECT DISTINCT ON (i."signature") i.* FROM "Issue" i
    WHERE i."installationId" = ${installationId} AND i."signature" = ANY(${[...hashes]}) AND i."reportId" IS NOT NULL AND ${mayBeShown}
    ORDER BY i."signature", i."lastSeen" DESC`;

/** Has another model asked about signatures that one has answered. */
export async function wantOthers(tx: Tx, installationId: string, hashes: readonly string[], tier: LlmTier): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "tier" = ${tier}, "attempts" = 0, "dueAt" = now(), "doneAt" = NULL, "error" = NULL
    WHERE "installationId" = ${installationId} AND "hash" = ANY(${[...hashes]}) AND "state" = 'done'`;
}

import type { Db, Tx } from "./client.ts";

export interface Wanted {
  installationId: string;
  hash: string;
  issueId: string;
  urgent: boolean;
  severityRank: number;
}

const memoryDays = 30;

/** Puts a signature on the list, once; says whether something new waits now. */
export async function want(tx: Tx, { installationId, hash, issueId, urgent, severityRank }: Wanted): Promise<boolean> {
  const known = await tx.refinement.findUnique({ where: { installationId_hash: { installationId, hash } } });
  if (known && (known.state === "asking" || (known.state === "waiting" && (known.urgent || !urgent)))) return false;
  const rows = await tx.$queryRaw<unknown[]>`
    INSERT INTO "Refinement" AS r ("installationId", "hash", "urgent", "severityRank", "issueId", "wantedAt", "dueAt")
    VALUES (${installationId}, ${hash}, ${urgent}, ${severityRank}, ${issueId}::uuid, now(), now())
    ON CONFLICT ("installationId", "hash") DO UPDATE SET
      "urgent" = excluded."urgent", "severityRank" = excluded."severityRank", "state" = 'waiting', "error" = NULL, "doneAt" = NULL,
      "wantedAt" = CASE WHEN r."state" = 'waiting' THEN r."wantedAt" ELSE now() END,
      "dueAt" = CASE WHEN r."state" = 'waiting' AND r."skippedOn" IS NULL THEN r."dueAt" ELSE now() END,
      "tier" = CASE WHEN r."state" = 'waiting' THEN r."tier" ELSE excluded."tier" END, "skippedOn" = NULL,
      "attempts" = CASE WHEN r."state" = 'waiting' THEN r."attempts" ELSE 0 END
    WHERE (r."state" = 'waiting' AND excluded."urgent" AND NOT r."urgent")
      OR (r."state" IN ('done', 'failed') AND r."doneAt" < now() - make_interval(days => ${memoryDays}))
    RETURNING "hash"`;
  return rows.length > 0;
}

/** The signatures among these that a model is being asked about, or will be until then. */
export async function wantedAmong(tx: Tx, installationId: string, hashes: readonly string[], until: Date): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const where = {
    installationId,
    hash: { in: [...new Set(hashes)] },
    state: { in: ["waiting", "asking"] },
    dueAt: { lte: until },
  };
  return new Set((await tx.refinement.findMany({ where, select: { hash: true } })).map(({ hash }) => hash));
}

/** More than this are not counted: then others have seen to it that they are asked about. */
export const countedAtMost = 500;

/** How many of those that wait were wanted within the last seconds, with the newest. */
export async function countRecent(tx: Tx, seconds: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ recent: number }[]>`
    SELECT (count(*) FILTER (WHERE "wantedAt" > now() - make_interval(secs => ${seconds})))::int AS "recent"
    FROM (SELECT "wantedAt" FROM "Refinement" WHERE "state" = 'waiting' AND "dueAt" <= now() ORDER BY "dueAt" DESC LIMIT ${countedAtMost}) AS w`;
  return row?.recent ?? 0;
}

export interface Claimed {
  installationId: string;
  hash: string;
  attempts: number;
  severityRank: number;
  /** The tier that is to be asked. */
  tier: string;
  /** What was paid for an answer that decided nothing. */
  paidMicros: number;
}

interface Claiming {
  claim: string;
  batch: number;
  flushSeconds: number;
  leaseSeconds: number;
  /** Only what an alert waits for. */
  urgentOnly: boolean;
  /** For which somebody can be asked. */
  tiers: readonly string[];
}

/** What a dead worker held waits again. Leases run by the database's clock. */
export async function reclaim(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "claim" = NULL, "claimedUntil" = NULL WHERE "state" = 'asking' AND "claimedUntil" < now()`;
}

/** Takes up to a batch of one installation for one tier, when it is full, was waited for long enough, or an alert waits; for the strong tier always one alone. */
export function claim(db: Db, { claim: id, batch, flushSeconds, leaseSeconds, urgentOnly, tiers }: Claiming): Promise<Claimed[]> {
  return db.$queryRaw<Claimed[]>`
    WITH head AS (
      SELECT "installationId", "tier", "urgent", "wantedAt" FROM "Refinement" WHERE "state" = 'waiting' AND "dueAt" <= now() AND ("urgent" OR NOT ${urgentOnly}) AND "tier" = ANY(${[...tiers]})
      ORDER BY "urgent" DESC, "severityRank", "wantedAt" LIMIT ${batch}),
    open AS (
      SELECT "installationId", "tier" FROM head WHERE (SELECT count(*) >= ${batch} OR bool_or("urgent" OR "wantedAt" <= now() - make_interval(secs => ${flushSeconds})) FROM head)
      LIMIT 1),
    taken AS (
      SELECT r."installationId", r."hash" FROM "Refinement" r
      WHERE r."state" = 'waiting' AND r."dueAt" <= now() AND (r."installationId", r."tier") = (SELECT "installationId", "tier" FROM open) AND (r."urgent" OR NOT ${urgentOnly})
      ORDER BY r."urgent" DESC, r."severityRank", r."wantedAt" LIMIT (SELECT CASE "tier" WHEN 'llm-strong' THEN 1 ELSE ${batch}::int END FROM open) FOR UPDATE OF r SKIP LOCKED)
    UPDATE "Refinement" r SET "state" = 'asking', "claim" = ${id}::uuid, "claimedUntil" = now() + make_interval(secs => ${leaseSeconds}), "attempts" = r."attempts" + 1
    FROM taken WHERE r."installationId" = taken."installationId" AND r."hash" = taken."hash"
    RETURNING r."installationId", r."hash", r."attempts", r."severityRank", r."tier", r."paidMicros"`;
}

/** Prolongs the lease; false when somebody else has taken over. */
export async function renew(db: Db, id: string, leaseSeconds: number): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "Refinement" SET "claimedUntil" = now() + make_interval(secs => ${leaseSeconds}) WHERE "claim" = ${id}::uuid AND "state" = 'asking'`;
  return count > 0;
}

/** Ends the asking of those that are still this claim's, and says which they were. */
export async function finish(
  tx: Tx,
  id: string,
  hashes: readonly string[],
  state: "done" | "failed",
  error: string | null,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    UPDATE "Refinement" SET "state" = ${state}, "doneAt" = now(), "claim" = NULL, "claimedUntil" = NULL, "error" = ${error}, "skippedOn" = NULL, "paidMicros" = 0
    WHERE "claim" = ${id}::uuid AND "state" = 'asking' AND "hash" = ANY(${[...hashes]}) RETURNING "hash"`;
  return new Set(rows.map(({ hash }) => hash));
}

/** A strong model is to be asked next about one of a claim; `paid` was spent without deciding anything. False when it is not this claim's any more. */
export async function passOn(tx: Tx, id: string, hash: string, paid: number): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "tier" = 'llm-strong', "claim" = NULL, "claimedUntil" = NULL, "attempts" = 0, "dueAt" = now(), "error" = NULL, "paidMicros" = "paidMicros" + ${paid}
    WHERE "claim" = ${id}::uuid AND "state" = 'asking' AND "hash" = ${hash}`;
  return count > 0;
}

/** Takes those of a claim off the list, as if nobody had wanted them. */
export async function drop(tx: Tx, id: string, hashes: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM "Refinement" WHERE "claim" = ${id}::uuid AND "state" = 'asking' AND "hash" = ANY(${[...hashes]})`;
}

interface Postponed {
  seconds: number;
  error: string;
  /** Whether it counts as a failed attempt. */
  counts: boolean;
  /** The day whose budget did not reach to it. */
  skippedOn?: string;
}

/** Gives back what is still this claim's, not to be asked about before the seconds have passed. */
export async function postpone(
  db: Db,
  id: string,
  hashes: readonly string[],
  { seconds, error, counts, skippedOn }: Postponed,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "claim" = NULL, "claimedUntil" = NULL, "error" = ${error},
      "dueAt" = now() + make_interval(secs => ${seconds}), "attempts" = "attempts" - ${counts ? 0 : 1}, "skippedOn" = ${skippedOn ?? null}
    WHERE "claim" = ${id}::uuid AND "state" = 'asking' AND "hash" = ANY(${[...hashes]})`;
}

/** Gives back all that these claims hold, to be asked about at once. */
export async function release(tx: Tx, claims: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Refinement" SET "state" = 'waiting', "claim" = NULL, "claimedUntil" = NULL, "dueAt" = now()
    WHERE "claim" = ANY(${[...claims]}::uuid[]) AND "state" = 'asking'`;
}

/** In how many seconds something is to be done next for a tier; null when nothing waits. */
export async function nextDue(db: Db, flushSeconds: number, tier: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM min(CASE WHEN "state" = 'asking' THEN "claimedUntil" WHEN "urgent" THEN "dueAt"
      ELSE GREATEST("dueAt", "wantedAt" + make_interval(secs => ${flushSeconds})) END) - now())::float8 AS "seconds"
    FROM ((SELECT * FROM "Refinement" WHERE "state" = 'waiting' AND "tier" = ${tier} ORDER BY "dueAt" LIMIT 200)
      UNION ALL (SELECT * FROM "Refinement" WHERE "state" = 'asking' AND "tier" = ${tier})) AS w`;
  return row?.seconds ?? null;
}

/** Whether a job will look at the list within the seconds. */
export async function hasQueued(db: Db, seconds: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job WHERE name = 'refine' AND state < 'active' AND start_after < now() + make_interval(secs => ${seconds}) LIMIT 1`;
  return rows.length > 0;
}

import { v7 as uuidv7 } from "uuid";
import { administrators } from "#lib/model/channel.ts";
import type { Db, Tx } from "./client.ts";
import { Prisma, type Message as Row } from "./generated/client.ts";
import { type Said, saidIn } from "./said.ts";

/** Whatever the connection does otherwise: what says that something went out must outlive the database's crash. */
const durably = Prisma.sql`(SELECT set_config('synchronous_commit', 'on', true) AS "kept") AS durable`;

/** A message that is this process's to send until its lease ends. */
export type Claimed = Pick<Row, "id" | "posted" | "attempts" | "attemptedAt" | "externalId" | "said">;

/**
 * Makes a message ours to send: one that waits, one whose edit is wanted, or one that a dead process left half sent, which may have
 * gone. Null when there is nothing to do, or somebody else does it, or its time has not come.
 */
export async function claimMessage(db: Db, id: string, now: Date, leaseMs: number): Promise<Claimed | null> {
  const dead = new Date(now.getTime() - leaseMs);
  const rows = await db.$queryRaw<Claimed[]>`
    UPDATE "Message" SET "state" = 'sending', "attemptedAt" = ${now}, "nextAttemptAt" = NULL, "updatedAt" = ${now},
      "attempts" = CASE WHEN "state" = 'sent' AND "nextAttemptAt" IS NULL THEN 1 ELSE "attempts" + 1 END,
      "doubtful" = "doubtful" OR ("state" = 'sending' AND "posted" = 0)
    FROM ${durably}
    WHERE durable."kept" = 'on' AND "id" = ${id}::uuid AND ("nextAttemptAt" IS NULL OR "nextAttemptAt" <= ${now})
      AND ("state" = 'queued' OR ("state" = 'sent' AND "wanted" > "posted") OR ("state" = 'sending' AND "attemptedAt" <= ${dead}))
    RETURNING "id", "posted", "attempts", "attemptedAt", "externalId", "said"`;
  return rows[0] ?? null;
}

/** When a message that another process sends would be left to us; null when nobody sends it. */
export async function leaseEnd(db: Db, id: string, leaseMs: number): Promise<Date | null> {
  const row = await db.message.findUnique({ where: { id }, select: { state: true, attemptedAt: true } });
  return row?.state === "sending" && row.attemptedAt ? new Date(row.attemptedAt.getTime() + leaseMs) : null;
}

/** It went. Answers whether a further edit was asked for meanwhile. */
export async function messageSent(
  tx: Tx | Db,
  { id, wanted, externalId, said, now }: { id: string; wanted: number; externalId: string | null; said: Said; now: Date },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ more: boolean }[]>`
    UPDATE "Message" SET "state" = 'sent', "posted" = GREATEST("posted", ${wanted}), "externalId" = COALESCE(${externalId}, "externalId"),
      "said" = ${JSON.stringify(said)}::jsonb, "sentAt" = COALESCE("sentAt", ${now}), "error" = NULL, "nextAttemptAt" = NULL, "updatedAt" = ${now}
    FROM ${durably}
    WHERE durable."kept" = 'on' AND "id" = ${id}::uuid RETURNING "wanted" > "posted" AS "more"`;
  return rows[0]?.more ?? false;
}

/** Somebody was reached after all, later than it seemed: of a digest or bundle, about all that it tells of. */
export async function reachedAfterAll(tx: Tx, message: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Incident" SET "undeliveredAt" = NULL, "updatedAt" = ${now} WHERE "id" IN (
      SELECT i."id" FROM "Incident" i WHERE i."undeliveredAt" IS NOT NULL AND i."id" IN (
        SELECT "incidentId" FROM "Message" WHERE "id" = ${message}::uuid AND "channel" <> ${administrators}
        UNION SELECT l."incidentId" FROM "Message" m JOIN "DigestLine" l ON l."installationId" = m."installationId" AND l."channel" = m."digest" AND l."at" >= m."linesFrom" AND l."at" < m."linesUntil"
        WHERE m."id" = ${message}::uuid AND m."channel" <> ${administrators}) ORDER BY i."id" FOR UPDATE)`;
}

/** Nothing has to be posted for what was wanted so far. */
export async function nothingToPost(tx: Tx | Db, id: string, wanted: number, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Message" SET "state" = 'sent', "posted" = GREATEST("posted", ${wanted}), "nextAttemptAt" = NULL, "updatedAt" = ${now}
    WHERE "id" = ${id}::uuid`;
}

/** Whoever's lease ended has no say any more in what becomes of the message. */
const stillOurs = ({ id, attemptedAt }: Pick<Claimed, "id" | "attemptedAt">) =>
  Prisma.sql`"id" = ${id}::uuid AND "state" = 'sending' AND "attemptedAt" = ${attemptedAt}`;

interface Waiting {
  error: string;
  at: Date;
  counts: boolean;
  doubtful: boolean;
  now: Date;
}

/** It waits for another attempt; one that does not count is taken back, one without an answer leaves it doubtful. False when it is another's. */
export async function messageWaits(
  tx: Tx,
  claimed: Pick<Claimed, "id" | "attemptedAt">,
  { error, at, counts, doubtful, now }: Waiting,
): Promise<boolean> {
  const waits = await tx.$executeRaw`
    UPDATE "Message" SET "state" = CASE WHEN "posted" > 0 THEN 'sent' ELSE 'queued' END, "error" = ${error}, "nextAttemptAt" = ${at},
      "attempts" = "attempts" - ${counts ? 0 : 1}, "doubtful" = "doubtful" OR ${doubtful}, "updatedAt" = ${now}
    WHERE ${stillOurs(claimed)}`;
  return waits > 0;
}

/** Puts a message off that could be sent, without an attempt; false when there is nothing to put off. */
export async function postponeMessage(tx: Tx, id: string, at: Date, error: string | null, now: Date): Promise<boolean> {
  const moved = await tx.$executeRaw`
    UPDATE "Message" SET "nextAttemptAt" = ${at}, "error" = COALESCE(${error}, "error"), "updatedAt" = ${now}
    WHERE "id" = ${id}::uuid AND ("nextAttemptAt" IS NULL OR "nextAttemptAt" <= ${now})
      AND ("state" = 'queued' OR ("state" = 'sent' AND "wanted" > "posted"))`;
  return moved > 0;
}

/** It cannot be sent; what was posted before stays as it is. False when it is another's. */
export async function messageFails(
  tx: Tx,
  claimed: Pick<Claimed, "id" | "attemptedAt">,
  error: string,
  now: Date,
): Promise<boolean> {
  const fails = await tx.$executeRaw`
    UPDATE "Message" SET "state" = CASE WHEN "posted" > 0 THEN 'sent' ELSE 'failed' END, "posted" = CASE WHEN "posted" > 0 THEN "wanted" ELSE 0 END,
      "error" = ${error}, "nextAttemptAt" = NULL, "updatedAt" = ${now}
    WHERE ${stillOurs(claimed)}`;
  return fails > 0;
}

/** It need not be sent any more. One that a living process is sending is left to it. */
export async function cancelMessage(db: Db | Tx, id: string, why: string, now: Date): Promise<void> {
  await db.message.updateMany({
    where: { id, state: "queued" },
    data: { state: "cancelled", error: why, nextAttemptAt: null, updatedAt: now },
  });
}

/** Whether anything of the incident reached this channel, or may have. */
export async function wasAnnounced(db: Db, message: Pick<Row, "id" | "incidentId" | "channel">): Promise<boolean> {
  if (!message.incidentId) return true;
  const where = { incidentId: message.incidentId, channel: message.channel, id: { not: message.id } };
  const reached = { OR: [{ posted: { gt: 0 } }, { state: "sending" }, { doubtful: true }] };
  return (await db.message.count({ where: { ...where, ...reached } })) > 0;
}

/** Whether the beginning of the same incident is just being sent there. */
export async function isBegun(db: Db, message: Pick<Row, "id" | "incidentId" | "channel">): Promise<boolean> {
  if (!message.incidentId) return false;
  const where = {
    incidentId: message.incidentId,
    channel: message.channel,
    id: { not: message.id },
    state: "sending",
    posted: 0,
  };
  return (await db.message.findFirst({ where, select: { id: true } })) !== null;
}

/** Whether somebody is trying this channel at the moment with another message. */
export async function isBeingTried(db: Db, message: Pick<Row, "id" | "channel">, since: Date): Promise<boolean> {
  const where = { channel: message.channel, id: { not: message.id }, state: "sending", attemptedAt: { gt: since } };
  return (await db.message.findFirst({ where, select: { id: true } })) !== null;
}

const unsent = { posted: 0, state: { in: ["queued", "sending"] } };

/**
 * What the newest message of an incident on a channel said, and whether another told once more or is about to; null when none was
 * posted. Holds the incident's row, so that one asks at a time.
 */
export async function saidLast(tx: Tx, incident: string, channel: string): Promise<{ said: Said | null; again: boolean } | null> {
  await tx.$executeRaw`SELECT 1 FROM "Incident" WHERE "id" = ${incident}::uuid FOR UPDATE`;
  const posted = await tx.message.findMany({
    where: { incidentId: incident, channel, OR: [{ posted: { gt: 0 } }, { reason: "corrected" }, unsent] },
    select: { said: true, reason: true, posted: true },
    orderBy: { id: "desc" },
  });
  const newest = posted.find((message) => message.posted > 0);
  if (!newest) return null;
  const again = posted.some((message) => message.reason === "corrected" || message.posted === 0);
  return { said: saidIn(newest.said), again };
}

type Like = Pick<Row, "installationId" | "incidentId" | "issueId" | "decisionId" | "channel">;

/** A message that tells once more what another told. */
export async function addMessage(tx: Tx, like: Like, reason: string, now: Date): Promise<string> {
  const { installationId, incidentId, issueId, decisionId, channel } = like;
  const data: Prisma.MessageUncheckedCreateInput = {
    id: uuidv7(),
    installationId,
    incidentId,
    issueId,
    decisionId,
    channel,
    reason,
    createdAt: now,
    updatedAt: now,
  };
  await tx.message.create({ data });
  return data.id;
}

/** Messages that should have gone long ago and that nobody is known to be sending. */
export async function forgottenMessages(db: Db | Tx, before: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Message"
    WHERE ("state" IN ('queued', 'sending') OR ("state" = 'sent' AND "wanted" > "posted"))
      AND COALESCE("nextAttemptAt", "attemptedAt", "createdAt") < ${before} ORDER BY "id" LIMIT 1000`;
  return rows.map(({ id }) => id);
}

import type { Db, Tx } from "./client.ts";
import type { Channel } from "./generated/client.ts";

export type ChannelRow = Channel;

export async function channelRows(db: Db): Promise<Map<string, ChannelRow>> {
  return new Map((await db.channel.findMany()).map((row) => [row.name, row]));
}

/** Those that somebody must mend. */
export const brokenChannels = (db: Db): Promise<Pick<ChannelRow, "name" | "error">[]> =>
  db.channel.findMany({ where: { state: "broken" }, select: { name: true, error: true }, orderBy: { name: "asc" } });

export const channelRow = (db: Db, name: string): Promise<ChannelRow | null> => db.channel.findUnique({ where: { name } });

interface Of {
  name: string;
  kind: string;
}

/** New secrets are a new start: what was wrong with the old ones is forgotten. */
export async function putSecrets(tx: Tx, { name, kind }: Of, sealed: Uint8Array<ArrayBuffer>, at: Date): Promise<void> {
  const data = { kind, sealed, state: "ok", error: null, stateAt: at, pausedUntil: null, carrierAt: null, testedAt: null };
  await tx.channel.upsert({ where: { name }, create: { name, ...data }, update: data });
}

/** So long after a carrier's refusal it says nothing about the carrier that a message was taken. */
const doubtMs = 86_400_000;

/**
 * It took a message: whatever was wrong is over, but for what a carrier refused not long ago. True when something was, or when it is
 * the first that it took.
 */
export async function channelWorks(tx: Tx, { name, kind }: Of, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - doubtMs);
  const [was] = await tx.$queryRaw<{ well: boolean; doubted: boolean }[]>`
    SELECT "state" = 'ok' AND "error" IS NULL AND "sentAt" IS NOT NULL AS "well", COALESCE("carrierAt" > ${since}, false) AS "doubted"
    FROM "Channel" WHERE "name" = ${name} FOR UPDATE`;
  if (was?.doubted) {
    await tx.$executeRaw`UPDATE "Channel" SET "sentAt" = ${at} WHERE "name" = ${name}`;
    return false;
  }
  await tx.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "stateAt", "sentAt") VALUES (${name}, ${kind}, ${at}, ${at})
    ON CONFLICT ("name") DO UPDATE SET "state" = 'ok', "error" = NULL, "pausedUntil" = NULL, "carrierAt" = NULL, "sentAt" = excluded."sentAt",
      "stateAt" = CASE WHEN c."state" = 'ok' THEN c."stateAt" ELSE excluded."stateAt" END`;
  return !was?.well;
}

/** A carrier refuses what the service takes. */
export async function carrierRefuses(tx: Tx, name: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE "Channel" SET "carrierAt" = ${at} WHERE "name" = ${name}`;
}

/** A carrier has delivered what was sent at a time. True when it is the first since one refused. */
export async function carrierDelivers(tx: Tx, name: string, sentAt: Date): Promise<boolean> {
  const freed = await tx.$executeRaw`
    UPDATE "Channel" SET "carrierAt" = NULL WHERE "name" = ${name} AND "carrierAt" < ${sentAt}`;
  return freed > 0;
}

/** It must be mended. */
export async function channelBreaks(tx: Db | Tx, { name, kind }: Of, error: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "state", "error", "stateAt") VALUES (${name}, ${kind}, 'broken', ${error}, ${at})
    ON CONFLICT ("name") DO UPDATE SET "state" = 'broken', "error" = excluded."error", "pausedUntil" = NULL,
      "stateAt" = CASE WHEN c."state" = 'broken' THEN c."stateAt" ELSE excluded."stateAt" END`;
}

/** Nothing is sent to it before; a longer pause that stands already stays. */
export async function channelWaits(tx: Db | Tx, { name, kind }: Of, until: Date, error: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "pausedUntil", "error") VALUES (${name}, ${kind}, ${until}, ${error})
    ON CONFLICT ("name") DO UPDATE SET "pausedUntil" = GREATEST(c."pausedUntil", excluded."pausedUntil"),
      "error" = CASE WHEN c."state" = 'broken' THEN c."error" ELSE excluded."error" END`;
}

/** A message was not taken, and time may mend that; what must be mended stays said. */
export async function channelFails(db: Db | Tx, { name, kind }: Of, error: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "error") VALUES (${name}, ${kind}, ${error})
    ON CONFLICT ("name") DO UPDATE SET "error" = CASE WHEN c."state" = 'broken' THEN c."error" ELSE excluded."error" END`;
}

/** Whoever may press buttons for everybody: to whom goes what reached nobody else. */
export async function administratorAddresses(db: Db): Promise<string[]> {
  const rows = await db.user.findMany({
    where: { role: "admin" },
    select: { email: true },
    orderBy: { createdAt: "asc" },
    take: 50,
  });
  return rows.map(({ email }) => email);
}

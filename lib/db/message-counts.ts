import type { Db } from "./client.ts";

/** How often a message may have arrived twice. */
export async function countDoubtful(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::float8 AS "count" FROM "Message" WHERE "doubtful"`;
  return row?.count ?? 0;
}

/** About how many incidents a channel was ever to tell: a bundle tells of several. */
export async function countTo(db: Db, channel: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::float8 AS "count" FROM "Message" m LEFT JOIN "DigestLine" l ON l."installationId" = m."installationId" AND l."channel" = m."digest"
      AND l."at" >= m."linesFrom" AND l."at" < m."linesUntil" WHERE m."channel" = ${channel}`;
  return row?.count ?? 0;
}

/** How many messages wait for each channel. */
export async function countWaiting(db: Db): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ channel: string; count: number }[]>`
    SELECT "channel", count(*)::float8 AS "count" FROM "Message" WHERE "state" IN ('queued', 'sending') GROUP BY 1`;
  return new Map(rows.map(({ channel, count }) => [channel, count]));
}

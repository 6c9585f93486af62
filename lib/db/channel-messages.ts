import type { ChannelMessage, ChannelView } from "#lib/model/channel-view.ts";
import type { Db } from "./client.ts";
import { idAt } from "./id-at.ts";

/** As many as tell how a channel fares. */
const shown = 8;

/** What was posted to each channel since then, calls to run again among it, by what became of it, and what waits for it since whenever; ids are ordered by time. */
export async function countMessages(db: Db, since: Date): Promise<Map<string, ChannelView["today"]>> {
  const rows = await db.$queryRaw<(ChannelView["today"] & { channel: string })[]>`
    SELECT "channel", count(*) FILTER (WHERE "state" = 'sent')::int AS "sent", count(*) FILTER (WHERE "state" = 'failed')::int AS "failed",
      count(*) FILTER (WHERE "state" IN ('queued', 'sending'))::int AS "waiting", count(*) FILTER (WHERE "doubtful")::int AS "doubtful"
    FROM (SELECT "channel", "state", "doubtful" FROM "Message" WHERE "id" >= ${idAt(since.getTime())}::uuid
      UNION ALL SELECT "channel", "state", false FROM "Message" WHERE "state" IN ('queued', 'sending') AND "id" < ${idAt(since.getTime())}::uuid
      UNION ALL SELECT "channel", "state", false FROM "RetryCall" WHERE "id" >= ${idAt(since.getTime())}::uuid) posted GROUP BY 1`;
  return new Map(rows.map(({ channel, ...counts }) => [channel, counts]));
}

interface Row extends Omit<ChannelMessage, "at"> {
  channel: string;
  at: Date;
}

/** The newest messages of each channel; of a retry hook, the calls that it was told to run again. */
export async function newestMessages(
  db: Db,
  { channels, hooks }: { channels: readonly string[]; hooks: readonly string[] },
): Promise<Map<string, ChannelMessage[]>> {
  const rows = await db.$queryRaw<Row[]>`
    WITH wanted AS (SELECT unnest(${[...channels]}::text[]) AS "name")
    SELECT m."channel", m."id", coalesce(m."sentAt", m."createdAt") AS "at", m."state", m."error", m."doubtful", m."incidentId" AS "incident",
      coalesce(m."digest", concat_ws(': ', i."subject"->>'type', left(split_part(i."subject"->>'message', E'\n', 1), 200))) AS "title"
    FROM wanted CROSS JOIN LATERAL (SELECT * FROM "Message" WHERE "channel" = wanted."name" ORDER BY "id" DESC LIMIT ${shown}) m
    LEFT JOIN "Incident" i ON i."id" = m."incidentId"
    UNION ALL
    SELECT r."channel", r."id", coalesce(r."sentAt", r."createdAt"), r."state", r."error", false, NULL, left(i."title", 200)
    FROM unnest(${[...hooks]}::text[]) AS hook("name")
    CROSS JOIN LATERAL (SELECT * FROM "RetryCall" WHERE "channel" = hook."name" ORDER BY "id" DESC LIMIT ${shown}) r
    LEFT JOIN "Issue" i ON i."id" = r."issueId" ORDER BY 3 DESC`;
  const of = (name: string): ChannelMessage[] =>
    rows.flatMap(({ channel, at, ...message }) => (channel === name ? [{ ...message, at: at.toISOString() }] : []));
  return new Map([...channels, ...hooks].map((name) => [name, of(name)]));
}

/** The lines that wait for each digest, and when the first of its messages goes. */
export async function linesWaiting(db: Db): Promise<Map<string, { lines: number; next: Date }>> {
  const rows = await db.$queryRaw<{ channel: string; lines: number; next: Date }[]>`
    SELECT "channel", max("lines")::int AS "lines", min("dueAt") AS "next" FROM "Gathering" WHERE "dueAt" IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ channel, ...waiting }) => [channel, waiting]));
}

import type { AlarmIncident, Alarms } from "#lib/model/alarms.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";

/** More than a few are a number. */
const most = 3;
/** Errors may name any provider. */
const mostOutages = 20;

interface Found {
  id: string;
  title: string;
  severityRank: number;
  since: Date;
  count: number;
}

const toAlarm = ({ id, title, severityRank, since }: Found): AlarmIncident => ({
  id,
  title,
  severity: severities[severityRank] ?? "info",
  since: since.toISOString(),
});

async function undelivered(db: Db): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    SELECT "id", concat_ws(': ', "subject"->>'type', left(split_part("subject"->>'message', E'\n', 1), 200)) AS "title",
      "severityRank", "undeliveredAt" AS "since", (count(*) OVER ())::int AS "count"
    FROM "Incident" WHERE "undeliveredAt" IS NOT NULL AND "state" = 'open' ORDER BY "severityRank", "undeliveredAt" LIMIT ${most}`;
}

/** Incidents about Sentry's silence: none ends before something arrives. */
async function silent(db: Db): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    SELECT "id", coalesce("subject"->>'message', '') AS "title", "severityRank", "openedAt" AS "since", 1 AS "count"
    FROM "Incident" WHERE "state" IN ('open', 'acknowledged') AND "subject"->>'signal' = 'sentry_silent' ORDER BY "id" DESC LIMIT 1`;
}

async function outages(db: Db): Promise<Alarms["outages"]> {
  const rows = await db.$queryRaw<{ provider: string; openedAt: Date; incident: string | null }[]>`
    SELECT o."provider", o."openedAt", i."id" AS "incident" FROM "ProviderOutage" o
    LEFT JOIN LATERAL (SELECT "id" FROM "Incident" WHERE "state" IN ('open', 'acknowledged')
      AND "subject"->>'signal' = 'provider_outage' AND "subject"->>'provider' = o."provider" ORDER BY "id" DESC LIMIT 1) i ON true
    WHERE o."closedAt" IS NULL ORDER BY o."openedAt" LIMIT ${mostOutages}`;
  return rows.map(({ provider, openedAt, incident }) => ({ provider, since: openedAt.toISOString(), incident }));
}

/** What is wrong now, but for the channels. */
export async function alarmsNow(db: Db): Promise<Omit<Alarms, "broken" | "isMute">> {
  const [lost, quiet, out] = await Promise.all([undelivered(db), silent(db), outages(db)]);
  return {
    undelivered: lost.map(toAlarm),
    undeliveredCount: lost[0]?.count ?? 0,
    outages: out,
    silent: quiet[0] ? toAlarm(quiet[0]) : null,
  };
}

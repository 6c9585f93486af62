import type { Outage } from "#lib/model/outage.ts";
import type { Db } from "./client.ts";

const lately = 10 * 60_000;
/** Errors may name any provider. */
const most = 20;

/** Providers that are out, the longest first and a few of them, each with the incident about it and what it did; ids are ordered by time. */
export async function outagesNow(db: Db, now: Date): Promise<Outage[]> {
  const rows = await db.$queryRaw<(Omit<Outage, "since"> & { since: Date })[]>`
    SELECT o."provider", o."openedAt" AS "since", i."id" AS "incident",
      f."failures", f."signatures", h."held"
    FROM "ProviderOutage" o
    LEFT JOIN LATERAL (SELECT "id" FROM "Incident" WHERE "state" IN ('open', 'acknowledged') AND "installationId" = o."installationId"
      AND "subject"->>'signal' = 'provider_outage' AND "subject"->>'provider' = o."provider" ORDER BY "id" DESC LIMIT 1) i ON true
    CROSS JOIN LATERAL (SELECT coalesce(sum("count"), 0)::int AS "failures", count(DISTINCT "signature")::int AS "signatures"
      FROM "ProviderFailure" WHERE "installationId" = o."installationId" AND "provider" = o."provider"
      AND "slot" > ${new Date(now.getTime() - lately)}) f
    CROSS JOIN LATERAL (SELECT count(*)::int AS "held" FROM "Decision" d JOIN "Signal" s ON s."id" = d."signalId"
      WHERE d."installationId" = o."installationId" AND d."reason" = 'inhibited' AND d."at" >= o."openedAt"
      AND d."id" >= (lpad(to_hex(floor(extract(epoch FROM o."openedAt") * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
      AND s."subject"->>'provider' = o."provider") h
    WHERE o."closedAt" IS NULL ORDER BY o."openedAt" LIMIT ${most}`;
  return rows.map(({ since, ...outage }) => ({ ...outage, since: since.toISOString() }));
}

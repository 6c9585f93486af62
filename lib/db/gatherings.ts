import type { Gathering } from "#lib/model/decision.ts";
import { severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Db, Tx } from "./client.ts";
import { idAt } from "./id-at.ts";

/** All that is gathered, or was; and when the newest of it was written. */
export async function gatheringsOf(tx: Tx, installation: string): Promise<{ gatherings: Gathering[]; updatedAt: Date | null }> {
  const rows = await tx.gathering.findMany({ where: { installationId: installation } });
  const gatherings = rows.map(({ channel, carrier, since, dueAt, lines, worst, sentAt }) => ({
    ...{ channel, carrier, since, dueAt, lines, sentAt },
    worst: severities[worst ?? -1] ?? null,
  }));
  const times = rows.map(({ updatedAt }) => updatedAt.getTime());
  return { gatherings, updatedAt: times.length > 0 ? new Date(Math.max(...times)) : null };
}

export async function saveGatherings(tx: Tx, installation: string, gatherings: readonly Gathering[], now: Date): Promise<void> {
  if (gatherings.length === 0) return;
  const rows = gatherings.map(({ worst, ...same }) => ({ ...same, worst: worst && severityRank(worst) }));
  await tx.$executeRaw`
    INSERT INTO "Gathering" ("installationId", "channel", "carrier", "since", "dueAt", "lines", "worst", "sentAt", "updatedAt")
    SELECT ${installation}, r."channel", r."carrier", r."since", r."dueAt", r."lines", r."worst", r."sentAt", ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("channel" text, "carrier" text, "since" timestamptz, "dueAt" timestamptz, "lines" int, "worst" int, "sentAt" timestamptz)
    ON CONFLICT ("installationId", "channel", "carrier") DO UPDATE SET "since" = excluded."since", "dueAt" = excluded."dueAt", "lines" = excluded."lines",
      "worst" = excluded."worst", "sentAt" = excluded."sentAt", "updatedAt" = excluded."updatedAt"`;
}

interface Openings {
  installation: string;
  channels: readonly string[];
  since: Date;
  /** For which a message opens something. */
  reasons: readonly string[];
  /** As many of a channel as matter. */
  most: number;
}

/** When each channel was sent opening messages since a time, newest first. */
export async function openingsSince(
  tx: Tx,
  { installation, channels, since, reasons, most }: Openings,
): Promise<Map<string, Date[]>> {
  const rows = await tx.$queryRaw<{ channel: string; at: Date }[]>`
    SELECT c."channel", m."createdAt" AS "at" FROM unnest(${[...channels]}::text[]) AS c("channel"), LATERAL (
      SELECT "createdAt" FROM "Message" WHERE "channel" = c."channel" AND "id" >= ${idAt(since.getTime())}::uuid AND "installationId" = ${installation}
        AND "createdAt" > ${since} AND "digest" IS NULL AND "reason" = ANY(${[...reasons]}) ORDER BY "id" DESC LIMIT ${most}) m`;
  const times = Map.groupBy(rows, ({ channel }) => channel);
  return new Map(
    [...times].map(([channel, list]) => [channel, list.map(({ at }) => at).sort((a, b) => b.getTime() - a.getTime())]),
  );
}

export interface GatheringKey {
  installation: string;
  channel: string;
  carrier: string;
}

/** What should have gone already. */
export async function overdueGatherings(db: Db | Tx, before: Date): Promise<(GatheringKey & { dueAt: Date })[]> {
  const rows = await db.gathering.findMany({ where: { dueAt: { lt: before } }, orderBy: { dueAt: "asc" }, take: 1000 });
  return rows.flatMap(({ installationId, channel, carrier, dueAt }) =>
    dueAt ? [{ installation: installationId, channel, carrier, dueAt }] : [],
  );
}

/** The bundle of the channel that waits for lines that come now. */
export async function bundleWaiting(
  tx: Tx,
  { installation, channel }: { installation: string; channel: string },
  now: Date,
): Promise<{ linesFrom: Date | null } | null> {
  const where = { installationId: installation, channel, digest: channel, linesUntil: { gt: now } };
  return tx.message.findFirst({ where, orderBy: { linesUntil: "desc" }, select: { linesFrom: true } });
}

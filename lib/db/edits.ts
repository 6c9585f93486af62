import type { Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { idAt } from "./id-at.ts";

/** As many of an incident's messages as are kept up to date. */
const mostEdited = 20;

export interface Edited {
  id: string;
  incident: string;
  channel: string;
}

/**
 * Asks that what was posted about incidents (on these channels; null means all), and not touched since a time of each, says what is now; answers with what was posted or is
 * being so. What still waits will say it anyway, unless somebody has read already what it is to say: then it is edited after.
 */
export async function wantEdits(
  tx: Tx,
  of: readonly { incident: string; before: Date }[],
  now: Date,
  channels: readonly string[] | null = null,
): Promise<Edited[]> {
  if (of.length === 0 || channels?.length === 0) return [];
  const there = channels ? Prisma.sql`AND m."channel" = ANY(${[...channels]})` : Prisma.empty;
  const rows = await tx.$queryRaw<(Edited & { state: string })[]>`
    UPDATE "Message" SET "wanted" = "wanted" + 1, "wantedAt" = CASE WHEN "wanted" > "posted" THEN "wantedAt" ELSE ${now} END, "updatedAt" = ${now}
    FROM (SELECT m."id", row_number() OVER (PARTITION BY m."incidentId" ORDER BY m."id" DESC) AS "place"
      FROM jsonb_to_recordset(${JSON.stringify(of)}::jsonb) AS r("incident" uuid, "before" timestamptz) JOIN "Message" m ON m."incidentId" = r."incident"
      WHERE m."state" IN ('queued', 'sending', 'sent') AND m."updatedAt" <= r."before" ${there}) AS posted
    WHERE "Message"."id" = posted."id" AND posted."place" <= ${mostEdited}
    RETURNING "Message"."id", "Message"."incidentId" AS "incident", "Message"."channel", "Message"."state"`;
  return rows.filter(({ state }) => state !== "queued");
}

interface Bundles {
  installation: string;
  /** Some of these are named, none of which was opened before. */
  incidents: readonly string[];
  since: Date;
  channels: readonly string[];
  now: Date;
}

/**
 * Asks that digests and bundles there that name one of these, and are not over, say what is now; answers with what was posted or is
 * being so. Lines and messages have ids of their time.
 */
export async function wantDigestEdits(tx: Tx, { installation, incidents, since, channels, now }: Bundles): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string; state: string }[]>`
    UPDATE "Message" m SET "wanted" = "wanted" + 1, "wantedAt" = CASE WHEN "wanted" > "posted" THEN "wantedAt" ELSE ${now} END, "updatedAt" = ${now}
    WHERE m."channel" = ANY(${[...channels]}) AND m."id" >= ${idAt(since.getTime())}::uuid AND m."installationId" = ${installation}
      AND m."digest" IS NOT NULL AND m."state" IN ('queued', 'sending', 'sent') AND COALESCE(m."said"->>'state', 'open') <> 'resolved'
      AND EXISTS (SELECT 1 FROM "DigestLine" l WHERE l."installationId" = m."installationId" AND l."channel" = m."digest"
        AND l."at" >= m."linesFrom" AND l."at" < m."linesUntil" AND l."incidentId" = ANY(${[...incidents]}::uuid[]))
    RETURNING m."id", m."state"`;
  return rows.flatMap(({ id, state }) => (state === "queued" ? [] : [id]));
}

/** To whose issues something came since it was last posted about them. */
export async function withNews(tx: Tx, incidents: readonly string[]): Promise<Set<string>> {
  if (incidents.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT posted."id" FROM (SELECT "incidentId" AS "id", max("updatedAt") AS "at" FROM "Message" WHERE "incidentId" = ANY(${[...incidents]}::uuid[]) AND "state" = 'sent' GROUP BY 1) AS posted
    WHERE EXISTS (SELECT 1 FROM "IncidentMember" m JOIN "Issue" i ON i."id" = m."issueId"
      WHERE m."incidentId" = posted."id" AND GREATEST(m."joinedAt", i."updatedAt") > posted."at")`;
  return new Set(rows.map(({ id }) => id));
}

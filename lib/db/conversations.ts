import type { Kept, Member } from "#lib/model/decision.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import type { Db, Tx } from "./client.ts";
import { toConversation } from "./slice.ts";

interface Writing {
  installation: string;
  /** The document by which it was decided. */
  version: number;
  now: Date;
}

/** Writes conversations as they are from now on; those that are new are opened. */
export async function saveConversations(
  tx: Tx,
  kept: readonly Pick<Kept, "conversation">[],
  { installation, version, now }: Writing,
): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ conversation: { severity, toldAs, issue, ...same } }) => ({
    ...same,
    issueId: issue,
    severityRank: severityRank(severity),
    toldRank: toldAs && severityRank(toldAs),
    step: Math.max(0, same.steps - 1),
  }));
  await tx.$executeRaw`
    INSERT INTO "Incident" AS i ("id", "installationId", "policy", "groupKey", "group", "state", "severityRank", "subject", "issueId", "openedAt", "acknowledgedAt",
      "snoozedUntil", "resolvedAt", "toldAt", "told", "toldRank", "dueAt", "ladderAt", "steps", "step", "assigned", "heldBy", "undeliveredAt", "documentVersion", "updatedAt")
    SELECT r."id", ${installation}, r."policy", r."groupKey", r."group", r."state", r."severityRank", r."subject", r."issueId", r."openedAt", r."acknowledgedAt",
      r."snoozedUntil", r."resolvedAt", r."toldAt", r."told", r."toldRank", r."dueAt", r."ladderAt", r."steps", r."step", r."assigned", r."heldBy", r."undeliveredAt", ${version}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "policy" text, "groupKey" text, "group" jsonb, "state" text, "severityRank" int, "subject" jsonb,
      "issueId" uuid, "openedAt" timestamptz, "acknowledgedAt" timestamptz, "snoozedUntil" timestamptz, "resolvedAt" timestamptz, "toldAt" timestamptz, "told" int, "toldRank" int,
      "dueAt" timestamptz, "ladderAt" timestamptz, "steps" int, "step" int, "assigned" text[], "heldBy" text, "undeliveredAt" timestamptz)
    ON CONFLICT ("id") DO UPDATE SET "policy" = excluded."policy", "groupKey" = excluded."groupKey", "group" = excluded."group", "state" = excluded."state",
      "severityRank" = excluded."severityRank", "subject" = excluded."subject", "issueId" = excluded."issueId", "acknowledgedAt" = excluded."acknowledgedAt",
      "acknowledgedBy" = CASE WHEN excluded."acknowledgedAt" IS NOT NULL THEN i."acknowledgedBy" END, "snoozedUntil" = excluded."snoozedUntil",
      "resolvedAt" = excluded."resolvedAt", "toldAt" = excluded."toldAt", "told" = excluded."told", "toldRank" = excluded."toldRank", "dueAt" = excluded."dueAt", "ladderAt" = excluded."ladderAt",
      "steps" = excluded."steps", "step" = excluded."step", "assigned" = excluded."assigned", "heldBy" = excluded."heldBy",
      "undeliveredAt" = excluded."undeliveredAt", "documentVersion" = excluded."documentVersion", "updatedAt" = excluded."updatedAt"`;
}

interface Placed extends Pick<Member, "isResolved" | "severity"> {
  incident: string;
  issue: string;
}

/** Writes the places of issues in conversations. */
export async function saveMembers(tx: Tx, members: readonly Placed[], now: Date): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map(({ incident, issue, isResolved, severity }) => ({
    ...{ incident, issue, isResolved },
    rank: severity && severityRank(severity),
  }));
  await tx.$executeRaw`
    INSERT INTO "IncidentMember" AS m ("incidentId", "issueId", "joinedAt", "resolvedAt", "severityRank")
    SELECT r."incident", r."issue", ${now}, CASE WHEN r."isResolved" THEN ${now}::timestamptz END, r."rank"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("incident" uuid, "issue" uuid, "isResolved" boolean, "rank" int)
    ON CONFLICT ("incidentId", "issueId") DO UPDATE SET "severityRank" = excluded."severityRank",
      "resolvedAt" = CASE WHEN excluded."resolvedAt" IS NOT NULL THEN COALESCE(m."resolvedAt", excluded."resolvedAt") END`;
}

/** Says who did with an incident what it says was done. */
export async function nameHandler(tx: Tx, id: string, who: { acknowledgedBy?: string; resolvedBy?: string }): Promise<void> {
  await tx.incident.update({ where: { id }, data: who });
}

/** Lets the time come for what these silences and calendars hold back, and for what may be worse than they let it say; answers which incidents. */
export async function wakeHeld(tx: Tx, holders: readonly string[], now: Date): Promise<string[]> {
  if (holders.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Incident" i SET "dueAt" = ${now}, "updatedAt" = ${now} WHERE i."state" <> 'resolved' AND i."dueAt" IS NOT NULL
      AND (i."heldBy" = ANY(${[...holders]}) OR EXISTS (
        SELECT 1 FROM "IncidentMember" m WHERE m."incidentId" = i."id" AND m."resolvedAt" IS NULL AND m."severityRank" < i."severityRank"))
    RETURNING i."id"`;
  return rows.map(({ id }) => id);
}

/** As many as are looked at again for a policy that changed, the newest of them. */
const mostRetimed = 5000;

/** Of these policies those that are not over, that people were told of, and that nothing holds back. */
export async function toldConversations(tx: Tx, policies: readonly string[]): Promise<Kept["conversation"][]> {
  if (policies.length === 0) return [];
  const where = { policy: { in: [...policies] }, state: { not: "resolved" }, told: { gt: 0 }, heldBy: null };
  return (await tx.incident.findMany({ where, orderBy: { id: "desc" }, take: mostRetimed })).map(toConversation);
}

/** Lets the time come earlier for what nothing holds back; where nothing is to be done then, nothing is. */
export async function comeEarlier(tx: Tx, times: readonly { incident: string; at: Date }[], now: Date): Promise<void> {
  if (times.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Incident" i SET "dueAt" = r."at", "updatedAt" = ${now} FROM jsonb_to_recordset(${JSON.stringify(times)}::jsonb) AS r("incident" uuid, "at" timestamptz)
    WHERE i."id" = r."incident" AND i."state" <> 'resolved' AND i."told" > 0 AND i."heldBy" IS NULL AND (i."dueAt" IS NULL OR i."dueAt" > r."at")`;
}

interface Place {
  severityRank: number;
  id: string;
}

/** Incidents of which nobody was reached, and that nobody has in hand: the most severe first, the newest of those first; `after` one of them. */
export async function undeliveredIncidents(tx: Tx, most: number, after: Place | undefined): Promise<Place[]> {
  const next = after && [
    { severityRank: { gt: after.severityRank } },
    { severityRank: after.severityRank, id: { lt: after.id } },
  ];
  return tx.incident.findMany({
    where: { state: "open", undeliveredAt: { not: null }, ...(next && { OR: next }) },
    orderBy: [{ severityRank: "asc" }, { id: "desc" }],
    take: most,
    select: { severityRank: true, id: true },
  });
}

/** Incidents whose time came long ago. */
export async function overdueIncidents(db: Db | Tx, before: Date): Promise<{ id: string; dueAt: Date }[]> {
  const where = { state: { not: "resolved" }, dueAt: { lt: before } };
  const rows = await db.incident.findMany({ where, orderBy: { dueAt: "asc" }, take: 1000, select: { id: true, dueAt: true } });
  return rows.flatMap(({ id, dueAt }) => (dueAt ? [{ id, dueAt }] : []));
}

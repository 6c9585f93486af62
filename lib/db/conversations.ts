import { v7 as uuidv7 } from "uuid";
import type { Conversation, State } from "#lib/model/decision.ts";
import { IncidentState } from "#lib/model/incident.ts";
import type { Subject } from "#lib/model/subject.ts";
import { severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Db, Tx } from "./client.ts";
import { type Incident as IncidentRow, Prisma } from "./generated/client.ts";
import { Group, toSubject } from "./incident-rows.ts";

type Held = IncidentRow & { isMember: boolean; isResolved: boolean };
type Others = { incidentId: string; open: number; worst: number | null };

function toConversation(row: Held, others: Others | undefined): Conversation {
  return {
    id: row.id,
    policy: row.policy,
    groupKey: row.groupKey,
    group: Group.parse(row.group),
    state: IncidentState.parse(row.state),
    severity: severities[row.severityRank] ?? "info",
    subject: toSubject(row.subject),
    issue: row.issueId,
    openedAt: row.openedAt,
    snoozedUntil: row.snoozedUntil,
    resolvedAt: row.resolvedAt,
    toldAt: row.toldAt,
    told: row.told,
    dueAt: row.dueAt,
    member: row.isMember ? { isResolved: row.isResolved } : null,
    others: { open: others?.open ?? 0, worst: severities[others?.worst ?? -1] ?? null },
  };
}

/** One at a time decides about these issues and groups, until the transaction ends; all take them in one order. */
export async function holdGroups(tx: Tx, installation: string, names: readonly string[]): Promise<void> {
  const locks = [...new Set(names)].map((name) => `incident ${installation} ${name}`);
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(name, 0) AS lock FROM unnest(${locks}::text[]) AS name ORDER BY 1 OFFSET 0) AS ordered`;
}

async function withOthers(tx: Tx, rows: readonly Held[], issue: string | null): Promise<Conversation[]> {
  if (rows.length === 0) return [];
  const others = await tx.$queryRaw<Others[]>`
    SELECT m."incidentId", count(*)::int AS "open", min(i."severityRank") AS "worst" FROM "IncidentMember" m JOIN "Issue" i ON i."id" = m."issueId"
    WHERE m."incidentId" = ANY(${rows.map(({ id }) => id)}::uuid[]) AND m."resolvedAt" IS NULL AND m."issueId" IS DISTINCT FROM ${issue}::uuid GROUP BY 1`;
  return rows.map((row) =>
    toConversation(
      row,
      others.find(({ incidentId }) => incidentId === row.id),
    ),
  );
}

/** The conversations that are not over and that the issue is in or has the group key of; held until the transaction ends. */
export async function openConversations(
  tx: Tx,
  { installation, issue, keys }: { installation: string; issue: string | null; keys: readonly string[] },
): Promise<Conversation[]> {
  const rows = await tx.$queryRaw<Held[]>`
    SELECT i.*, m."issueId" IS NOT NULL AS "isMember", m."resolvedAt" IS NOT NULL AS "isResolved"
    FROM "Incident" i LEFT JOIN "IncidentMember" m ON m."incidentId" = i."id" AND m."issueId" = ${issue}::uuid
    WHERE i."state" <> 'resolved' AND i."installationId" = ${installation} AND i."id" IN (
      SELECT "incidentId" FROM "IncidentMember" WHERE "issueId" = ${issue}::uuid
      UNION SELECT "id" FROM "Incident" WHERE "installationId" = ${installation} AND "groupKey" = ANY(${[...keys]}) AND "state" <> 'resolved')
    ORDER BY i."id" FOR UPDATE OF i`;
  return withOthers(tx, rows, issue);
}

/** One conversation, held until the transaction ends; null when there is none. */
export async function holdConversation(tx: Tx, id: string): Promise<{ conversation: Conversation; installation: string } | null> {
  const [row] = await tx.$queryRaw<Held[]>`
    SELECT *, false AS "isMember", false AS "isResolved" FROM "Incident" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const [conversation] = row ? await withOthers(tx, [row], null) : [];
  return row && conversation ? { conversation, installation: row.installationId } : null;
}

/** When policies told last of these groups, in conversations that are over. */
export async function pastTellings(tx: Tx, installation: string, keys: readonly string[]): Promise<State["past"]> {
  return tx.$queryRaw<{ policy: string; groupKey: string; toldAt: Date }[]>`
    SELECT "policy", "groupKey", max("toldAt") AS "toldAt" FROM "Incident"
    WHERE "installationId" = ${installation} AND "groupKey" = ANY(${[...keys]}) AND "state" = 'resolved' AND "toldAt" IS NOT NULL GROUP BY 1, 2`;
}

export interface Likeness {
  /** Fields of subjects, and what they must say. */
  [field: string]: string;
}

/** As much of what goes on as is looked through for one signal. */
const mostGoingOn = 200;

/** The errors of conversations that are not over and are like one of these in all its fields. */
export async function goingOn(tx: Tx, installation: string, alike: readonly Likeness[]): Promise<State["goingOn"]> {
  if (alike.length === 0) return [];
  const terms = alike.map((fields) => Prisma.sql`"subject" @> ${JSON.stringify(fields)}::jsonb`);
  const rows = await tx.$queryRaw<{ id: string; subject: Subject }[]>`
    SELECT "id", "subject" FROM "Incident" WHERE "installationId" = ${installation} AND "state" <> 'resolved' AND (${Prisma.join(terms, " OR ")})
    ORDER BY "severityRank", "openedAt" LIMIT ${mostGoingOn}`;
  return rows.map(({ id, subject }) => ({ incident: id, subject: toSubject(subject) }));
}

/** Writes a conversation as it is from now on, and the issue's place in it; returns its id. */
export async function saveConversation(
  tx: Tx,
  conversation: Conversation,
  { installation, issue, version, now }: { installation: string; issue: string | null; version: number; now: Date },
): Promise<string> {
  const { id, group, severity, subject, issue: issueId, member, others: _, ...same } = conversation;
  const kept = {
    ...same,
    group,
    severityRank: severityRank(severity),
    subject,
    issueId,
    documentVersion: version,
    updatedAt: now,
  };
  const saved = id ?? uuidv7({ msecs: now.getTime() });
  if (id === null) await tx.incident.create({ data: { id: saved, installationId: installation, ...kept } });
  else await tx.incident.update({ where: { id }, data: kept });
  if (issue !== null && member !== null)
    await tx.$executeRaw`
      INSERT INTO "IncidentMember" ("incidentId", "issueId", "joinedAt", "resolvedAt") VALUES (${saved}::uuid, ${issue}::uuid, ${now}, ${member.isResolved ? now : null})
      ON CONFLICT ("incidentId", "issueId") DO UPDATE SET "resolvedAt" = excluded."resolvedAt"`;
  return saved;
}

/** Lets the time come for what a silence holds back and nobody was told of; answers which incidents. */
export async function wakeHeld(tx: Tx, silence: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Incident" i SET "dueAt" = ${now}, "updatedAt" = ${now} WHERE i."state" = 'open' AND i."told" = 0 AND i."dueAt" IS NOT NULL
      AND EXISTS (SELECT 1 FROM "Decision" d WHERE d."incidentId" = i."id" AND d."heldBy" = ${silence}) RETURNING i."id"`;
  return rows.map(({ id }) => id);
}

/** Incidents whose time came long ago. */
export async function overdueIncidents(db: Db, before: Date): Promise<string[]> {
  const where = { state: { not: "resolved" }, dueAt: { lt: before } };
  const rows = await db.incident.findMany({ where, orderBy: { dueAt: "asc" }, take: 1000, select: { id: true } });
  return rows.map(({ id }) => id);
}

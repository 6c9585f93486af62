import type { Kept, State } from "#lib/model/decision.ts";
import { IncidentState } from "#lib/model/incident.ts";
import type { Subject } from "#lib/model/subject.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Tx } from "./client.ts";
import { type Incident as IncidentRow, Prisma } from "./generated/client.ts";
import { Group, toSubject } from "./incident-rows.ts";
import { withSpeakers } from "./speakers.ts";

/** Of its members those that are asked for. */
export interface KeptRow extends Kept {
  updatedAt: Date;
}

export const toConversation = (row: IncidentRow): Kept["conversation"] => ({
  id: row.id,
  policy: row.policy,
  groupKey: row.groupKey,
  group: Group.parse(row.group),
  state: IncidentState.parse(row.state),
  severity: severities[row.severityRank] ?? "info",
  subject: toSubject(row.subject),
  issue: row.issueId,
  openedAt: row.openedAt,
  acknowledgedAt: row.acknowledgedAt,
  snoozedUntil: row.snoozedUntil,
  resolvedAt: row.resolvedAt,
  toldAt: row.toldAt,
  told: row.told,
  dueAt: row.dueAt,
  toldAs: severities[row.toldRank ?? -1] ?? null,
  ladderAt: row.ladderAt,
  steps: row.steps,
  assigned: row.assigned,
  heldBy: row.heldBy,
  undeliveredAt: row.undeliveredAt,
});

/** One at a time does something about what has these names, until the transaction ends; all take them in one order. */
export async function holdNames(tx: Tx, installation: string, names: readonly string[]): Promise<void> {
  const locks = [...new Set(names)].map((name) => `incident ${installation} ${name}`);
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(name, 0) AS lock FROM unnest(${locks}::text[]) AS name ORDER BY 1 OFFSET 0) AS ordered`;
}

type MemberRow = { incidentId: string; issueId: string; isResolved: boolean; rank: number | null };
type RestRow = { incidentId: string; open: number; worst: number | null };

async function withMembers(tx: Tx, rows: readonly IncidentRow[], issues: readonly string[]): Promise<KeptRow[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const members = await tx.$queryRaw<MemberRow[]>`
    SELECT m."incidentId", m."issueId", m."resolvedAt" IS NOT NULL AS "isResolved", COALESCE(m."severityRank", i."severityRank") AS "rank"
    FROM "IncidentMember" m LEFT JOIN "Issue" i ON i."id" = m."issueId" WHERE m."incidentId" = ANY(${ids}::uuid[]) AND m."issueId" = ANY(${[...issues]}::uuid[])`;
  const rest = await tx.$queryRaw<RestRow[]>`
    SELECT m."incidentId", count(*)::int AS "open", min(COALESCE(m."severityRank", i."severityRank")) AS "worst"
    FROM "IncidentMember" m LEFT JOIN "Issue" i ON i."id" = m."issueId"
    WHERE m."incidentId" = ANY(${ids}::uuid[]) AND m."resolvedAt" IS NULL AND NOT (m."issueId" = ANY(${[...issues]}::uuid[])) GROUP BY 1`;
  const severityOf = (rank: number | null | undefined) => severities[rank ?? -1] ?? null;
  const others = new Map(rest.map((row) => [row.incidentId, row]));
  const own = Map.groupBy(members, ({ incidentId }) => incidentId);
  const kept = rows.map((row) => ({
    conversation: toConversation(row),
    members: new Map(
      (own.get(row.id) ?? []).map(({ issueId, isResolved, rank }) => [issueId, { isResolved, severity: severityOf(rank) }]),
    ),
    rest: { open: others.get(row.id)?.open ?? 0, worst: severityOf(others.get(row.id)?.worst) },
    updatedAt: row.updatedAt,
  }));
  return withSpeakers(tx, kept, issues);
}

export interface Touched {
  installation: string;
  issues: readonly string[];
  /** Keys of groups, and signatures of what is no issue. */
  keys: readonly string[];
  signatures: readonly string[];
}

/** The conversations that are not over and that one of the issues is in, or that have one of these group keys or speak of one of these signatures; held until the transaction ends. */
export async function openConversations(tx: Tx, { installation, issues, keys, signatures }: Touched): Promise<KeptRow[]> {
  const speaking = signatures.map((signature) => Prisma.sql`"subject" @> ${JSON.stringify({ signature })}::jsonb`);
  const spoken =
    speaking.length > 0
      ? Prisma.sql`UNION SELECT "id" FROM "Incident" WHERE "installationId" = ${installation} AND "state" <> 'resolved' AND (${Prisma.join(speaking, " OR ")})`
      : Prisma.empty;
  const rows = await tx.$queryRaw<IncidentRow[]>`
    SELECT i.* FROM "Incident" i WHERE i."state" <> 'resolved' AND i."installationId" = ${installation} AND i."id" IN (
      SELECT "incidentId" FROM "IncidentMember" WHERE "issueId" = ANY(${[...issues]}::uuid[])
      UNION SELECT "id" FROM "Incident" WHERE "installationId" = ${installation} AND "groupKey" = ANY(${[...keys]}) AND "state" <> 'resolved' ${spoken})
    ORDER BY i."id" FOR UPDATE OF i`;
  return withMembers(tx, rows, issues);
}

/** These conversations, held until the transaction ends, by installation. */
export async function holdConversations(tx: Tx, ids: readonly string[]): Promise<Map<string, KeptRow[]>> {
  const rows = await tx.$queryRaw<
    IncidentRow[]
  >`SELECT * FROM "Incident" WHERE "id" = ANY(${[...ids]}::uuid[]) ORDER BY "id" FOR UPDATE`;
  const installations = new Map(rows.map(({ id, installationId }) => [id, installationId]));
  return Map.groupBy(await withMembers(tx, rows, []), ({ conversation }) => installations.get(conversation.id) ?? "");
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

/** As much of what goes on as is looked through at once. */
const mostGoingOn = 200;

/** The errors of conversations that are not over and are like one of these in all its fields. */
export async function goingOn(tx: Tx, installation: string, alike: readonly Likeness[]): Promise<State["goingOn"]> {
  const different = [...new Set(alike.map((fields) => JSON.stringify(fields)))];
  if (different.length === 0) return [];
  const terms = different.map((fields) => Prisma.sql`"subject" @> ${fields}::jsonb`);
  const rows = await tx.$queryRaw<{ id: string; subject: Subject }[]>`
    SELECT "id", "subject" FROM "Incident" WHERE "installationId" = ${installation} AND "state" <> 'resolved' AND (${Prisma.join(terms, " OR ")})
    ORDER BY "severityRank", "openedAt" LIMIT ${mostGoingOn}`;
  return rows.map(({ id, subject }) => ({ incident: id, subject: toSubject(subject) }));
}

/** Silences that held something back and were not named since. */
export async function usedSilences(tx: Tx, installation: string): Promise<Set<string>> {
  const rows = await tx.silenceUse.findMany({ where: { installationId: installation }, select: { silence: true } });
  return new Set(rows.map(({ silence }) => silence));
}

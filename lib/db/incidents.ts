import { z } from "zod";
import type { IncidentDetail, IncidentState, IncidentSummary, MessageSummary } from "#lib/model/incident.ts";
import { IssueStatus } from "#lib/model/issue.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Db, Tx } from "./client.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { decisionsOf } from "./decisions.ts";
import type { Incident as IncidentRow, Message as MessageRow } from "./generated/client.ts";
import { type AboutIncident, toIncidentSummary, toMessageSummary } from "./incident-rows.ts";

export interface IncidentQuery {
  state?: readonly IncidentState[] | undefined;
  severity?: readonly Severity[] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** What a list shows of an incident's members; the page of one shows as many. */
const mostMembers = 100;

/** Members and how often nobody was told, of many incidents at once. */
async function aboutIncidents(db: Db | Tx, ids: readonly string[]): Promise<Map<string, AboutIncident>> {
  const [members, held] = await Promise.all([
    db.$queryRaw<{ incidentId: string; issue: string; users: number | null }[]>`
      SELECT m."incidentId", i."sentryIssueId" AS "issue", i."users" FROM unnest(${[...ids]}::uuid[]) AS wanted(id)
      CROSS JOIN LATERAL (SELECT * FROM "IncidentMember" WHERE "incidentId" = wanted.id ORDER BY "joinedAt", "issueId" LIMIT ${mostMembers}) m
      JOIN "Issue" i ON i."id" = m."issueId" ORDER BY m."joinedAt", i."sentryIssueId"`,
    db.$queryRaw<{ incidentId: string; reason: string; count: number }[]>`
      SELECT "incidentId", "reason", count(*)::int AS "count" FROM "Decision"
      WHERE "incidentId" = ANY(${[...ids]}::uuid[]) AND "action" IN ('none', 'hold', 'digest', 'drop') GROUP BY 1, 2 ORDER BY 2`,
  ]);
  const about = (id: string): AboutIncident => ({
    members: members.flatMap(({ incidentId, issue }) => (incidentId === id ? [issue] : [])),
    users: summed(members.flatMap(({ incidentId, users }) => (incidentId === id ? [users] : []))),
    suppressed: Object.fromEntries(held.flatMap(({ incidentId, reason, count }) => (incidentId === id ? [[reason, count]] : []))),
  });
  return new Map(ids.map((id) => [id, about(id)]));
}

function summed(counts: readonly (number | null)[]): number | null {
  const said = counts.filter((count) => count !== null);
  return said.length === 0 ? null : said.reduce((sum, count) => sum + count, 0);
}

export async function summaries(db: Db | Tx, rows: readonly IncidentRow[]): Promise<IncidentSummary[]> {
  const about = await aboutIncidents(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toIncidentSummary(row, about.get(row.id) ?? { members: [], users: null, suppressed: {} }));
}

/** Newest first: the ids are ordered by time. */
export async function listIncidents(
  db: Db,
  { state, severity, cursor, limit }: IncidentQuery,
): Promise<{ incidents: IncidentSummary[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : readCursor(z.uuid(), cursor);
  const where = {
    ...(state && { state: { in: [...state] } }),
    ...(severity && { severityRank: { in: severity.map(severityRank) } }),
    ...(before && { id: { lt: before } }),
  };
  const rows = await db.incident.findMany({ where, orderBy: { id: "desc" }, take: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { incidents: await summaries(db, page), nextCursor: last ? writeCursor(last.id) : null };
}

async function incidentSummary(db: Db | Tx, id: string): Promise<IncidentSummary | null> {
  const row = await db.incident.findUnique({ where: { id } });
  return row && ((await summaries(db, [row]))[0] ?? null);
}

/** The conversation an issue is in, else the last it was in; null when it never was in one. */
export async function incidentOfIssue(db: Db, issueId: string): Promise<IncidentSummary | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT i."id" FROM "IncidentMember" m JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."issueId" = ${issueId}::uuid ORDER BY (i."state" = 'resolved'), i."severityRank", i."id" DESC LIMIT 1`;
  return rows[0] ? incidentSummary(db, rows[0].id) : null;
}

/** What was posted about the incidents an issue is or was in, newest first. */
export async function messagesOfIssue(db: Db, issueId: string, most: number): Promise<MessageSummary[]> {
  const rows = await db.$queryRaw<MessageRow[]>`
    SELECT * FROM "Message" WHERE "issueId" = ${issueId}::uuid
      OR "incidentId" IN (SELECT "incidentId" FROM "IncidentMember" WHERE "issueId" = ${issueId}::uuid) ORDER BY "id" DESC LIMIT ${most}`;
  return rows.map(toMessageSummary);
}

/** As much of an incident's history as a screen can use. */
const mostRows = 200;

async function memberIssues(db: Db, incidentId: string): Promise<IncidentDetail["issues"]> {
  const rows = await db.$queryRaw<
    {
      sentryIssueId: string;
      installationId: string;
      title: string;
      status: string;
      severityRank: number | null;
      users: number | null;
      events: number | null;
      lastSeen: Date | null;
      rootCause: string | null;
      fixSuggestion: string | null;
    }[]
  >`
    SELECT i."sentryIssueId", i."installationId", i."title", i."status", i."severityRank", i."users", i."events", i."lastSeen", v."rootCause", v."fixSuggestion"
    FROM "IncidentMember" m JOIN "Issue" i ON i."id" = m."issueId" LEFT JOIN "Verdict" v ON v."id" = i."verdictId"
    WHERE m."incidentId" = ${incidentId}::uuid ORDER BY i."severityRank", m."joinedAt", i."sentryIssueId" LIMIT ${mostMembers}`;
  return rows.map((row) => ({
    id: row.sentryIssueId,
    installation: row.installationId,
    title: row.title,
    status: IssueStatus.parse(row.status),
    severity: row.severityRank === null ? null : (severities[row.severityRank] ?? null),
    users: row.users,
    events: row.events,
    last_seen: row.lastSeen?.toISOString() ?? null,
    root_cause: row.rootCause,
    fix_suggestion: row.fixSuggestion,
  }));
}

export async function incidentDetail(db: Db, id: string): Promise<IncidentDetail | null> {
  const summary = await incidentSummary(db, id);
  if (!summary) return null;
  const [decisions, messages, issues] = await Promise.all([
    decisionsOf(db, { incidentId: id }, mostRows),
    db.message.findMany({ where: { incidentId: id }, orderBy: { id: "desc" }, take: mostRows }),
    memberIssues(db, id),
  ]);
  return { ...summary, decisions, messages: messages.map(toMessageSummary), issues };
}

/** Incidents in a state, by severity: unless told, those that nobody has acknowledged or resolved. */
export async function incidentCounts(db: Db, state: IncidentState = "open"): Promise<Record<Severity, number>> {
  const rows = await db.incident.groupBy({ by: ["severityRank"], where: { state }, _count: true });
  const count = (severity: Severity): number => rows.find((row) => row.severityRank === severityRank(severity))?._count ?? 0;
  return Object.fromEntries(severities.map((severity) => [severity, count(severity)])) as Record<Severity, number>;
}

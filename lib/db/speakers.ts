import type { Kept, Member } from "#lib/model/decision.ts";
import { severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Tx } from "./client.ts";
import { toSubject } from "./incident-rows.ts";

/** As many of an incident's open issues as are asked who speaks for it: the worst. */
const most = 20;

type SpeakerRow = { incidentId: string; issueId: string; rank: number | null; subject: unknown };

/** Which of its issues speaks for an incident may be another after what happens to these issues, or after its time has come. */
function mayChange({ conversation, rest }: Kept, issues: readonly string[]): boolean {
  const { issue, severity, told } = conversation;
  if (issue === null || rest.open === 0) return false;
  const isAside = rest.worst !== null && severityRank(rest.worst) < severityRank(severity);
  return issues.length === 0 || issues.includes(issue) || told === 0 || isAside;
}

/** The same with what was said last of the worst of their open issues, where another of them may come to speak; and who else has their group. */
export async function withSpeakers<T extends Kept>(tx: Tx, kept: readonly T[], issues: readonly string[]): Promise<T[]> {
  const asked = kept.flatMap((each) => (mayChange(each, issues) ? [each.conversation.id] : []));
  if (asked.length === 0) return [...kept];
  const rows = await tx.$queryRaw<SpeakerRow[]>`
    SELECT m.*, s."subject" FROM unnest(${asked}::uuid[]) AS asked("id") JOIN "Incident" n ON n."id" = asked."id" CROSS JOIN LATERAL (
      SELECT m."incidentId", m."issueId", COALESCE(m."severityRank", i."severityRank") AS "rank"
      FROM "IncidentMember" m LEFT JOIN "Issue" i ON i."id" = m."issueId" WHERE m."incidentId" = n."id" AND m."resolvedAt" IS NULL
      ORDER BY 3, 2 LIMIT ${most + issues.length}) AS m
    LEFT JOIN LATERAL (SELECT s."subject" FROM "Signal" s WHERE s."installationId" = n."installationId" AND s."issueId" = m."issueId"
      AND s."kind" <> 'resolved' AND s."routedAt" IS NOT NULL ORDER BY s."id" DESC LIMIT 1) AS s ON true`;
  const rivals = await tx.$queryRaw<{ id: string; policy: string }[]>`
    SELECT n."id", o."policy" FROM "Incident" n JOIN "Incident" o ON o."installationId" = n."installationId" AND o."groupKey" = n."groupKey"
      AND o."state" <> 'resolved' AND o."id" <> n."id" WHERE n."id" = ANY(${asked}::uuid[])`;
  const speaking = Map.groupBy(rows, ({ incidentId }) => incidentId);
  const others = Map.groupBy(rivals, ({ id }) => id);
  return kept.map((each) => {
    const { id } = each.conversation;
    const known = speaking.get(id);
    return known ? { ...told(each, known), rivals: (others.get(id) ?? []).map(({ policy }) => policy) } : each;
  });
}

/** With these among its members, and no more in the sum of the rest. */
function told<T extends Kept>(kept: T, rows: readonly SpeakerRow[]): T {
  const members = new Map<string, Member>(kept.members);
  let { open } = kept.rest;
  for (const { issueId, rank, subject } of rows) {
    if (!kept.members.has(issueId)) open -= 1;
    const severity = severities[rank ?? -1] ?? null;
    members.set(issueId, { isResolved: false, severity, ...(subject ? { subject: toSubject(subject) } : {}) });
  }
  const last = severities[rows.at(-1)?.rank ?? -1] ?? null;
  return { ...kept, members, rest: { open, worst: open > 0 ? last : null } };
}

import type { Db } from "./client.ts";

/** What an issue may be linked to; null when no delivery has told of it. */
export async function linkTargetOf(
  db: Db,
  issue: { installationId: string; sentryIssueId: string },
): Promise<{ category: string | null; incident: string | null } | null> {
  const where = { installationId_sentryIssueId: issue };
  const row = await db.issue.findUnique({ where, select: { id: true, category: true } });
  if (!row) return null;
  const [open] = await db.$queryRaw<{ id: string }[]>`
    SELECT i."id" FROM "IncidentMember" m JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."issueId" = ${row.id}::uuid ORDER BY i."state" = 'resolved', i."openedAt" DESC LIMIT 1`;
  return { category: row.category, incident: open?.id ?? null };
}

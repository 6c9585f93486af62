import type { Kept } from "#lib/model/decision.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";
import { toConversation } from "./slice.ts";

/** As many as were open at once and are worth going on with, the newest of them. */
const most = 5000;

/** As it stood then, as far as rows that say how it stands now can tell; whether something was due is to be looked at at once. */
function asOf(now: Kept["conversation"], at: Date): Kept["conversation"] {
  const before = (time: Date | null): Date | null => (time && time < at ? time : null);
  const isTold = before(now.toldAt) !== null || before(now.ladderAt) !== null;
  const acknowledgedAt = before(now.acknowledgedAt);
  const told = isTold
    ? { told: Math.max(1, now.told), toldAt: before(now.toldAt) ?? before(now.ladderAt), toldAs: now.toldAs }
    : { told: 0, toldAt: null, toldAs: null };
  const ladder = isTold ? { ladderAt: before(now.ladderAt), steps: now.steps } : { ladderAt: null, steps: 0 };
  const stands = acknowledgedAt ? "acknowledged" : "open";
  return {
    ...now,
    ...told,
    ...ladder,
    state: stands,
    acknowledgedAt,
    resolvedAt: null,
    undeliveredAt: null,
    heldBy: null,
    dueAt: at,
  };
}

type Member = { incidentId: string; issueId: string; resolvedAt: Date | null; rank: number | null };

/** The incidents that had begun before a time and were not over: what happens then goes on with them. */
export async function standingIncidents(db: Db, installation: string, at: Date): Promise<Kept[]> {
  const rows = await db.incident.findMany({
    where: {
      installationId: installation,
      openedAt: { lt: at },
      OR: [{ state: { not: "resolved" } }, { resolvedAt: { gte: at } }],
    },
    orderBy: { id: "desc" },
    take: most,
  });
  const ids = rows.map(({ id }) => id);
  const members = await db.$queryRaw<Member[]>`
    SELECT m."incidentId", m."issueId", m."resolvedAt", coalesce(m."severityRank", i."severityRank") AS "rank"
    FROM "IncidentMember" m LEFT JOIN "Issue" i ON i."id" = m."issueId" WHERE m."incidentId" = ANY(${ids}::uuid[]) AND m."joinedAt" < ${at}`;
  const byIncident = Map.groupBy(members, ({ incidentId }) => incidentId);
  return rows.toReversed().map((row) => ({
    conversation: asOf(toConversation(row), at),
    members: new Map(
      (byIncident.get(row.id) ?? []).map(({ issueId, resolvedAt, rank }) => [
        issueId,
        { isResolved: resolvedAt !== null && resolvedAt < at, severity: severities[rank ?? -1] ?? null },
      ]),
    ),
    rest: { open: 0, worst: null },
  }));
}

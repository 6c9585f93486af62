import { Act } from "#lib/model/decision.ts";
import { IncidentState } from "#lib/model/incident.ts";
import type { ActDone } from "#lib/model/story.ts";
import { titleOf } from "#lib/model/subject.ts";
import type { Db } from "./client.ts";

/** As much of an incident's story as a screen can use. */
const mostActs = 200;
const mostTitle = 120;

/** What was done with an incident, newest first; what this release does not know is passed over. */
export async function actsOf(db: Db, incidentId: string): Promise<ActDone[]> {
  const rows = await db.incidentAct.findMany({ where: { incidentId }, orderBy: { id: "desc" }, take: mostActs });
  return rows.flatMap(({ id, at, byName, act }) => {
    const known = Act.safeParse(act);
    return known.success ? [{ id, at: at.toISOString(), by: byName, act: known.data }] : [];
  });
}

/** Where an incident stands on its ladder, as it is kept. */
export async function climberOf(db: Db, id: string) {
  const row = await db.incident.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      acknowledgedAt: true,
      snoozedUntil: true,
      toldAt: true,
      told: true,
      dueAt: true,
      ladderAt: true,
      steps: true,
      assigned: true,
    },
  });
  return { ...row, state: IncidentState.parse(row.state) };
}

/** Who acknowledged, and what is said of, incidents that decisions name. */
export async function incidentTitles(db: Db, ids: readonly string[]): Promise<Map<string, { title: string; by: string | null }>> {
  const rows = await db.$queryRaw<{ id: string; type: string | null; message: string; by: string | null }[]>`
    SELECT "id", "subject"->>'type' AS "type", coalesce("subject"->>'message', '') AS "message", "acknowledgedBy" AS "by"
    FROM "Incident" WHERE "id" = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, by, ...error }) => [id, { title: titleOf(error, mostTitle), by }]));
}

/** Decision → the outage that its error was a symptom of: the incident about the same provider that went on then. */
export async function outagesBehind(db: Db, decisions: readonly string[]): Promise<Map<string, { id: string; title: string }>> {
  if (decisions.length === 0) return new Map();
  const rows = await db.$queryRaw<{ decision: string; id: string; title: string }[]>`
    WITH about AS (SELECT d."id", d."installationId", d."at", s."subject"->>'provider' AS "provider"
      FROM "Decision" d JOIN "Signal" s ON s."id" = d."signalId" WHERE d."id" = ANY(${[...decisions]}::uuid[]))
    SELECT DISTINCT ON (a."id") a."id" AS "decision", i."id", left(i."subject"->>'message', 120) AS "title"
    FROM about a JOIN "Incident" i ON i."installationId" = a."installationId" AND i."subject"->>'signal' = 'provider_outage'
      AND i."subject"->>'provider' = a."provider" AND i."openedAt" <= a."at" AND (i."resolvedAt" IS NULL OR i."resolvedAt" >= a."at")
    ORDER BY a."id", i."id" DESC`;
  return new Map(rows.map(({ decision, ...incident }) => [decision, incident]));
}

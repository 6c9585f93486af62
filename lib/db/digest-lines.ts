import type { IncidentState } from "#lib/model/incident.ts";
import type { Subject } from "#lib/model/subject.ts";
import type { Db } from "./client.ts";
import { toSubject } from "./incident-rows.ts";

/** What the lines of a digest say of one incident, as it stands now. */
export interface Gathered {
  incident: string | null;
  issue: string | null;
  state: IncidentState;
  severityRank: number;
  category: string | null;
  project: string | null;
  count: number;
}

interface Wanted {
  installation: string;
  channel: string;
  from: Date;
  until: Date;
}

/** Every incident that a digest has lines of, those that go on first, the worst of them before the others. What has no incident stands for itself. */
export async function gatheredIncidents(db: Db, { installation, channel, from, until }: Wanted): Promise<Gathered[]> {
  return db.$queryRaw<Gathered[]>`
    SELECT l."incident", l."issue", COALESCE(i."state", 'open') AS "state", COALESCE(i."severityRank", l."severityRank") AS "severityRank",
      COALESCE(i."subject"->>'category', l."category") AS "category", COALESCE(i."subject"->>'project', l."project") AS "project", l."count"
    FROM (SELECT "incidentId" AS "incident", (array_agg("issueId" ORDER BY "id" DESC))[1] AS "issue", min("severityRank") AS "severityRank",
        (array_agg("category" ORDER BY "id" DESC))[1] AS "category", (array_agg("project" ORDER BY "id" DESC))[1] AS "project",
        count(*)::int AS "count", max("at") AS "at"
      FROM "DigestLine" WHERE "installationId" = ${installation} AND "channel" = ${channel} AND "at" >= ${from} AND "at" < ${until}
      GROUP BY "incidentId", CASE WHEN "incidentId" IS NULL THEN COALESCE("issueId", "decisionId") END) AS l
    LEFT JOIN "Incident" i ON i."id" = l."incident"
    ORDER BY COALESCE(i."state", 'open') = 'resolved', 4, l."count" DESC, l."at" DESC, l."incident"`;
}

/** What those errors are: of an incident its newest signal's, else the issue's title. */
export async function errorsOf(
  db: Db,
  gathered: readonly Gathered[],
): Promise<Map<Gathered, Pick<Subject, "type" | "message" | "told">>> {
  const ids = (values: readonly (string | null)[]): string[] => values.filter((id) => id !== null);
  const [incidents, issues] = await Promise.all([
    db.incident.findMany({
      where: { id: { in: ids(gathered.map(({ incident }) => incident)) } },
      select: { id: true, subject: true },
    }),
    db.issue.findMany({ where: { id: { in: ids(gathered.map(({ issue }) => issue)) } }, select: { id: true, title: true } }),
  ]);
  const subjects = new Map(incidents.map(({ id, subject }) => [id, toSubject(subject)]));
  const titles = new Map(issues.map(({ id, title }) => [id, title]));
  const errorOf = ({ incident, issue }: Gathered): Pick<Subject, "type" | "message" | "told"> =>
    subjects.get(incident ?? "") ?? { type: null, message: titles.get(issue ?? "") ?? "" };
  return new Map(gathered.map((each) => [each, errorOf(each)]));
}

import type { ChannelKind } from "#lib/model/policy.ts";
import type { RealIncident } from "#lib/model/recorded.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";
import { decidedAfter } from "./decided-after.ts";
import { idAt } from "./id-at.ts";

export interface Period {
  installation: string;
  since: Date;
  until: Date;
}

/** What was sent: so many messages of a policy to a channel, decided by a version of the document. Null is the policy of digests. */
export interface Sent {
  version: number;
  policy: string | null;
  channel: string;
  messages: number;
}

type IncidentRow = Omit<RealIncident, "severity" | "toldAt"> & { rank: number };

/** The incidents that were opened, each with the decision that did. */
async function opened(db: Db, { installation, since, until }: Period): Promise<IncidentRow[]> {
  return db.$queryRaw<IncidentRow[]>`
    SELECT i."id", i."policy", d."policy" AS "openedBy", d."signalId" AS "signal", i."severityRank" AS "rank"
    FROM "Incident" i CROSS JOIN LATERAL (
      SELECT "policy", "signalId" FROM "Decision" WHERE "incidentId" = i."id" AND "signalId" IS NOT NULL ORDER BY "id" LIMIT 1) d
    WHERE i."installationId" = ${installation} AND i."openedAt" >= ${since} AND i."openedAt" < ${until}`;
}

/** When somebody was told at once of each incident. */
async function toldAtOnce(db: Db, { installation, since, until }: Period): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ incident: string; at: Date }[]>`
    SELECT "incidentId" AS "incident", min("at") AS "at" FROM "Decision"
    WHERE "installationId" = ${installation} AND ${decidedAfter(since)} AND "at" < ${until} AND "action" = 'send' AND cardinality("to") > 0 AND "incidentId" IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ incident, at }) => [incident, at]));
}

type Line = { incident: string; digest: string; at: Date };
type Gone = { digest: string; until: Date; at: Date };

/** When a digest first told of each incident that it has a line of. */
async function toldByDigest(db: Db, { installation, since, until }: Period): Promise<Map<string, Date>> {
  const [lines, gone] = await Promise.all([
    db.$queryRaw<Line[]>`
      SELECT "incidentId" AS "incident", line AS "digest", min("at") AS "at" FROM "Decision", unnest("lines") AS line
      WHERE "installationId" = ${installation} AND ${decidedAfter(since)} AND "at" < ${until} AND "incidentId" IS NOT NULL AND cardinality("lines") > 0 GROUP BY 1, 2`,
    db.$queryRaw<Gone[]>`
      SELECT m."digest", m."linesUntil" AS "until", coalesce(d."at", m."createdAt") AS "at" FROM "Message" m LEFT JOIN "Decision" d ON d."id" = m."decisionId"
      WHERE m."installationId" = ${installation} AND m."id" >= ${idAt(since.getTime())}::uuid AND m."digest" IS NOT NULL AND m."linesUntil" IS NOT NULL AND m."createdAt" >= ${since} AND m."createdAt" < ${until} ORDER BY 3`,
  ]);
  const byDigest = Map.groupBy(gone, ({ digest }) => digest);
  const told = new Map<string, Date>();
  for (const { incident, digest, at } of lines) {
    const first = byDigest.get(digest)?.find((each) => each.until > at);
    const known = told.get(incident);
    if (first && (!known || first.at < known)) told.set(incident, first.at);
  }
  return told;
}

const earlier = (a: Date | undefined, b: Date | undefined): Date | null => (a && b ? (a < b ? a : b) : (a ?? b ?? null));

/** The incidents of a period as they were, and when somebody was first told of each, at once or by a digest. */
export async function pastIncidents(db: Db, period: Period): Promise<RealIncident[]> {
  const [rows, told, digests] = await Promise.all([opened(db, period), toldAtOnce(db, period), toldByDigest(db, period)]);
  return rows.map(({ rank, ...row }) => ({
    ...row,
    toldAt: earlier(told.get(row.id), digests.get(row.id)),
    severity: severities[rank] ?? "info",
  }));
}

/** What was sent in a period; edits of what was posted do not count. */
export async function sentIn(db: Db, { installation, since, until }: Period): Promise<Sent[]> {
  return db.$queryRaw<Sent[]>`
    SELECT "documentVersion" AS "version", CASE WHEN "reason" = 'digest' THEN NULL ELSE "policy" END AS "policy", channel, count(*)::int AS "messages"
    FROM "Decision", unnest("to") AS channel
    WHERE "installationId" = ${installation} AND ${decidedAfter(since)} AND "at" < ${until} AND "action" = 'send' GROUP BY 1, 2, 3`;
}

/** The kinds of the channels in versions of the document: version → name → kind. */
export async function channelKinds(db: Db, versions: readonly number[]): Promise<Map<number, Map<string, ChannelKind>>> {
  const rows = await db.$queryRaw<{ version: number; name: string; kind: ChannelKind }[]>`
    SELECT "version", channel->>'name' AS "name", channel->>'kind' AS "kind"
    FROM "PolicyVersion", jsonb_array_elements("document"->'channels') AS channel WHERE "version" = ANY(${[...versions]}::int[])`;
  const byVersion = Map.groupBy(rows, ({ version }) => version);
  return new Map([...byVersion].map(([version, channels]) => [version, new Map(channels.map(({ name, kind }) => [name, kind]))]));
}

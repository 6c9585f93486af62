import type { Action, Reason } from "#lib/model/incident.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { anywhere } from "./anywhere.ts";
import type { Db } from "./client.ts";
import { decidedAfter } from "./decided-after.ts";

export interface Decided {
  policy: string | null;
  action: Action;
  reason: Reason;
  decisions: number;
  /** Those about a signal: of each a policy decides once. */
  signals: number;
}

export interface PolicyIncidents {
  policy: string;
  incidents: number;
  /** Those that somebody was told of, and those that somebody did something about. */
  told: number;
  acted: number;
}

export interface Came {
  kind: SignalKind;
  severity: Severity | null;
  count: number;
}

export interface Noise {
  signals: number;
  decided: Decided[];
  incidents: PolicyIncidents[];
  sent: { version: number; policy: string | null; channel: string; isDigest: boolean; messages: number }[];
}

const signalsSince = (db: Db, since: Date) => db.$queryRaw<{ count: number }[]>`
  SELECT count(*)::int AS "count" FROM "Signal" WHERE ${anywhere} AND "routedAt" >= ${since}`;

const decidedSince = (db: Db, since: Date) => db.$queryRaw<Decided[]>`
  SELECT "policy", "action", "reason", count(*)::int AS "decisions", count("signalId")::int AS "signals" FROM "Decision" WHERE ${decidedAfter(since)} GROUP BY 1, 2, 3`;

const sentSince = (db: Db, since: Date) => db.$queryRaw<Noise["sent"]>`
  SELECT "documentVersion" AS "version", "policy", channel, "reason" = 'digest' AS "isDigest", count(*)::int AS "messages"
  FROM "Decision", unnest("to") AS channel WHERE ${decidedAfter(since)} AND "action" = 'send' GROUP BY 1, 2, 3, 4`;

/** A person acted upon an incident who took it on, put it off, handed it on, ended it, or corrected one of its issues since it opened. */
const incidentsSince = (db: Db, since: Date) => db.$queryRaw<PolicyIncidents[]>`
  SELECT i."policy", count(*)::int AS "incidents", (count(*) FILTER (WHERE i."told" > 0))::int AS "told",
    (count(*) FILTER (WHERE i."acknowledgedBy" IS NOT NULL OR i."resolvedBy" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "IncidentAct" a WHERE a."incidentId" = i."id" AND a."byName" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "IncidentMember" m JOIN "Correction" c ON c."issueId" = m."issueId" AND c."installationId" = i."installationId"
        WHERE m."incidentId" = i."id" AND c."at" >= i."openedAt")))::int AS "acted"
  FROM "Incident" i WHERE i."openedAt" >= ${since} GROUP BY 1`;

/** What came of the signals since then, summed up. */
export async function noiseIn(db: Db, since: Date): Promise<Noise> {
  const [[signals], decided, incidents, sent] = await Promise.all([
    signalsSince(db, since),
    decidedSince(db, since),
    incidentsSince(db, since),
    sentSince(db, since),
  ]);
  return { signals: signals?.count ?? 0, decided, incidents, sent };
}

const known = new Set<string | null>(severities);

/** How many signals of which kind and severity came since then; every signal is read. */
export async function cameSince(db: Db, since: Date): Promise<Came[]> {
  const rows = await db.$queryRaw<Came[]>`
    SELECT "kind", "subject"->>'severity' AS "severity", count(*)::int AS "count" FROM "Signal" WHERE ${anywhere} AND "routedAt" >= ${since} GROUP BY 1, 2`;
  return rows.map((each) => ({ ...each, severity: known.has(each.severity) ? each.severity : null }));
}

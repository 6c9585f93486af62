import { administrators } from "#lib/model/channel.ts";
import type { Db, Tx } from "./client.ts";

export interface FailedStep {
  incident: string;
  step: number;
  /** Nothing that was decided later was sent either, or may still be. */
  isLast: boolean;
  /** A channel took an earlier step since the ladder began. */
  isReached: boolean;
}

interface Asked {
  /** Of a message that goes nowhere; that of a digest or bundle stands for all that it tells of. */
  decision: string;
  /** For which reasons a line tells of a step. */
  reasons: readonly string[];
  /** Whether what was cancelled counts as what failed does. */
  isCancelled: boolean;
  most: number;
}

/**
 * The steps at which a decision told somebody, when none of its messages and none of the bundles that tell of it went or may still go,
 * and that was not noted since; one an incident, and none of what is over. What was told again, to those of earlier steps, stands for
 * the last of them. A digest is waited for only by those whom another carrier of it has told of already.
 */
export async function failedSteps(db: Db | Tx, { decision, reasons, isCancelled, most }: Asked): Promise<FailedStep[]> {
  const over = isCancelled ? ["failed", "cancelled"] : ["failed"];
  return db.$queryRaw<FailedStep[]>`
    WITH asked AS (SELECT ${decision}::uuid AS "id" UNION
      SELECT l."decisionId" FROM "Message" m JOIN "DigestLine" l ON l."installationId" = m."installationId" AND l."channel" = m."digest" AND l."at" >= m."linesFrom" AND l."at" < m."linesUntil"
      WHERE m."decisionId" = ${decision}::uuid),
    d AS (SELECT d."id", d."incidentId", COALESCE(d."step", GREATEST(i."steps" - 1, 0)) AS "step", d."step" IS NOT NULL AS "isStep", i."ladderAt"
      FROM asked JOIN "Decision" d ON d."id" = asked."id" JOIN "Incident" i ON i."id" = d."incidentId"
      WHERE i."state" <> 'resolved' AND (d."id" = ${decision}::uuid OR d."reason" = ANY(${[...reasons]}))),
    told AS (
      SELECT m."incidentId", m."decisionId", m."channel", m."createdAt" AS "at", m."posted" > 0 AS "isReached", m."posted" = 0 AND m."state" NOT IN ('failed', 'cancelled') AS "isOpen", m."state" = ANY(${over}) AS "isFailed"
      FROM "Message" m WHERE m."incidentId" IN (SELECT "incidentId" FROM d)
      UNION ALL
      SELECT l."incidentId", l."decisionId", l."channel", l."at", bundle."isReached", bundle."isOpen" OR EXISTS (SELECT 1 FROM "Gathering" g
          WHERE g."installationId" = l."installationId" AND g."channel" = l."channel" AND g."lines" > 0 AND g."since" <= l."at" AND (g."carrier" = l."channel" OR bundle."isOpen" IS NOT NULL)), bundle."isFailed"
      FROM "DigestLine" l LEFT JOIN LATERAL (
        SELECT bool_or(m."posted" > 0) AS "isReached", bool_or(m."posted" = 0 AND m."state" NOT IN ('failed', 'cancelled')) AS "isOpen", bool_or(m."state" = ANY(${over})) AS "isFailed"
        FROM "Message" m WHERE m."installationId" = l."installationId" AND m."digest" = l."channel" AND m."linesFrom" <= l."at" AND m."linesUntil" > l."at") bundle ON true
      WHERE l."incidentId" IN (SELECT "incidentId" FROM d)),
    outcome AS (SELECT "decisionId", bool_or("isReached") AS "isReached", bool_or("isOpen") AS "isOpen", bool_or("isFailed") AS "isFailed" FROM told GROUP BY 1),
    standing AS (SELECT "incidentId", max("decisionId"::text) FILTER (WHERE "isReached" OR "isOpen") AS "last", max("at") FILTER (WHERE "isReached" AND "channel" <> ${administrators}) AS "reachedAt" FROM told GROUP BY 1)
    SELECT DISTINCT ON (d."incidentId") d."incidentId" AS "incident", d."step", COALESCE(s."last" < d."id"::text, true) AS "isLast",
      COALESCE(d."isStep" AND s."reachedAt" >= COALESCE(d."ladderAt", '-infinity'), false) AS "isReached"
    FROM d JOIN outcome o ON o."decisionId" = d."id" AND o."isFailed" AND NOT COALESCE(o."isReached", false) AND NOT COALESCE(o."isOpen", false)
    JOIN standing s ON s."incidentId" = d."incidentId"
    WHERE NOT EXISTS (SELECT 1 FROM "IncidentAct" a WHERE a."incidentId" = d."incidentId" AND a."id" > d."id"
      AND a."act" @> CASE WHEN d."isStep" THEN jsonb_build_object('kind', 'failed', 'step', d."step") ELSE '{"kind":"failed"}' END)
    ORDER BY d."incidentId", d."id" DESC LIMIT ${most}`;
}

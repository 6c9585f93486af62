import { administrators } from "#lib/model/channel.ts";
import type { Act } from "#lib/model/decision.ts";
import type { Db, Tx } from "./client.ts";

interface Done {
  id: string;
  installation: string;
  incident: string;
  act: Act;
  /** Null when Verdict did it by itself. */
  by: string | null;
  at: Date;
}

/** Writes down what was done with an incident. */
export async function addAct(tx: Tx, { id, installation, incident, act, by, at }: Done): Promise<void> {
  await tx.incidentAct.create({ data: { id, installationId: installation, incidentId: incident, act, byName: by, at } });
}

export interface FailedStep {
  incident: string;
  step: number;
  /** Nothing that was decided later was sent either, or may still be. */
  isLast: boolean;
  /** A channel took an earlier step since the ladder began. */
  isReached: boolean;
}

/**
 * The step at which a decision told somebody, when none of its messages went or may still go, and that was not noted since; null
 * otherwise. What was told again, to those of earlier steps, stands for the last of them.
 */
export async function failedStep(db: Db | Tx, decision: string): Promise<FailedStep | null> {
  const [row] = await db.$queryRaw<FailedStep[]>`
    WITH d AS (SELECT d."id", d."incidentId", COALESCE(d."step", GREATEST(i."steps" - 1, 0)) AS "step", d."step" IS NOT NULL AS "isStep", i."ladderAt" FROM "Decision" d JOIN "Incident" i ON i."id" = d."incidentId" WHERE d."id" = ${decision}::uuid)
    SELECT d."incidentId" AS "incident", d."step",
      NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."incidentId" = d."incidentId" AND m."decisionId" > d."id" AND (m."state" NOT IN ('failed', 'cancelled') OR m."posted" > 0)) AS "isLast",
      d."isStep" AND EXISTS (SELECT 1 FROM "Message" m WHERE m."incidentId" = d."incidentId" AND m."channel" <> ${administrators} AND m."posted" > 0 AND m."createdAt" >= COALESCE(d."ladderAt", '-infinity')) AS "isReached"
    FROM d
    WHERE NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."decisionId" = d."id" AND (m."state" NOT IN ('failed', 'cancelled') OR m."posted" > 0))
      AND EXISTS (SELECT 1 FROM "Message" m WHERE m."decisionId" = d."id" AND m."state" = 'failed')
      AND NOT EXISTS (SELECT 1 FROM "IncidentAct" a WHERE a."incidentId" = d."incidentId" AND a."id" > d."id" AND a."act" @> jsonb_build_object('kind', 'failed', 'step', d."step"))`;
  return row ?? null;
}

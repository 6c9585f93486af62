import type { Db } from "./client.ts";

/** What was made of a signal. */
export interface SignalOutcome {
  signal: string;
  /** Sentry's id of the issue. */
  issue: string | null;
  incident: string | null;
  /** Channels that were told at once. */
  to: string[];
}

/** What was decided about these signals, a row for each decision. */
export async function outcomesOf(db: Db, signals: readonly string[]): Promise<SignalOutcome[]> {
  if (signals.length === 0) return [];
  return db.$queryRaw<SignalOutcome[]>`
    SELECT d."signalId" AS "signal", i."sentryIssueId" AS "issue", d."incidentId" AS "incident", CASE WHEN d."action" = 'send' THEN d."to" ELSE '{}' END AS "to"
    FROM "Decision" d LEFT JOIN "Issue" i ON i."id" = d."issueId" WHERE d."signalId" = ANY(${[...signals]}::uuid[])`;
}

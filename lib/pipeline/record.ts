import type { Issue, Tx } from "#lib/db/client.ts";
import { recordIssue } from "#lib/db/record-issue.ts";
import { type KeptReport, keepReport } from "#lib/db/record-report.ts";
import { touchSignature } from "#lib/db/record-verdict.ts";
import type { IssueFacts } from "#lib/model/issue.ts";
import type { Answers } from "#lib/queue/queue.ts";
import { letStand } from "./stand.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";
import type { Understood } from "./verdict.ts";

export interface Told {
  installationId: string;
  facts: IssueFacts;
  understood: Understood;
  receivedAt: Date;
  setsStatus: boolean;
  joinWithinMs: number | null;
  /** The delivery that told of it. */
  answers?: Answers | undefined;
}

/**
 * Writes what was told (issue, report, signature) and the verdict that follows, in the caller's transaction. Memory is read
 * while the issue's row is held, so a correction made at the same time is either seen here or comes after and stands.
 */
export async function record(tools: Tools, tx: Tx, told: Told): Promise<{ issue: Issue; kept: KeptReport }> {
  const { installationId, facts, understood, receivedAt, setsStatus, joinWithinMs, answers } = told;
  const recorded = await recordIssue(tx, {
    installationId,
    facts,
    environment: understood.report.environment,
    receivedAt,
    setsStatus,
  });
  const { issue } = recorded;
  const kept = await keepReport(tx, issue, {
    report: understood.report,
    signature: understood.signature.hash,
    receivedAt,
    joinWithinMs,
  });
  const joined = !kept.isNew && understood.report.eventId === null;
  if (!kept.isNew && !joined && issue.verdictId) return { issue, kept }; // an event we know, told by another resource

  const signature = { hash: kept.signature, template: understood.signature.template };
  const occurrences = kept.isNew ? 1 : 0;
  const memory = await touchSignature(tx, installationId, signature, occurrences, receivedAt);
  const { findings } = understood;
  const judged = { installationId, issue, report: kept.report, hash: kept.signature, findings, memory };
  const verdict = await teamVerdict(tools, tx, judged);
  await letStand(tools, tx, { recorded, report: { ...kept, data: kept.report }, verdict, occurrences, by: null, answers });
  return { issue, kept };
}

import { z } from "zod";
import type { Issue, Tx } from "#lib/db/client.ts";
import { transaction } from "#lib/db/client.ts";
import { toStoredVerdict } from "#lib/db/issue-rows.ts";
import { holdIssue, holdIssuesOf, recordCorrection } from "#lib/db/record-correction.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { appendVerdict, remembered } from "#lib/db/record-verdict.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { StoredVerdict } from "#lib/model/issue.ts";
import { CorrectionInput, Finding } from "#lib/model/verdict.ts";
import type { Tools } from "./tools.ts";
import { instantVerdict } from "./verdict.ts";

interface Corrected {
  installation?: string | undefined;
  /** Sentry's id of the issue. */
  issue: string;
  by: { id: string; name: string };
  input: CorrectionInput;
}

/** Judges an issue's newest report again, now that its signature remembers something else. */
async function judgeAgain(tx: Tx, issue: Issue, now: Date): Promise<void> {
  const kept = await newestReport(tx, issue);
  if (!kept) return;
  const memory = await remembered(tx, issue.installationId, kept.signature);
  const standing = issue.verdictId
    ? await tx.verdict.findUnique({ where: { id: issue.verdictId }, select: { findings: true } })
    : null;
  const findings = z.array(Finding).catch([]).parse(standing?.findings);
  await appendVerdict(
    tx,
    issue,
    { id: kept.id, isOpen: kept.eventId === null },
    instantVerdict(kept.data, { hash: kept.signature, findings, memory }),
    now,
  );
}

/**
 * What a person says of an issue's verdict stands at once: here, for every issue of the same signature, and for every later
 * occurrence. Throws NotFound when no delivery has told of the issue yet.
 */
export async function correct(
  tools: Tools,
  { installation, issue: sentryIssueId, by, input }: Corrected,
): Promise<StoredVerdict> {
  const { agree = false, category = null, severity = null, reason = null } = CorrectionInput.parse(input);
  const now = tools.clock();
  return transaction(tools.db, async (tx) => {
    const issue = await holdIssue(tx, sentryIssueId, installation);
    const standing = issue?.verdictId ? await tx.verdict.findUnique({ where: { id: issue.verdictId } }) : null;
    if (!issue || !standing)
      throw new NotFound(`No issue ${sentryIssueId} has a verdict yet: it appears here when Sentry tells of it.`);
    const report = await newestReport(tx, issue);
    const signatures = [...new Set([standing.signature, report?.titleSignature].filter((hash) => typeof hash === "string"))];
    const others = await holdIssuesOf(tx, issue.installationId, signatures);
    await recordCorrection(tx, issue, standing, { by, agree, category, severity, reason: reason || null }, signatures, now);
    for (const each of others) await judgeAgain(tx, each, now);
    const { verdictId } = await tx.issue.findUniqueOrThrow({ where: { id: issue.id }, select: { verdictId: true } });
    return toStoredVerdict(sentryIssueId, await tx.verdict.findUniqueOrThrow({ where: { id: verdictId ?? standing.id } }));
  });
}

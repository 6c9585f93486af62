import { transaction } from "#lib/db/client.ts";
import { toStoredVerdict } from "#lib/db/issue-rows.ts";
import { holdIssue, holdIssuesOf, recordCorrection } from "#lib/db/record-correction.ts";
import { newestReport } from "#lib/db/record-report.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { StoredVerdict } from "#lib/model/issue.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { CorrectionInput } from "#lib/model/verdict.ts";
import { judgeAgain } from "./judge-again.ts";
import type { Tools } from "./tools.ts";

interface Corrected {
  installation?: string | undefined;
  /** Sentry's id of the issue. */
  issue: string;
  by: By;
  /** What the category that was said may stand for: one that stands already is meant before any other. */
  meaning?: readonly Category[];
  input: CorrectionInput;
}

/**
 * What a person says of an issue's verdict stands at once: here, for every issue of the same signature, and for every later
 * occurrence. Throws NotFound when no delivery has told of the issue yet.
 */
export async function correct(
  tools: Tools,
  { installation, issue: sentryIssueId, by, meaning = [], input }: Corrected,
): Promise<StoredVerdict> {
  const { agree = false, category: named = null, severity = null, reason = null } = CorrectionInput.parse(input);
  const now = tools.clock();
  return transaction(tools.db, async (tx) => {
    const issue = await holdIssue(tx, sentryIssueId, installation);
    const standing = issue?.verdictId ? await tx.verdict.findUnique({ where: { id: issue.verdictId } }) : null;
    if (!issue || !standing)
      throw new NotFound(`No issue ${sentryIssueId} has a verdict yet: it appears here when Sentry tells of it.`);
    const category = meaning.find((one) => one === standing.category) ?? named;
    const report = await newestReport(tx, issue);
    const signatures = [...new Set([standing.signature, report?.titleSignature].filter((hash) => typeof hash === "string"))];
    const others = await holdIssuesOf(tx, issue.installationId, signatures);
    await recordCorrection(tx, issue, standing, { by, agree, category, severity, reason: reason || null }, signatures, now);
    for (const each of [issue, ...others.filter(({ id }) => id !== issue.id)]) await judgeAgain(tools, tx, each, by.name);
    const { verdictId } = await tx.issue.findUniqueOrThrow({ where: { id: issue.id }, select: { verdictId: true } });
    return toStoredVerdict(sentryIssueId, await tx.verdict.findUniqueOrThrow({ where: { id: verdictId ?? standing.id } }));
  });
}

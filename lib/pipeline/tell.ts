import type { Issue, Tx } from "#lib/db/client.ts";
import { toStoredVerdict } from "#lib/db/issue-rows.ts";
import type { RecordedIssue } from "#lib/db/record-issue.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { raiseSignal } from "#lib/db/signals.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import type { Signal } from "#lib/model/signal.ts";
import { Category, severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { type Standing, signalsOf } from "#lib/policy/signals.ts";
import { subjectOf } from "./subject.ts";
import type { Tools } from "./tools.ts";

export interface Happened {
  recorded: RecordedIssue;
  /** The issue with the verdict that stands now. */
  after: Issue;
  report: Report;
  verdict: Verdict;
  /** Whether the verdict is a new one. */
  isGiven: boolean;
  by: string | null;
}

function standing({ verdictId, category, severityRank: rank, provisional, ...issue }: Issue): Standing {
  const said = Category.safeParse(category);
  const severity = severities[rank ?? -1];
  const verdict = verdictId && said.success && severity ? { category: said.data, severity, provisional } : null;
  return { status: issue.status, substatus: issue.substatus, verdict };
}

/** Writes a signal and has it routed, the most severe first. */
export async function raiseAndRoute(tools: Tools, tx: Tx, signal: Omit<Signal, "id">): Promise<void> {
  const id = await raiseSignal(tx, signal);
  const priority = severities.length - severityRank(signal.subject.severity ?? "info");
  await tools.queue.send(tx, "route", { signal: id }, { priority });
}

/** Raises the signals that follow from what happened to an issue, and has them routed. */
export async function tell(tools: Tools, tx: Tx, { recorded, after, report, verdict, by }: Happened): Promise<void> {
  const { issue, was } = recorded;
  const before = { ...standing(issue), ...(was && { status: was.status, substatus: was.substatus }) };
  for (const kind of signalsOf(before, standing(after))) {
    await raiseAndRoute(tools, tx, {
      installation: issue.installationId,
      kind,
      at: tools.clock(),
      issue: issue.id,
      verdict: after.verdictId,
      subject: { ...subjectOf(after, report, verdict), signal: kind },
      was: before.verdict && { category: before.verdict.category, severity: before.verdict.severity },
      by,
    });
  }
}

/** The same for an issue whose status alone was learned. */
export async function tellStatus(tools: Tools, tx: Tx, recorded: RecordedIssue): Promise<void> {
  const { issue, was } = recorded;
  if (!was || !issue.verdictId) return;
  const isSame = was.status === issue.status && (was.substatus === issue.substatus || was.substatus === null); // nobody had said
  if (isSame) return;
  const row = await tx.verdict.findUnique({ where: { id: issue.verdictId } });
  if (!row) return;
  const report = (await newestReport(tx, issue))?.data ?? { ...emptyReport, message: issue.title };
  const verdict = toStoredVerdict(issue.sentryIssueId, row);
  await tell(tools, tx, { recorded, after: issue, report, verdict, isGiven: false, by: null });
}

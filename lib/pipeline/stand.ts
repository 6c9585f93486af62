import type { Tx } from "#lib/db/client.ts";
import type { RecordedIssue } from "#lib/db/record-issue.ts";
import { appendVerdict } from "#lib/db/record-verdict.ts";
import { countInRollup } from "#lib/db/rollup.ts";
import type { Report } from "#lib/model/report.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import type { Answers } from "#lib/queue/queue.ts";
import { noteFailure } from "./outage.ts";
import { tell } from "./tell.ts";
import type { Tools } from "./tools.ts";
import { wantCheck, wantRefinement } from "./want-refinement.ts";
import { wantRetry } from "./want-retry.ts";
import { wantWriteBack } from "./write-back.ts";

export interface Standing {
  /** The issue as it is held, with the verdict that stood; `isNew` and `was` as they were recorded. */
  recorded: RecordedIssue;
  report: { id: string; data: Report; isOpen: boolean; isFilled?: boolean };
  verdict: Verdict;
  /** Errors that came under it just now: 0 when it is only judged again. */
  occurrences: number;
  /** The person who said so; null when no person did. */
  by: string | null;
  /** What a model's call cost for it, in micro-dollars. */
  costMicros?: number;
  /** The delivery that it answers; absent when it answers none. */
  answers?: Answers | undefined;
}

/** Lets a verdict stand and does what follows, in the same transaction: signals, the wish for a model, the write-back, the figures. */
export async function letStand(tools: Tools, tx: Tx, standing: Standing): Promise<void> {
  const { recorded, report, verdict, occurrences, by, costMicros, answers } = standing;
  const { issue } = recorded;
  const now = tools.clock();
  const given = await appendVerdict(tx, issue, report, verdict, now);
  const after = given?.issue ?? issue;
  await tell(tools, tx, { recorded, after, report: report.data, verdict, isGiven: given !== null, by });
  if (given !== null) {
    await wantRefinement(tools, tx, after, verdict);
    await wantWriteBack(tools, tx, { issue: after, verdict: given.id, report: report.data, answers });
  }
  if (occurrences > 0) await wantCheck(tools, tx, after, verdict);
  await wantRetry(tools, tx, { issue: after, report, verdict, occurrences, isGiven: given !== null });
  await noteFailure(tools, tx, standing);
  const { installationId, project } = issue;
  const counted = { installationId, project, verdict, occurrences, isGiven: given !== null, ...(costMicros && { costMicros }) };
  await countInRollup(tx, counted, now);
}

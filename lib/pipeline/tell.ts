import type { Issue, Tx } from "#lib/db/client.ts";
import type { RecordedIssue } from "#lib/db/record-issue.ts";
import type { Report } from "#lib/model/report.ts";
import type { Verdict } from "#lib/model/verdict.ts";
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

/** Raises the signals that follow from what happened to an issue, and has them routed. */
export async function tell(_tools: Tools, _tx: Tx, _happened: Happened): Promise<void> {}

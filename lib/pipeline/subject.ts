import type { Issue } from "#lib/db/client.ts";
import type { Report } from "#lib/model/report.ts";
import type { FlagName, Subject } from "#lib/model/subject.ts";
import { floorFactor, type Verdict } from "#lib/model/verdict.ts";

const mostMessage = 2000;

/** What the query language asks of an issue. */
export type AskedIssue = Pick<
  Issue,
  | "title"
  | "project"
  | "environment"
  | "level"
  | "platform"
  | "assignee"
  | "users"
  | "events"
  | "firstSeen"
  | "lastSeen"
  | "provisional"
  | "corrected"
  | "substatus"
>;

/** Of an error that is only told, and belongs to no issue. */
export const noIssue = (now: Date): AskedIssue => ({
  title: "",
  project: null,
  environment: null,
  level: null,
  platform: null,
  assignee: null,
  users: null,
  events: null,
  firstSeen: null,
  lastSeen: now,
  provisional: false,
  corrected: false,
  substatus: null,
});

const flagsOf = (issue: AskedIssue, report: Report, { factors }: Verdict): FlagName[] => {
  const flags: Partial<Record<FlagName, boolean>> = {
    provisional: issue.provisional,
    corrected: issue.corrected,
    new: issue.substatus === "new",
    regressed: issue.substatus === "regressed",
    escalating: issue.substatus === "escalating",
    unhandled: report.unhandled === true,
    floor: factors.some(({ name }) => name === floorFactor),
  };
  return (Object.keys(flags) as FlagName[]).filter((name) => flags[name]);
};

const largest = (a: number | null, b: number | null): number | null => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** An error as the query language sees it: its issue with the verdict that stands, and its newest report. */
export function subjectOf(issue: AskedIssue, report: Report, verdict: Verdict): Omit<Subject, "signal"> {
  return {
    message: (report.message || issue.title).slice(0, mostMessage).toWellFormed(),
    type: report.exceptionType,
    category: verdict.category,
    severity: verdict.severity,
    tier: verdict.tier,
    confidence: verdict.confidence,
    retryable: verdict.should_retry,
    needs_action: verdict.requires_immediate_action,
    fix_time: verdict.estimated_fix_time,
    project: issue.project ?? report.project,
    environment: report.environment ?? issue.environment,
    release: report.release,
    service: report.service,
    region: report.region,
    transaction: report.transaction,
    level: issue.level ?? report.level,
    platform: issue.platform ?? report.platform,
    provider: report.llm?.provider ?? null,
    llm_model: report.llm?.model ?? null,
    llm_status: report.llm?.status ?? report.httpStatus,
    owner: issue.assignee,
    users: largest(issue.users, report.users),
    events: largest(issue.events, report.events),
    first_seen: issue.firstSeen?.toISOString() ?? null,
    last_seen: issue.lastSeen.toISOString(),
    signature: verdict.signature,
    tags: report.tags,
    flags: flagsOf(issue, report, verdict),
  };
}

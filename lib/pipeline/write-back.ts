import type { Issue, Tx } from "#lib/db/client.ts";
import { transaction } from "#lib/db/client.ts";
import { toStoredVerdict } from "#lib/db/issue-rows.ts";
import { settleWrite, wroteSince } from "#lib/db/write-backs.ts";
import { AppError, Busy } from "#lib/model/errors.ts";
import type { Report } from "#lib/model/report.ts";
import type { Answers, Job } from "#lib/queue/queue.ts";
import type { Envelope } from "#lib/sentry/envelope.ts";
import { issueIdOf } from "#lib/sentry/envelope.ts";
import { stormProject } from "#lib/sentry/sample/webhook.ts";
import { assigneesIn } from "#lib/sentry/write.ts";
import type { Tools } from "./tools.ts";
import { type Change, changeTo, writeChange } from "./write-back-change.ts";
import { writeBackSettings } from "./write-back-settings.ts";

const echoMs = 600_000;
const mostAttempts = 20;

/** Larger goes first: the more severe, and of these the newest. Fits what the queue counts in until the year 2096. */
export const urgency = (severityRank: number | null, now: Date): number =>
  (4 - (severityRank ?? 4)) * 400_000_000 + Math.floor(now.getTime() / 10_000);

interface Wanted {
  issue: Issue;
  verdict: string;
  report: Report;
  answers: Answers | undefined;
}

/** Nothing is written in answer to what we or other integrations wrote, or about Verdict's own errors. */
const isLoop = ({ report, answers }: Wanted): boolean => answers?.bySentry === false || "verdict.self" in report.tags;

const isInSentry = ({ issue }: Wanted): boolean => !issue.sentryIssueId.startsWith("event-") && issue.project !== stormProject;

/** Has the verdict written to Sentry, when that is switched on. */
export async function wantWriteBack(tools: Tools, tx: Tx, wanted: Wanted): Promise<void> {
  if (isLoop(wanted) || !isInSentry(wanted)) return;
  const { kinds } = await writeBackSettings(tools, tx);
  if (kinds.length === 0) return;
  const { issue, verdict, answers } = wanted;
  const job = { installation: issue.installationId, issue: issue.id, verdict, uuid: answers?.uuid ?? null, attempt: 1 };
  await tools.queue.send(tx, "write_back", job, { priority: urgency(issue.severityRank, tools.clock()) });
}

/** Whether a delivery only tells us of an assignment that we made ourselves a moment ago. */
export async function isOwnEcho(tools: Tools, { installationId }: { installationId: string }, said: Envelope): Promise<boolean> {
  const sentryIssueId = said.resource === "issue" && said.action === "assigned" ? issueIdOf(said) : null;
  if (!sentryIssueId) return false;
  const since = new Date(tools.clock().getTime() - echoMs);
  const values = assigneesIn(said.data.issue);
  return wroteSince(tools.db, { installationId, sentryIssueId }, { kind: "assign", values, since });
}

/** Writes a verdict back to Sentry; failing to never harms it. */
export async function writeBack(tools: Tools, job: Job<"write_back">): Promise<void> {
  const issue = await tools.db.issue.findUnique({ where: { id: job.issue } });
  if (!issue || issue.verdictId !== job.verdict) return; // a newer verdict has a job of its own
  const verdict = toStoredVerdict(issue.sentryIssueId, await tools.db.verdict.findUniqueOrThrow({ where: { id: job.verdict } }));
  const settings = await writeBackSettings(tools);
  const outcomes = await Promise.all(
    settings.kinds.map(async (kind) => {
      const change = await changeTo(tools, { kind, issue, verdict, settings, uuid: job.uuid });
      return change ? attempt(tools, job, issue, change, settings.dry_run) : undefined;
    }),
  );
  const longest = outcomes.filter((busy) => busy !== undefined).toSorted((a, b) => (b.afterMs ?? 0) - (a.afterMs ?? 0))[0];
  if (longest) await later(tools, job, issue, longest);
}

/** Makes one change and writes down how it went; gives what to wait for when Sentry has no time. */
async function attempt(
  tools: Tools,
  job: Job<"write_back">,
  issue: Issue,
  change: Change,
  dryRun: boolean,
): Promise<Busy | undefined> {
  const { kind, value } = change;
  const settle = (outcome: Omit<Parameters<typeof settleWrite>[3], "kind" | "value">): Promise<void> =>
    settleWrite(tools.db, issue, job.verdict, { kind, value, ...outcome }, tools.clock());
  if (change.skipped !== undefined) {
    await settle({ state: "skipped", error: change.skipped });
    return undefined;
  }
  if (dryRun) {
    await settle({ state: "dry-run" });
    return undefined;
  }
  try {
    await settle({ state: "done", externalId: await writeChange(tools, issue, change) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error instanceof Busy && job.attempt < mostAttempts) return error;
    tools.notice("warn", "write_back", { issue: issue.sentryIssueId, kind, err: error }, "a verdict was not written to Sentry");
    await settle({ state: "failed", error: error.message });
  }
  return undefined;
}

async function later(tools: Tools, job: Job<"write_back">, issue: Issue, { afterMs = 0 }: Busy): Promise<void> {
  const backOff = Math.min(2 ** job.attempt, 300);
  const options = {
    startAfterSeconds: Math.max(backOff, Math.ceil(afterMs / 1000)),
    priority: urgency(issue.severityRank, tools.clock()),
  };
  await transaction(tools.db, (tx) => tools.queue.send(tx, "write_back", { ...job, attempt: job.attempt + 1 }, options));
}

import { transaction } from "#lib/db/client.ts";
import { holdIssue } from "#lib/db/record-correction.ts";
import { noteOnIssue, recordIssue } from "#lib/db/record-issue.ts";
import { dropEmptyReport, reportById } from "#lib/db/record-report.ts";
import { BadInput, Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import type { Job } from "#lib/queue/queue.ts";
import type { SentryClient } from "#lib/sentry/client.ts";
import { judgeAgain } from "./judge-again.ts";
import { record } from "./record.ts";
import { tellStatus } from "./tell.ts";
import type { Tools } from "./tools.ts";
import { shownFacts } from "./triage.ts";
import { understand } from "./verdict.ts";

/** Seconds to wait before each further attempt: an event is often missing for a while after its issue was created. */
const waits = [2, 5, 15, 60, 300, 900] as const;

const gaveUp = (error: Error): string =>
  `The latest event could not be read from Sentry: ${error.message}. The verdict stands on the issue's title.`;

const noOrganisation =
  "The latest event could not be read: Verdict does not know your Sentry organisation. Set SENTRY_ORG to its slug.";

/** When to try again, in seconds; null when trying again cannot help. */
function againAfter(error: unknown, attempt: number): number | null {
  const wait = waits[attempt - 1];
  if (wait === undefined) return null;
  if (error instanceof Busy) return Math.max(wait, Math.ceil((error.afterMs ?? 0) / 1000));
  return error instanceof NotFound ? wait : null;
}

/** Reads what an `issue.*` did not carry: the issue as it stands, and its newest event, which may revise the verdict. */
export async function fetchEvent(tools: Tools, job: Job<"fetch">): Promise<void> {
  const installation = tools.installations.get(job.installation);
  const client = tools.sentry(job.installation);
  if (!installation || !client) return;
  const issue = await tools.db.issue.findUnique({
    where: { installationId_sentryIssueId: { installationId: job.installation, sentryIssueId: job.issue } },
  });
  const org = issue?.organisation ?? installation.organisation;
  if (!issue) return;
  if (!org) return noteOnIssue(tools.db, job.installation, job.issue, noOrganisation);
  try {
    if (job.settle) await settle(tools, client, org, job);
    if (job.report) await fill(tools, client, org, job, job.report);
    if (issue.note && job.report) await noteOnIssue(tools.db, job.installation, job.issue, null);
  } catch (error) {
    if (!(error instanceof Busy || error instanceof NotFound || error instanceof ConfigurationError || error instanceof BadInput))
      throw error;
    await later(tools, job, error);
  }
}

async function later(tools: Tools, job: Job<"fetch">, error: Error): Promise<void> {
  const wait = againAfter(error, job.attempt);
  tools.notice(
    wait === null ? "warn" : "debug",
    "fetch",
    { issue: job.issue, attempt: job.attempt, err: error },
    "an event could not be read from Sentry",
  );
  await transaction(tools.db, async (tx) => {
    if (wait === null) await noteOnIssue(tx, job.installation, job.issue, gaveUp(error));
    else await tools.queue.send(tx, "fetch", { ...job, attempt: job.attempt + 1 }, { startAfterSeconds: wait });
  });
}

/** The issue as Sentry has it now settles what deliveries out of order left open. */
async function settle(tools: Tools, client: SentryClient, org: string, { installation, issue }: Job<"fetch">): Promise<void> {
  const asked = tools.clock(); // what is told while the answer is on its way is newer
  const { facts } = await client.issue(org, issue);
  const shown = shownFacts(
    { ...facts, sentryIssueId: issue },
    tools.installations.get(installation)?.baseUrl ?? tools.settings.SENTRY_BASE_URL,
  );
  await transaction(tools.db, async (tx) => {
    const told = { installationId: installation, facts: shown, environment: null, receivedAt: asked, setsStatus: true };
    await tellStatus(tools, tx, await recordIssue(tx, told));
  });
}

/** Puts the newest event into the report that waits for it; an event that an older report has takes that report's place. */
async function fill(
  tools: Tools,
  client: SentryClient,
  org: string,
  { installation, issue, delivery, answers }: Job<"fetch">,
  reportId: string,
): Promise<void> {
  const waiting = await reportById(tools.db, reportId);
  if (!waiting || waiting.eventId !== null) return; // a delivery brought the event
  const { report, issue: told } = await client.latestEvent(org, issue);
  if (report.eventId === null) throw new NotFound("Sentry's answer holds no event");
  if (!told) throw new BadInput("Sentry's answer does not say which issue its event belongs to");
  const { users, events, escalating, regressed } = waiting.data;
  const understood = understand({
    ...report,
    users: report.users ?? users,
    events: report.events ?? events,
    escalating,
    regressed,
  });
  const baseUrl = tools.installations.get(installation)?.baseUrl ?? tools.settings.SENTRY_BASE_URL;
  await transaction(tools.db, async (tx) => {
    const facts = shownFacts({ ...told, sentryIssueId: issue, title: null }, baseUrl); // the webhook's title is whole, an event's may be cut
    const fetched = { facts, understood, receivedAt: tools.clock(), setsStatus: false, joinWithinMs: null, answers };
    const { kept } = await record(tools, tx, { installationId: installation, ...fetched });
    if (kept.id === reportId) return;
    await dropEmptyReport(tx, reportId, kept.id, delivery);
    const held = await holdIssue(tx, issue, installation);
    if (held) await judgeAgain(tools, tx, held, null);
  });
}

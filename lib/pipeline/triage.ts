import { transaction } from "#lib/db/client.ts";
import { type DeliveryRow, deliveryFailed, finishDelivery, openDelivery } from "#lib/db/record-delivery.ts";
import { noteOnIssue } from "#lib/db/record-issue.ts";
import type { IssueFacts } from "#lib/model/issue.ts";
import type { Report } from "#lib/model/report.ts";
import { unseal } from "#lib/outside/seal.ts";
import type { Job } from "#lib/queue/queue.ts";
import { redactText } from "#lib/report/redact.ts";
import { disposition, type Envelope, eventOf, readEnvelope } from "#lib/sentry/envelope.ts";
import { parseBody } from "#lib/sentry/json.ts";
import { safeSentryUrl } from "#lib/sentry/links.ts";
import { bounded } from "#lib/sentry/reshape/bound.ts";
import { eventToReport } from "#lib/sentry/reshape/event.ts";
import { issueToFacts, issueToReport } from "#lib/sentry/reshape/issue.ts";
import { record } from "./record.ts";
import type { Tools } from "./tools.ts";
import { understand } from "./verdict.ts";
import { isOwnEcho } from "./write-back.ts";

const tenMinutesMs = 600_000;
/** Of these an issue tells that its error happened; of the others only that somebody did something about it. */
const occurs = new Set(["created", "unresolved", "triggered"]);

interface Said {
  facts: IssueFacts;
  report: Report;
  setsStatus: boolean;
  joinWithinMs: number | null;
}

/** What a delivery says, or null when it is kept without making a report. */
function say(envelope: Envelope, row: DeliveryRow): Said | null {
  const what = disposition(envelope);
  if (what === "event") {
    const { report, issue } = eventToReport(eventOf(envelope));
    const facts = issue ?? factsWithoutIssue(report, row.id);
    return { facts, report, setsStatus: false, joinWithinMs: null };
  }
  const facts = what === "issue" ? issueToFacts(envelope.data.issue) : null;
  if (!facts) return null;
  const happened = occurs.has(envelope.action);
  return {
    facts,
    report: issueToReport(envelope.data.issue),
    setsStatus: envelope.action !== "created",
    joinWithinMs: happened ? tenMinutesMs : null,
  };
}

/** An event that names no issue stands for itself. */
function factsWithoutIssue(report: Report, delivery: string): IssueFacts {
  const title = bounded([report.exceptionType, report.message].filter(Boolean).join(": "), 300) || null;
  const unsaid = {
    shortId: null,
    projectId: null,
    organisation: null,
    status: null,
    substatus: null,
    url: null,
    assignee: null,
    firstSeen: null,
  };
  const { culprit, project, level, platform, events, users, unhandled, occurredAt } = report;
  return {
    ...unsaid,
    sentryIssueId: `event-${report.eventId ?? delivery}`,
    title,
    culprit,
    project,
    level,
    platform,
    events,
    users,
    unhandled,
    lastSeen: occurredAt,
  };
}

/** Facts as they may be shown: redacted, and with a link only to Sentry itself. */
export const shownFacts = (facts: IssueFacts, baseUrl: string): IssueFacts => ({
  ...facts,
  title: facts.title === null ? null : redactText(facts.title),
  culprit: facts.culprit === null ? null : redactText(facts.culprit),
  project: facts.project === null ? null : redactText(facts.project),
  url: safeSentryUrl(facts.url, baseUrl),
});

const noToken =
  "Verdict has no Sentry token, so the stack trace could not be read: paste one with the permission event:read under Settings, Sentry, with your organisation’s slug (or set SENTRY_AUTH_TOKEN and SENTRY_ORG).";

/** Turns one delivery into a report with a verdict; whatever was done already is not done again. */
export async function triage(tools: Tools, { delivery }: Job<"triage">): Promise<void> {
  const row = await openDelivery(tools.db, delivery);
  if (!row) return; // finished by an earlier attempt
  await tools.fault("claim.after_commit");
  const body = parseBody(new TextDecoder().decode(unseal(tools.sealKeys, row.sealed, `delivery:${row.id}`)));
  const envelope = readEnvelope(body, row.resource);
  if (!envelope.ok) return deliveryFailed(tools.db, row.id, envelope.reason, "parked");
  if (envelope.installationUuid) await tools.installations.learn(row.installationId, envelope.installationUuid);

  const said = say(envelope, row);
  if (!said || (await isOwnEcho(tools, row, envelope))) return finishDelivery(tools.db, row.id, null, tools.clock());
  const installation = tools.installations.get(row.installationId);
  const facts = shownFacts(said.facts, installation?.baseUrl ?? tools.settings.SENTRY_BASE_URL);
  const understood = understand(said.report);
  const answers = { uuid: envelope.installationUuid, bySentry: envelope.actor?.id === "sentry" };

  await transaction(tools.db, async (tx) => {
    const told = { ...said, facts, understood, installationId: row.installationId, receivedAt: row.receivedAt, answers };
    const { issue, kept } = await record(tools, tx, told);
    await finishDelivery(tx, row.id, kept.id, tools.clock());
    if (issue.note && said.report.eventId !== null) await noteOnIssue(tx, row.installationId, issue.sentryIssueId, null);
    const wantsEvent = said.report.eventId === null && kept.isNew;
    if (wantsEvent && !installation?.token) await noteOnIssue(tx, row.installationId, issue.sentryIssueId, noToken);
    if ((wantsEvent || said.setsStatus) && installation?.token) {
      await tools.queue.send(tx, "fetch", {
        installation: row.installationId,
        issue: issue.sentryIssueId,
        delivery: row.id,
        report: wantsEvent ? kept.id : null,
        settle: said.setsStatus,
        attempt: 1,
        answers,
      });
    }
    await tools.fault("save.before_commit");
  });
  await tools.fault("save.after_commit");
}

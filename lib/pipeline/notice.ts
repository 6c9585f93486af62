import { v7 as uuidv7 } from "uuid";
import { type MessageFacts, standingOf } from "#lib/db/message-facts.ts";
import words from "#lib/i18n/notice/en.json" with { type: "json" };
import { IncidentState, Reason } from "#lib/model/incident.ts";
import type { Notice } from "#lib/model/notice.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { safeSentryUrl } from "#lib/sentry/links.ts";

/** What a channel is sent when somebody asks whether it works. */
export const testNotice = (now: Date, publicUrl: string): Notice => ({
  ...blank,
  id: uuidv7(),
  kind: "test",
  severity: "info",
  line: words.test.line,
  rootCause: words.test.why,
  fix: words.test.fix,
  openedAt: now.toISOString(),
  links: { ...blank.links, incident: publicUrl },
});

const blank = {
  reason: "first",
  incident: null,
  state: "open",
  stateBy: null,
  type: null,
  category: null,
  rootCause: null,
  fix: null,
  retry: null,
  confidence: null,
  provisional: false,
  users: null,
  events: null,
  issues: 0,
  project: null,
  environment: null,
  release: null,
  decidedBy: null,
  sentryIssueId: null,
  links: { issue: null, sentry: null, incident: null, silence: null, why: null },
} as const;

/** Where the links of a message lead. */
interface Places {
  publicUrl: string;
  /** The Sentry that the issue is of; null when it is not known. */
  sentryUrl: string | null;
}

function linksOf({ message, issue }: MessageFacts, { publicUrl, sentryUrl }: Places): Notice["links"] {
  const incident = message.incidentId && `${publicUrl}/incidents/${message.incidentId}`;
  const installation = encodeURIComponent(message.installationId);
  return {
    issue: issue && `${publicUrl}/issues/${encodeURIComponent(issue.sentryIssueId)}?installation=${installation}`,
    sentry: issue && sentryUrl && safeSentryUrl(issue.url, sentryUrl),
    incident,
    silence: issue && silenceLink(issue, publicUrl),
    why: incident && `${incident}#timeline`,
  };
}

/** The form of a silence, begun with what the errors have in common. */
function silenceLink({ signature, project }: NonNullable<MessageFacts["issue"]>, publicUrl: string): string | null {
  if (!signature || !word.test(signature)) return null;
  const query = `signature:${signature}${project && word.test(project) ? ` project:${project}` : ""}`;
  return `${publicUrl}/policies?silence=${encodeURIComponent(query)}`;
}

const word = /^[a-z0-9][\w-]{0,99}$/i;

function verdictPart(facts: MessageFacts): Partial<Notice> {
  const verdict = standingOf(facts);
  if (!verdict) return {};
  return {
    category: verdict.category,
    rootCause: verdict.root_cause,
    fix: verdict.fix_suggestion,
    retry: { should: verdict.should_retry, afterSeconds: verdict.retry_after_seconds },
    confidence: verdict.confidence,
    provisional: verdict.provisional || verdict.confidence < (facts.confidenceFloor ?? 0),
    decidedBy: { tier: verdict.tier, model: verdict.model },
  };
}

/** What is said of the incident, or of the issue where that is worse: another error of the issue may be milder. */
function severityIn(facts: MessageFacts): Severity {
  const standing = standingOf(facts)?.severity;
  const ranks = [facts.incident?.severityRank ?? null, standing ? severityRank(standing) : (facts.issue?.severityRank ?? null)];
  return severities[Math.min(...ranks.filter((rank) => rank !== null))] ?? "medium";
}

/** What a message says now: of its incident, the issue and the verdict that stands. */
export function noticeOf(facts: MessageFacts, places: Places): Notice {
  const { message, incident, issue, report, members } = facts;
  const subject = incident?.subject;
  const state = IncidentState.parse(incident?.state ?? "open");
  const stateBy = state === "resolved" ? incident?.resolvedBy : state === "acknowledged" ? incident?.acknowledgedBy : null;
  return {
    ...blank,
    id: message.id,
    kind: issue ? "alert" : "system",
    reason: Reason.parse(message.reason),
    incident: message.incidentId,
    state,
    stateBy: stateBy ?? null,
    severity: severityIn(facts),
    type: report?.exceptionType ?? subject?.type ?? null,
    line: firstLine(report?.message || subject?.message || issue?.title || ""),
    category: subject?.category ?? null,
    ...verdictPart(facts),
    users: members.users ?? subject?.users ?? null,
    events: members.events ?? subject?.events ?? null,
    issues: members.issues,
    project: issue?.project ?? subject?.project ?? null,
    environment: report?.environment ?? subject?.environment ?? issue?.environment ?? null,
    release: report?.release ?? subject?.release ?? null,
    sentryIssueId: issue?.sentryIssueId ?? null,
    openedAt: (incident?.openedAt ?? message.createdAt).toISOString(),
    links: linksOf(facts, places),
  };
}

const firstLine = (text: string): string =>
  text
    .trimStart()
    .split(/[\r\n\u2028\u2029]/, 1)[0]
    ?.trim() ?? "";

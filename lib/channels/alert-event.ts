import { AlertEvent } from "#lib/model/alert-event.ts";
import type { Notice } from "#lib/model/notice.ts";
import { cut, oneLine } from "./text.ts";
import { plainText, wordsFor } from "./wording.ts";

/** Whatever it is told for: the first that a receiver hears of an incident opens it there. */
function typeOf({ kind, state, reason, thread }: Notice, isEdit: boolean): AlertEvent["type"] {
  if (kind === "test" || kind === "digest") return kind;
  if (state === "resolved" || reason === "resolved") return "incident.resolved";
  return thread === null && !isEdit ? "incident.opened" : "incident.updated";
}

const short = (text: string | null): string | null => text && oneLine(text, 500);

function digestOf({ digest }: Notice): AlertEvent["digest"] {
  if (!digest) return null;
  const { channel, from, until, late, bundle, total } = digest;
  const groups = digest.groups.map(({ title, worst, lines, more }) => ({
    title: oneLine(title, 200),
    severity: worst,
    lines: lines.map(({ type, line, project, ...same }) => ({
      ...same,
      exception_type: short(type),
      message: oneLine(line, 500),
      project: short(project),
    })),
    more,
  }));
  return { channel: oneLine(channel, 200), from, until, late, bundle, total, groups };
}

const endedOf = ({ endedSilence }: Notice): AlertEvent["ended_silence"] =>
  endedSilence && { ...endedSilence, match: oneLine(endedSilence.match, 2000), reason: oneLine(endedSilence.reason, 500) };

/** A notice as other programs read it; an edit tells what became of what was posted. */
export function alertEvent(notice: Notice, now: Date, isEdit = false): AlertEvent {
  const { retry, decidedBy } = notice;
  return AlertEvent.parse({
    version: 1,
    type: typeOf(notice, isEdit),
    id: notice.id,
    timestamp: now.toISOString(),
    subject: notice.kind === "alert" || notice.kind === "digest" ? "error" : "verdict",
    reason: notice.reason,
    urgency: notice.urgency,
    step: notice.step,
    incident: notice.incident,
    state: notice.state,
    state_by: short(notice.stateBy),
    opened_at: notice.openedAt,
    ended_silence: endedOf(notice),
    unreached_policy: short(notice.unreached),
    severity: notice.severity,
    exception_type: short(notice.type),
    message: oneLine(notice.line, 2000),
    category: notice.category,
    root_cause: notice.rootCause && oneLine(notice.rootCause, 1000),
    fix_suggestion: notice.fix && oneLine(notice.fix, 1000),
    should_retry: retry?.should ?? null,
    retry_after_seconds: retry?.afterSeconds ?? null,
    confidence: notice.confidence,
    provisional: notice.provisional,
    users: notice.users,
    events: notice.events,
    issues: notice.issues,
    project: short(notice.project),
    environment: short(notice.environment),
    release: short(notice.release),
    tier: decidedBy?.tier ?? null,
    model: short(decidedBy?.model ?? null),
    sentry_issue_id: short(notice.sentryIssueId),
    digest: digestOf(notice),
    links: notice.links,
    text: cut(plainText(wordsFor(notice)), 8000),
  });
}

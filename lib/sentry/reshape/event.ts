import { z } from "zod";
import type { IssueFacts } from "#lib/model/issue.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import { issueIn, issuePage, organisationIn, projectIn } from "../links.ts";
import { bound, boundFacts } from "./bound.ts";
import { breadcrumbsOf } from "./breadcrumb.ts";
import { bestFrames, type Thrown, thrownOf, toCause } from "./exception.ts";
import { toldBy } from "./issue.ts";
import { llmOf } from "./llm.ts";
import { ownJudgement, recordedOf, serviceOf } from "./surroundings.ts";
import { tagsOf } from "./tags.ts";
import { identifier, instant, object, objectOrNull, objects, text } from "./wire.ts";

const textOr = (key: string) =>
  z
    .unknown()
    .optional()
    .transform((value) => text.parse(objectOrNull.parse(value)?.[key] ?? value));

const wire = z.object({
  event_id: identifier,
  eventID: identifier,
  title: text,
  type: text,
  message: z.unknown().optional(),
  logentry: z.unknown().optional(),
  metadata: object.pipe(z.object({ type: text, value: text, title: text })),
  culprit: text,
  platform: text,
  level: text,
  environment: text,
  release: textOr("version"),
  transaction: text,
  datetime: instant,
  timestamp: instant,
  dateCreated: instant,
  received: instant,
  project: identifier,
  projectID: identifier,
  project_slug: text,
  url: text,
  web_url: text,
  issue_url: text,
  contexts: object,
  extra: object,
  context: object,
});
type Wire = z.infer<typeof wire>;

/** The report an event makes, and what the event says of its issue; null when it does not say which. */
export type Reshaped = { report: Report; issue: IssueFacts | null };

/** Reads events as webhooks carry them (snake_case) and as the API answers them (camelCase, `entries`). Any JSON value yields a report. */
export function eventToReport(event: unknown, project: string | null = null): Reshaped {
  const flat = withEntries(object.parse(event));
  const raw = wire.parse(flat);
  const report = bound(toReport(raw, flat, project ?? raw.project_slug ?? projectIn(raw.url)));
  const id = issueIdOfEvent(flat);
  return { report, issue: id === null ? null : boundFacts(toFacts(id, raw, report)) };
}

/** The issue an event belongs to, as webhooks (`issue_id`, `issue_url`) and the API (`groupID`) name it. */
export function issueIdOfEvent(event: Record<string, unknown>): string | null {
  return (
    identifier.parse(event.issue_id) ?? identifier.parse(event.groupID) ?? issueIn(event.issue_url) ?? issueIn(event.web_url)
  );
}

/** Whether an event is one of this very deployment, which alone knows the mark: its errors must not come back as work. */
export const isSelf = (event: unknown, mark: string): boolean => tagsOf(object.parse(event).tags)["verdict.self"] === mark;

const lifted = new Map<unknown, string>([
  ["exception", "exception"],
  ["message", "logentry"],
  ["threads", "threads"],
  ["stacktrace", "stacktrace"],
  ["breadcrumbs", "breadcrumbs"],
]);

/** The API's `entries` under the names that webhooks use for them. */
function withEntries(event: Record<string, unknown>): Record<string, unknown> {
  const entries = objects.parse(event.entries).map(({ type, data }) => [lifted.get(type), data] as const);
  return { ...event, ...Object.fromEntries(entries.filter(([name]) => name !== undefined)) };
}

function toReport(raw: Wire, flat: Record<string, unknown>, project: string | null): Report {
  const thrown = thrownOf(flat.exception);
  const extra = { ...raw.context, ...raw.extra };
  const tags = { ...tagsOf(flat.tags), ...ownJudgement(raw.contexts) };
  const { llm, response } = llmOf({ contexts: raw.contexts, extra, tags });
  const { service, region, version } = serviceOf({ contexts: raw.contexts, extra, tags });
  return {
    ...emptyReport,
    eventId: raw.event_id ?? raw.eventID,
    ...toldIn(thrown[0], raw),
    chain: [...thrown.slice(1).map(toCause), ...(response === null ? [] : [{ type: "", value: response }])],
    frames: bestFrames(thrown, flat.stacktrace, flat.threads),
    breadcrumbs: breadcrumbsOf(flat.breadcrumbs),
    llm,
    ...recordedOf({ llm, contexts: raw.contexts, tags, thrown: thrown[0] }),
    platform: raw.platform,
    level: raw.level ?? tags.level ?? null,
    environment: raw.environment ?? tags.environment ?? null,
    release: raw.release ?? tags.release ?? version,
    project,
    transaction: raw.transaction ?? tags.transaction ?? null,
    service,
    region,
    culprit: raw.culprit,
    unhandled: unhandledOf(thrown, tags),
    occurredAt: raw.datetime ?? raw.timestamp ?? raw.dateCreated ?? raw.received,
    tags,
  };
}

const logged = z
  .unknown()
  .optional()
  .transform((value) => {
    const { formatted, message } = object.parse(value);
    return text.parse(formatted) ?? text.parse(message) ?? text.parse(value);
  });

/** The error's own words, else what was logged, else Sentry's summary of it. */
function toldIn(thrown: Thrown | undefined, raw: Wire): Pick<Report, "exceptionType" | "message"> {
  const log = logged.parse(raw.logentry) ?? logged.parse(raw.message);
  const summary = toldBy(raw.metadata, raw.title, raw.type);
  if (!thrown) return log === null ? summary : { exceptionType: raw.metadata.type, message: log };
  return { exceptionType: thrown.type ?? summary.exceptionType, message: thrown.value ?? log ?? summary.message };
}

function unhandledOf(thrown: readonly Thrown[], tags: Record<string, string>): boolean | null {
  const handled = thrown.map((error) => error.handled);
  if (handled.includes(false)) return true;
  if (handled.includes(true)) return false;
  return tags.handled === "no" ? true : tags.handled === "yes" ? false : null;
}

function toFacts(sentryIssueId: string, raw: Wire, report: Report): IssueFacts {
  return {
    sentryIssueId,
    shortId: null,
    title: raw.title,
    culprit: raw.culprit,
    project: report.project,
    projectId: raw.project ?? raw.projectID,
    organisation: organisationIn(raw.issue_url) ?? organisationIn(raw.url) ?? organisationIn(raw.web_url),
    status: null,
    substatus: null,
    level: report.level,
    platform: raw.platform,
    url: issuePage(raw.web_url),
    assignee: null,
    events: null,
    users: null,
    firstSeen: null,
    lastSeen: report.occurredAt,
    unhandled: report.unhandled,
  };
}

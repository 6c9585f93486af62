import { z } from "zod";
import type { IssueFacts, IssueStatus } from "#lib/model/issue.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import { issuePage, organisationIn } from "../links.ts";
import { bound, boundFacts } from "./bound.ts";
import { count, flag, identifier, instant, object, text } from "./wire.ts";

const person = object.pipe(z.object({ type: text, id: identifier, name: text, email: text }));

const wire = z.object({
  id: identifier,
  shortId: text,
  title: text,
  culprit: text,
  type: text,
  status: text,
  substatus: text,
  level: text,
  platform: text,
  url: text,
  web_url: text,
  permalink: text,
  project: object.pipe(z.object({ id: identifier, slug: text, name: text })),
  metadata: object.pipe(z.object({ type: text, value: text, title: text })),
  assignedTo: person,
  count: count,
  userCount: count,
  firstSeen: instant,
  lastSeen: instant,
  isUnhandled: flag,
});

const statuses = new Map<string | null, IssueStatus>([
  ["unresolved", "unresolved"],
  ["resolved", "resolved"],
  ["ignored", "ignored"],
  ["archived", "ignored"],
  ["muted", "ignored"],
]);

/** What `data.issue` of a webhook or an issue of the API says; null when it does not say which issue it is. */
export function issueToFacts(issue: unknown): IssueFacts | null {
  const raw = wire.parse(object.parse(issue));
  return raw.id === null ? null : boundFacts({ sentryIssueId: raw.id, ...factsOf(raw) });
}

function factsOf(raw: z.infer<typeof wire>): Omit<IssueFacts, "sentryIssueId"> {
  const { project, assignedTo } = raw;
  return {
    shortId: raw.shortId,
    title: raw.title,
    culprit: raw.culprit,
    project: project.slug ?? project.name,
    projectId: project.id,
    organisation: organisationIn(raw.url) ?? organisationIn(raw.permalink) ?? organisationIn(raw.web_url),
    status: statuses.get(raw.status) ?? null,
    substatus: raw.substatus,
    level: raw.level,
    platform: raw.platform,
    url: issuePage(raw.permalink) ?? issuePage(raw.web_url),
    assignee: assignedTo.name ?? assignedTo.email ?? assignedTo.id,
    events: raw.count,
    users: raw.userCount,
    firstSeen: raw.firstSeen,
    lastSeen: raw.lastSeen,
    unhandled: raw.isUnhandled,
  };
}

/** What an issue says of its error in itself, without any of its events. */
export function issueToReport(issue: unknown): Report {
  const raw = wire.parse(object.parse(issue));
  const facts = factsOf(raw);
  return bound({
    ...emptyReport,
    ...toldBy(raw.metadata, raw.title, raw.type),
    platform: facts.platform,
    level: facts.level,
    project: facts.project,
    culprit: facts.culprit,
    unhandled: facts.unhandled,
    users: facts.users,
    events: facts.events,
    escalating: facts.substatus === "escalating",
    regressed: facts.substatus === "regressed",
    occurredAt: facts.lastSeen ?? facts.firstSeen,
  });
}

type Told = { exceptionType: string | null; message: string };

/** Type and message as Sentry's own summary has them: the metadata of an error, else heading and detail, else the title. */
export function toldBy(
  metadata: { type: string | null; value: string | null; title: string | null },
  title: string | null,
  kind: string | null,
): Told {
  const { type, value, title: heading } = metadata;
  if (type !== null) return { exceptionType: type, message: value ?? splitTitle(title, "error").message };
  if (value === null) return splitTitle(title ?? heading, kind);
  return { exceptionType: null, message: [heading ?? title, value].filter((part) => part !== null).join(": ") };
}

const typed = /^(?<type>[*\p{L}_$][\p{L}\p{N}_$.:\\]{0,118}): (?<value>.+)$/su;

/** Sentry titles an error "Type: value"; what is no error keeps its title whole. */
function splitTitle(title: string | null, kind: string | null): Told {
  const { type, value } = (kind === null || kind === "error") && title !== null ? (typed.exec(title)?.groups ?? {}) : {};
  return type && value && /\p{Lu}/u.test(type)
    ? { exceptionType: type, message: value }
    : { exceptionType: null, message: title ?? "" };
}

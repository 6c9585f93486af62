import type { MessageFacts } from "#lib/db/message-facts.ts";
import type { Notice } from "#lib/model/notice.ts";
import { safeSentryUrl } from "#lib/sentry/links.ts";

/** Where the links of a message lead. */
export interface Places {
  publicUrl: string;
  /** The Sentry that the issue is of; null when it is not known. */
  sentryUrl: string | null;
}

const word = /^[a-z0-9][\w-]{0,99}$/i;

/** The query of a silence: what the errors of an issue have in common; null when that cannot be said. */
export function silenceQuery({ signature, project }: NonNullable<MessageFacts["issue"]>): string | null {
  if (!signature || !word.test(signature)) return null;
  return `signature:${signature}${project && word.test(project) ? ` project:${project}` : ""}`;
}

/** The form of a silence, begun. */
function silenceLink(issue: NonNullable<MessageFacts["issue"]>, publicUrl: string): string | null {
  const query = silenceQuery(issue);
  return query && `${publicUrl}/policies?silence=${encodeURIComponent(query)}`;
}

export function linksOf({ message, incident, issue }: MessageFacts, { publicUrl, sentryUrl }: Places): Notice["links"] {
  const page = message.incidentId && `${publicUrl}/incidents/${message.incidentId}`;
  const installation = encodeURIComponent(message.installationId);
  const isOver = incident?.state === "resolved";
  return {
    issue: issue && `${publicUrl}/issues/${encodeURIComponent(issue.sentryIssueId)}?installation=${installation}`,
    sentry: issue && sentryUrl && safeSentryUrl(issue.url, sentryUrl),
    incident: page,
    acknowledge: incident?.state === "open" ? `${page}#acknowledge` : null,
    silence: issue && !isOver ? silenceLink(issue, publicUrl) : null,
    why: page && `${page}#timeline`,
  };
}

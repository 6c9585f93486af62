import type { Subject } from "#lib/model/subject.ts";
import { parseQuery } from "./parse.ts";
import { writeValue } from "./quote.ts";

interface Spoken {
  /** What its errors have in common; without fields each issue is an incident of its own. */
  group: Readonly<Record<string, string | null>>;
  subject: Pick<Subject, "project" | "environment" | "signature">;
  /** Whether it is about errors, and not about a provider, a budget or Verdict itself. */
  isOfErrors: boolean;
}

const ofProviders = "(signal:provider_outage OR signal:provider_refused)";

/** So long that as many as a group has fields fit into a query. */
const mostTerm = 200;

function said(field: string, value: string, most = mostTerm): string[] {
  const term = `${field}:${writeValue(value)}`;
  return term.length <= most && parseQuery(term).ok ? [term] : [];
}

/**
 * The query that matches errors like those of an incident, and no wider ones; of one about a provider itself, only what is said of the
 * provider.
 */
export function incidentQuery({ group, subject, isOfErrors }: Spoken): string {
  const { project, environment, signature } = subject;
  const isOfProvider = !isOfErrors && Boolean(group["llm.provider"]);
  const fields = Object.entries(Object.keys(group).length > 0 ? group : { project, environment, signature });
  const known = fields.flatMap(([field, value]) => (value ? [{ field, value }] : []));
  const terms = known.flatMap(({ field, value }) => said(field, value));
  const unknown = isOfErrors ? fields.flatMap(([field, value]) => (value ? [] : [`-${field}:*`])) : [];
  const isExact = isOfProvider || (isOfErrors && terms.length === known.length);
  const own = isExact ? [] : signature ? said("signature", signature, Number.POSITIVE_INFINITY) : ["-signature:*"];
  return [...(isOfProvider ? [ofProviders] : []), ...new Set([...terms, ...unknown, ...own])].join(" ");
}

import type { IncidentSummary } from "#lib/model/incident.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { writeValue } from "#lib/query/quote.ts";

type Grouped = Pick<IncidentSummary, "group" | "project" | "environment">;

/** What the members have in common, said in a line, a category as the preset calls it: a signature tells a reader nothing, so it is left out. */
export function groupLine({ group, project, environment }: Grouped, names: CategoryNames | null = null): string {
  const called: Readonly<Record<string, string>> = names ?? {};
  const said = (field: string, value: string): string => (field === "category" && called[value]) || value;
  const shared = Object.entries(group).flatMap(([field, value]) => (field === "signature" || !value ? [] : [said(field, value)]));
  return (shared.length > 0 ? shared : [project, environment].flatMap((part) => part ?? [])).join(" · ");
}

const ofProviders = "(signal:provider_outage OR signal:provider_refused)";

/** The query that matches errors like the incident's; of one about a provider itself, only what is said of the provider. */
export function groupQuery({ group, project, environment, members }: Grouped & Pick<IncidentSummary, "members">): string {
  const parts = Object.entries(Object.keys(group).length > 0 ? group : { project, environment });
  const shared = parts.flatMap(([field, value]) => (value ? [`${field}:${writeValue(value)}`] : []));
  const isOfProvider = members.length === 0 && Boolean(group["llm.provider"]);
  return [...(isOfProvider ? [ofProviders] : []), ...shared].join(" ");
}

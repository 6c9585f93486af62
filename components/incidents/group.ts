import type { IncidentSummary } from "#lib/model/incident.ts";
import { writeValue } from "#lib/query/quote.ts";

type Grouped = Pick<IncidentSummary, "group" | "project" | "environment">;

/** What the members have in common, said in a line: a signature tells a reader nothing, so it is left out. */
export function groupLine({ group, project, environment }: Grouped): string {
  const shared = Object.entries(group).flatMap(([field, value]) => (field === "signature" || !value ? [] : [value]));
  return (shared.length > 0 ? shared : [project, environment].flatMap((part) => part ?? [])).join(" · ");
}

/** The query that matches errors like the incident's. */
export function groupQuery({ group, project, environment }: Grouped): string {
  const parts = Object.entries(Object.keys(group).length > 0 ? group : { project, environment });
  return parts.flatMap(([field, value]) => (value ? [`${field}:${writeValue(value)}`] : [])).join(" ");
}

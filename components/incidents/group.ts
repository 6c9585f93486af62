import type { IncidentSummary } from "#lib/model/incident.ts";
import type { CategoryNames } from "#lib/model/preset.ts";

type Grouped = Pick<IncidentSummary, "group" | "project" | "environment">;

/** What the members have in common, said in a line, a category as the preset calls it: a signature tells a reader nothing, so it is left out. */
export function groupLine({ group, project, environment }: Grouped, names: CategoryNames | null = null): string {
  const called: Readonly<Record<string, string>> = names ?? {};
  const said = (field: string, value: string): string => (field === "category" && called[value]) || value;
  const shared = Object.entries(group).flatMap(([field, value]) => (field === "signature" || !value ? [] : [said(field, value)]));
  return (shared.length > 0 ? shared : [project, environment].flatMap((part) => part ?? [])).join(" · ");
}

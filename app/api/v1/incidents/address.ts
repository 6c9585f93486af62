import type { Call } from "#app/api/door.ts";
import { named } from "#app/api/read.ts";
import type { Handled } from "#lib/pipeline/incidents.ts";

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export const incidentId = ({ params }: Pick<Call, "params">): string => named(uuid, params.id);

/** The incident of the address, and who does something with it. */
export const handled = (call: Call): Handled => ({
  incident: incidentId(call),
  by: { id: call.caller.id, name: call.caller.name },
});

import { door } from "#app/api/door.ts";
import { Nothing } from "#app/api/inputs.ts";
import { write } from "#app/api/write.ts";
import { resolveIncident } from "#lib/pipeline/incidents.ts";
import { handle } from "../../address.ts";

const answers = { done: { status: 200 } } as const;

/** `POST /api/v1/incidents/{id}/resolve`: it is over, whatever Sentry says of its issues. */
export const POST = door(
  "write",
  write(Nothing, answers.done, (call) => handle(call, (handled) => resolveIncident(call.tools, handled))),
);

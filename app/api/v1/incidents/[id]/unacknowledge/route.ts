import { door } from "#app/api/door.ts";
import { Nothing } from "#app/api/inputs.ts";
import { write } from "#app/api/write.ts";
import { unacknowledge } from "#lib/pipeline/incidents.ts";
import { handle } from "../../address.ts";

const answers = { done: { status: 200 } } as const;

/** `POST /api/v1/incidents/{id}/unacknowledge`: what was acknowledged is open again, and told from its ladder's beginning. */
export const POST = door(
  "write",
  write(Nothing, answers.done, (call) => handle(call, (handled) => unacknowledge(call.tools, handled))),
);

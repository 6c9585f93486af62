import { door } from "#app/api/door.ts";
import { SnoozeInput } from "#app/api/inputs.ts";
import { write } from "#app/api/write.ts";
import { snooze } from "#lib/pipeline/incidents.ts";
import { handle } from "../../address.ts";

const answers = { done: { status: 200 } } as const;

/** `POST /api/v1/incidents/{id}/snooze`: quiet for so long as `{"for": "1h"}` says. */
export const POST = door(
  "write",
  write(SnoozeInput, answers.done, (call, input) => handle(call, (handled) => snooze(call.tools, { ...handled, ...input }))),
);

import { door } from "#app/api/door.ts";
import { ReassignInput } from "#app/api/inputs.ts";
import { write } from "#app/api/write.ts";
import { reassignIncident } from "#lib/pipeline/incidents.ts";
import { handle } from "../../address.ts";

const answers = { done: { status: 200 } } as const;

/** `POST /api/v1/incidents/{id}/reassign`: hands it to the channels of `{"to": ["slack"]}`, which are told at once in place of its ladder's. */
export const POST = door(
  "write",
  write(ReassignInput, answers.done, (call, input) =>
    handle(call, (handled) => reassignIncident(call.tools, { ...handled, ...input })),
  ),
);

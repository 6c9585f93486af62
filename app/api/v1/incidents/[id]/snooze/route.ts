import { z } from "zod";
import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { Duration } from "#lib/model/policy.ts";
import { snooze } from "#lib/pipeline/incidents.ts";
import { handled } from "../../address.ts";

const answers = { done: { status: 200 } } as const;
const Input = z.strictObject({ for: Duration });

/** `POST /api/v1/incidents/{id}/snooze`: quiet for so long as `{"for": "1h"}` says. */
export const POST = door(
  "write",
  write(Input, answers.done, (call, input) => snooze(call.tools, { ...handled(call), ...input })),
);

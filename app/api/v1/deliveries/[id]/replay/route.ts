import { door } from "#app/api/door.ts";
import { Nothing } from "#app/api/inputs.ts";
import { rowId } from "#app/api/read.ts";
import { write } from "#app/api/write.ts";
import { replayDelivery } from "#lib/pipeline/replay.ts";

const answers = { waits: { status: 202 } } as const;

/** `POST /api/v1/deliveries/{id}/replay`: its work is done again. */
export const POST = door(
  "write",
  write(Nothing, answers.waits, ({ tools, caller, params }) => replayDelivery(tools, rowId(params), caller)),
);

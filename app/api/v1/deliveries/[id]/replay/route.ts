import { door } from "#app/api/door.ts";
import { Nothing } from "#app/api/inputs.ts";
import { named } from "#app/api/read.ts";
import { write } from "#app/api/write.ts";
import { replayDelivery } from "#lib/pipeline/replay.ts";

const answers = { waits: { status: 202 } } as const;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** `POST /api/v1/deliveries/{id}/replay`: its work is done again. */
export const POST = door(
  "write",
  write(Nothing, answers.waits, ({ tools, params }) => replayDelivery(tools, named(uuid, params.id))),
);

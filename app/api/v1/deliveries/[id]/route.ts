import { door } from "#app/api/door.ts";
import { rowId } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { getDelivery } from "#lib/db/deliveries.ts";
import { NotFound } from "#lib/model/errors.ts";

const answers = { found: { status: 200 } } as const;

/** `GET /api/v1/deliveries/{id}`. */
export const GET = door("read", async ({ tools, params }) => {
  const delivery = await getDelivery(tools.db, rowId(params));
  if (!delivery) throw new NotFound("There is no such delivery, or its retention is over.");
  return reply(answers.found, delivery);
});

import { door } from "#app/api/door.ts";
import { DeliveryQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listDeliveries } from "#lib/db/deliveries.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/deliveries`: what became of every webhook, newest first. */
export const GET = door("read", async ({ tools, request }) => {
  const { deliveries, nextCursor } = await listDeliveries(tools.db, readQuery(DeliveryQuery, request));
  return reply(answers.listed, { deliveries, next_cursor: nextCursor });
});

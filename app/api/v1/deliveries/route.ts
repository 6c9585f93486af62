import { door } from "#app/api/door.ts";
import { Page, readQuery, Word } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listDeliveries } from "#lib/db/deliveries.ts";
import { DeliveryState } from "#lib/model/arrival.ts";

const answers = { listed: { status: 200 } } as const;
const Query = Page.extend({ state: DeliveryState.optional(), resource: Word.optional() });

/** `GET /api/v1/deliveries`: what became of every webhook, newest first. */
export const GET = door("read", async ({ tools, request }) => {
  const { deliveries, nextCursor } = await listDeliveries(tools.db, readQuery(Query, request));
  return reply(answers.listed, { deliveries, next_cursor: nextCursor });
});

import { z } from "zod";
import { door } from "#app/api/door.ts";
import { Page, readQuery, Word } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listDecisions } from "#lib/db/decisions.ts";
import { Reason } from "#lib/model/incident.ts";

const answers = { listed: { status: 200 } } as const;
const Query = Page.extend({
  issue: Word.optional(),
  installation: Word.optional(),
  incident: z.uuid("must be an incident's id").optional(),
  reason: Reason.optional(),
});

/** `GET /api/v1/decisions`: what was made of every signal and why, the newest first. */
export const GET = door("read", async ({ tools, request }) => {
  const { decisions, nextCursor } = await listDecisions(tools.db, readQuery(Query, request));
  return reply(answers.listed, { decisions, next_cursor: nextCursor });
});

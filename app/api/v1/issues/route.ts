import { z } from "zod";
import { door } from "#app/api/door.ts";
import { Page, readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listIssues } from "#lib/db/issues.ts";

const answers = { listed: { status: 200 } } as const;
const Query = Page.extend({ query: z.never({ error: "cannot be used yet: leave it out" }).optional() });

/** `GET /api/v1/issues`: the most recently seen first. */
export const GET = door("read", async ({ tools, request }) => {
  const { issues, nextCursor } = await listIssues(tools.db, { sort: "last_seen", ...readQuery(Query, request) });
  return reply(answers.listed, { issues, next_cursor: nextCursor });
});

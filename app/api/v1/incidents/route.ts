import { door } from "#app/api/door.ts";
import { IncidentQuery } from "#app/api/inputs.ts";
import { readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listIncidents } from "#lib/db/incidents.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/incidents`: the newest first, of the states and severities asked for. */
export const GET = door("read", async ({ tools, request }) => {
  const { incidents, nextCursor } = await listIncidents(tools.db, readQuery(IncidentQuery, request));
  return reply(answers.listed, { incidents, next_cursor: nextCursor });
});

import { z } from "zod";
import { door } from "#app/api/door.ts";
import { Page, readQuery } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { listIncidents } from "#lib/db/incidents.ts";
import { IncidentState } from "#lib/model/incident.ts";
import { Severity } from "#lib/model/taxonomy.ts";

const answers = { listed: { status: 200 } } as const;

/** Words with commas between them. */
const some = <T extends string>(word: z.ZodType<T, string>) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(word));

const Query = Page.extend({ state: some(IncidentState).optional(), severity: some(Severity).optional() });

/** `GET /api/v1/incidents`: the newest first, of the states and severities asked for. */
export const GET = door("read", async ({ tools, request }) => {
  const { incidents, nextCursor } = await listIncidents(tools.db, readQuery(Query, request));
  return reply(answers.listed, { incidents, next_cursor: nextCursor });
});

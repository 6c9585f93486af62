import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import { NotFound } from "#lib/model/errors.ts";
import { incidentId } from "../address.ts";

const answers = { found: { status: 200 } } as const;

/** `GET /api/v1/incidents/{id}`: with its decisions, messages and issues. */
export const GET = door("read", async (call) => {
  const detail = await incidentDetail(call.tools.db, incidentId(call));
  if (!detail) throw new NotFound("There is no such incident.");
  return reply(answers.found, detail);
});

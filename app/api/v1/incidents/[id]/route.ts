import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { incidentAnswer } from "#lib/pipeline/incident-answer.ts";
import { incidentId } from "../address.ts";

const answers = { found: { status: 200 } } as const;

/** `GET /api/v1/incidents/{id}`: with its ladder, what was done with it, its decisions, messages and issues. */
export const GET = door("read", async (call) => reply(answers.found, await incidentAnswer(call.tools, incidentId(call))));

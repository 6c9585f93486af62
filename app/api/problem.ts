import { randomUUID } from "node:crypto";
import { type Answer, reply } from "#app/reply.ts";
import { isDatabaseFailure } from "#lib/db/failures.ts";
import { BadInput, Busy, Conflict, Forbidden, NotFound } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { Refused } from "./refused.ts";

const away = { status: 503, code: "away", headers: { "retry-after": "5" } } as const;

/** What the caller did, or must wait for; undefined when it is our fault. */
function answerTo(error: unknown): Answer | undefined {
  if (error instanceof Refused) return error.answer;
  if (error instanceof Conflict) return { status: 409, code: "conflict" };
  if (error instanceof BadInput) return { status: 400, code: "bad_request" };
  if (error instanceof NotFound) return { status: 404, code: "not_found" };
  if (error instanceof Forbidden) return { status: 403, code: "forbidden" };
  if (error instanceof Busy) return { ...away, headers: { "retry-after": String(Math.ceil((error.afterMs ?? 5000) / 1000)) } };
  return undefined;
}

/** Which fields of what was sent are wrong, where that is known. */
const placesOf = (error: Error): { errors?: readonly DocumentFault[] } =>
  error instanceof BadInput && error.faults.length > 0 ? { errors: error.faults } : {};

/** Ends every request with an answer: errors become problems, and those that are ours say no more than where to find them in the log. */
export async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const answer = answerTo(error);
    if (answer && error instanceof Error) return reply(answer, { detail: error.message, ...placesOf(error) });
    const request = randomUUID();
    tools().notice("error", "door", { request, err: error }, "a request failed");
    return reply(isDatabaseFailure(error) ? away : { status: 500, code: "internal" }, { request });
  }
}

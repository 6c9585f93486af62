import { type Call, door } from "#app/api/door.ts";
import { readBytes, readJson } from "#app/api/read.ts";
import { reply } from "#app/reply.ts";
import { readInput } from "#lib/model/read-input.ts";
import { ReplayInput } from "#lib/model/replay.ts";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import { replayStream } from "./stream.ts";

const answers = {
  replayed: { status: 200 },
  invalid: { status: 422, code: "invalid_policies" },
  left: { status: 499, code: "client_left" },
} as const;

async function replayed({ tools, request }: Call): Promise<Response> {
  const input = readInput(ReplayInput, readJson(await readBytes(request)));
  const wantsLines = /^\s*application\/x-ndjson\b/i.test(request.headers.get("accept") ?? "");
  try {
    if (wantsLines) return await replayStream(tools, input, request.signal);
    const done = await replayPolicies(tools, input, { signal: request.signal });
    if (done.ok) return reply(answers.replayed, done.replay);
    return reply(answers.invalid, {
      detail: "Nothing was replayed: the document is wrong in these places.",
      errors: done.errors,
    });
  } catch (error) {
    if (request.signal.aborted) return reply(answers.left);
    throw error;
  }
}

/**
 * `POST /api/v1/policies/replay`: what `{"document", "days"}` would have told whom in the last days. Changes nothing. To
 * `Accept: application/x-ndjson` it says how far it is, line by line, and the answer last.
 */
export const POST = door("read", replayed);

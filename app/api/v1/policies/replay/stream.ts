import { reply } from "#app/reply.ts";
import { BadInput } from "#lib/model/errors.ts";
import type { ReplayInput, ReplayProgress } from "#lib/model/replay.ts";
import { type Replayed, replayPolicies } from "#lib/pipeline/replay-policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";

const invalid = { status: 422, code: "invalid_policies" } as const;
const encoder = new TextEncoder();
const line = (said: object): Uint8Array => encoder.encode(`${JSON.stringify(said)}\n`);

/**
 * Replays and says how far it is: lines `{"progress": {"signals", "total"}}`, and the answer as the last one, or `{"error": …}`. Who
 * goes away ends the work. What is refused is refused before a line is written.
 */
export async function replayStream(tools: Tools, input: ReplayInput, left: AbortSignal): Promise<Response> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, left]);
  const begun = Promise.withResolvers<null>();
  let say: (so: ReplayProgress) => void = () => undefined;
  const progress = (so: ReplayProgress): void => {
    begun.resolve(null);
    say(so);
  };
  const work = replayPolicies(tools, input, { signal, progress });
  const refused = await Promise.race([begun.promise, work]);
  if (refused && !refused.ok)
    return reply(invalid, { detail: "Nothing was replayed: the document is wrong in these places.", errors: refused.errors });

  const body = new ReadableStream<Uint8Array>({
    async start(out) {
      say = (so) => out.enqueue(line({ progress: so }));
      const last = await work.then(answerOf, (error: unknown) => failure(tools, error, signal));
      say = () => undefined;
      if (signal.aborted) return;
      out.enqueue(line(last));
      out.close();
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "x-accel-buffering": "no",
    },
  });
}

const answerOf = (done: Replayed): object => (done.ok ? done.replay : { error: { errors: done.errors } });

function failure(tools: Tools, error: unknown, { aborted }: AbortSignal): object {
  if (error instanceof BadInput) return { error: { code: "bad_request", detail: error.message } };
  if (!aborted) tools.notice("error", "replay", { err: error }, "policies could not be replayed");
  return { error: { code: "internal", detail: "The replay ended before it was done: try again." } };
}

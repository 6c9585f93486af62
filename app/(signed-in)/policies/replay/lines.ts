import type { Edit, ReplayLine } from "#components/policies/replay-lines.ts";
import { BadInput, Busy } from "#lib/model/errors.ts";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { documentOf } from "../document.ts";

interface Asked {
  edit: Edit;
  days: number;
}

interface Watching {
  say: (line: ReplayLine) => void;
  signal: AbortSignal;
}

const encoder = new TextEncoder();

/** The replay as lines of JSON; who goes away ends the work. */
export function linesOf(tools: Tools, asked: Asked, left: AbortSignal): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, left]);
  return new ReadableStream({
    async start(out) {
      const say = (line: ReplayLine): void => {
        if (!signal.aborted) out.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      say(await replay(tools, asked, { say, signal }).catch((error: unknown) => failure(tools, error, signal)));
      if (!stop.signal.aborted) out.close();
    },
    cancel: () => stop.abort(),
  });
}

async function replay(tools: Tools, { edit, days }: Asked, { say, signal }: Watching): Promise<ReplayLine> {
  const made = await documentOf(tools, edit);
  if (!made.ok) return { kind: "invalid", ...made.faults };
  const progress = (so: { signals: number; total: number }): void => say({ kind: "progress", ...so });
  const done = await replayPolicies(tools, { document: made.document, days }, { progress, signal });
  return done.ok ? { kind: "replayed", replayed: done.replay } : { kind: "invalid", ...made.sort(done.errors) };
}

function failure(tools: Tools, error: unknown, { aborted }: AbortSignal): ReplayLine {
  if (error instanceof Busy) return { kind: "busy" };
  if (error instanceof BadInput) return { kind: "invalid", inside: [], others: [{ path: "", message: error.message }] };
  if (!aborted) tools.notice("error", "replay", { err: error }, "policies could not be replayed");
  return { kind: "failed" };
}

import type { Hub, Listener } from "./hub.ts";

interface Wish {
  hub: Hub;
  who: string;
  /** The mark of the last event that arrived; null at the first visit. */
  seen: string | null;
  /** Whether whoever listens still may. */
  stands: () => Promise<boolean>;
  signal: AbortSignal;
  /** How often it says that it is alive; every second time it asks whether it still may. */
  beatMs: number;
}

const retryMs = 3000;
/** Events that may wait for a slow reader before it is let go; it comes back and is told what it missed. */
const mostWaiting = 32;

const encoder = new TextEncoder();

/** A stream of text that can be written to and ended from outside; `onLeave` is called once, however it ends. */
function openPipe(onLeave: () => void): { body: ReadableStream<Uint8Array>; write: (text: string) => void; end: () => void } {
  let out: ReadableStreamDefaultController<Uint8Array> | undefined;
  const leave = (): void => {
    if (out) onLeave();
    out = undefined;
  };
  const end = (): void => {
    const open = out;
    leave();
    open?.close();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    out = controller;
  };
  return {
    body: new ReadableStream<Uint8Array>({ start, cancel: leave }),
    end,
    write(text) {
      if ((out?.desiredSize ?? 0) < -mostWaiting) end();
      out?.enqueue(encoder.encode(text));
    },
  };
}

const event = (mark: string, kinds: readonly string[]): string =>
  `id: ${mark}\nevent: ${kinds.length > 0 ? "change" : "ready"}\ndata: ${JSON.stringify({ kinds })}\n\n`;

/** The body of an event stream; null when too many listen already. */
export function eventsFor({ hub, who, seen, stands, signal, beatMs }: Wish): ReadableStream<Uint8Array> | null {
  const { body, write, end } = openPipe(() => {
    clearInterval(timer);
    hub.leave(listener);
  });
  const listener: Listener = { who, end, tell: (mark, kinds) => write(event(mark, kinds)) };
  let beats = 0;
  async function beat(): Promise<void> {
    write(": alive\n\n");
    beats++;
    if (beats % 2 === 0 && !(await stands().catch(() => true))) end(); // a database that is away ends nobody's session
  }
  const timer = setInterval(beat, beatMs).unref();
  signal.addEventListener("abort", end, { once: true });
  write(`retry: ${retryMs}\n\n`);
  if (hub.join(listener, seen)) return body;
  end();
  return null;
}

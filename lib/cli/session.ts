import { onSignals, say } from "./program.ts";
import { type Kept, keep, type Running } from "./supervisor.ts";

interface Layer {
  stop: (graceMs: number) => Promise<unknown>;
  graceMs: number;
  hurriedMs: number;
}

export interface Session {
  /** Aborted by the first signal. */
  signal: AbortSignal;
  stopped: Promise<void>;
  /** Starts things that must be ended before everything that was started earlier. */
  add: <T>(layer: { graceMs: number; hurriedMs: number }, begin: () => { value: T; stop: Layer["stop"] }) => T;
  /** Ends all of it, the newest first; a second signal makes it hurry. */
  end: () => Promise<void>;
}

function openSession(): Session {
  const stopping = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const layers: Layer[] = [];
  let current: Layer | undefined;
  let hurried = false;

  onSignals(
    () => {
      say("Stopping.");
      stopping.abort();
      resolve();
    },
    () => {
      hurried = true;
      void current?.stop(current.hurriedMs);
    },
  );

  return {
    signal: stopping.signal,
    stopped,
    add(times, begin) {
      stopping.signal.throwIfAborted();
      const { value, stop } = begin();
      layers.push({ ...times, stop });
      return value;
    },
    async end() {
      stopping.abort();
      for (current = layers.pop(); current; current = layers.pop())
        await current.stop(hurried ? current.hurriedMs : current.graceMs);
    },
  };
}

/** Runs `begin`, then waits to be told to stop, and leaves nothing behind either way. */
export async function inSession(begin: (session: Session) => Promise<void>): Promise<number> {
  const session = openSession();
  try {
    await Promise.race([begin(session).then(() => session.stopped), session.stopped]);
    return 0;
  } finally {
    await session.end();
  }
}

/** Keeps these processes running side by side. */
export function keepAll(session: Session, roles: Readonly<Record<string, () => Promise<Running>>>): void {
  session.add({ graceMs: 9500, hurriedMs: 1000 }, () => {
    const kept: Kept[] = Object.entries(roles).map(([name, start]) => keep(name, start, { say }));
    return { value: undefined, stop: (graceMs) => Promise.all(kept.map(({ stop }) => stop(graceMs))) };
  });
}

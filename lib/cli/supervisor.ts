import { setTimeout as timer } from "node:timers/promises";

/** Something that runs until it ends or is told to. */
export interface Running {
  /** Settles with the reason, in words. */
  ended: Promise<string>;
  /** Asks it to end and makes sure that it has; a second call with less time hurries the first. */
  stop: (graceMs: number) => Promise<void>;
}

export interface Kept {
  stop: (graceMs: number) => Promise<void>;
}

interface Effects {
  say: (line: string) => void;
  pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  now?: () => number;
}

const firstPause = 200;
const longestPause = 10_000;
const healthyAfter = 60_000;

/** Doubles with every early end; who lived a minute begins anew. */
export function nextPause(last: number | undefined, livedMs: number): number {
  return last === undefined || livedMs >= healthyAfter ? firstPause : Math.min(last * 2, longestPause);
}

const elapsed = (ms: number, signal: AbortSignal): Promise<unknown> => timer(ms, undefined, { signal }).catch(() => undefined);

/** Starts something and, whatever ends it, starts it again, until it is told to stop. */
export function keep(
  name: string,
  start: () => Promise<Running>,
  { say, pause = elapsed, now = () => performance.now() }: Effects,
): Kept {
  const stopping = new AbortController();
  let running: Running | undefined;
  let grace = 0;

  async function once(): Promise<string> {
    try {
      running = await start();
      if (stopping.signal.aborted) await running.stop(grace);
      return await running.ended;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      running = undefined;
    }
  }

  async function untilStopped(): Promise<void> {
    let wait: number | undefined;
    while (!stopping.signal.aborted) {
      const began = now();
      const reason = await once();
      if (stopping.signal.aborted) return;
      wait = nextPause(wait, now() - began);
      say(`The ${name} ended (${reason}). It starts again in ${wait / 1000} s.`);
      await pause(wait, stopping.signal);
    }
  }

  const over = untilStopped();
  return {
    async stop(graceMs) {
      grace = graceMs;
      stopping.abort();
      await running?.stop(graceMs);
      await over;
    },
  };
}

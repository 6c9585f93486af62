import { Busy } from "#lib/model/errors.ts";

const longestWaitMs = 2000; // whoever would wait longer comes again instead of holding a worker

export interface Pace {
  /** Resolves when the next request may go; throws Busy when that is too far off. */
  turn(): Promise<void>;
  /** Nothing goes for so long: the server said so. */
  hold(ms: number): void;
}

/** At most `limit` requests in any second. `pause` and `now` are the clock's two hands. */
export function pace(limit: number, now: () => number, pause: (ms: number) => Promise<unknown>): Pace {
  const taken: number[] = []; // when the newest `limit` turns are or were, oldest first
  let heldUntil = 0;
  return {
    async turn() {
      const at = now();
      const oldest = taken.length < limit ? undefined : taken[0];
      const turn = Math.max(at, heldUntil, oldest === undefined ? 0 : oldest + 1000, taken.at(-1) ?? 0);
      if (turn - at > longestWaitMs) throw new Busy("Sentry's rate limit is used up for now", turn - at);
      if (taken.push(turn) > limit) taken.shift();
      if (turn > at) await pause(turn - at);
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + ms);
    },
  };
}

/** At most `limit` pieces of work at once; the others wait for a place, or throw Busy after a while. */
export function crowd(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const waiting = new Set<() => void>();
  const enter = (): Promise<void> => {
    if (inside < limit) {
      inside++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        waiting.delete(take);
        reject(new Busy("Too many requests to Sentry are under way", 1000));
      }, longestWaitMs);
      const take = (): void => {
        clearTimeout(late);
        waiting.delete(take);
        resolve();
      };
      waiting.add(take);
    });
  };
  const leave = (): void => {
    const [next] = waiting;
    if (next) next();
    else inside--;
  };
  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

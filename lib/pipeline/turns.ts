/** Gives the turn to the next. */
export type Done = () => void;

interface Line {
  /** When those that run began. */
  began: Set<{ at: number }>;
  waiting: ((done: Done) => void)[];
}

/**
 * Lets at most `most` of a name run at once. Who comes when it is full waits up to `patienceMs` for a turn, and gets none when it does
 * not come, or when what runs has run for longer than that already: so a slow name never takes the room of the others.
 */
export function turns(most: number, patienceMs: number): (name: string) => Promise<Done | null> {
  const lines = new Map<string, Line>();

  function start(name: string, line: Line): Done {
    const mine = { at: performance.now() };
    line.began.add(mine);
    return () => {
      line.began.delete(mine);
      const next = line.waiting.shift();
      if (next) next(start(name, line));
      if (line.began.size === 0) lines.delete(name);
    };
  }

  return async (name) => {
    const line = lines.get(name) ?? { began: new Set(), waiting: [] };
    lines.set(name, line);
    if (line.began.size < most) return start(name, line);
    const oldest = Math.min(...[...line.began].map(({ at }) => at));
    if (performance.now() - oldest > patienceMs) return null;
    const { promise, resolve } = Promise.withResolvers<Done | null>();
    line.waiting.push(resolve);
    const timer = setTimeout(() => {
      line.waiting = line.waiting.filter((other) => other !== resolve);
      resolve(null);
    }, patienceMs);
    return promise.finally(() => clearTimeout(timer));
  };
}

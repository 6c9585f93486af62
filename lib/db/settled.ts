import { idAt } from "./id-at.ts";

/** Longer than any transaction takes that could still add a row with an older id. */
const settledMs = 120_000;
const forever = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Counts the rows of a table whose ids are ordered by time. Those that are settled are counted once and remembered: each later
 * count reads the youngest only. `count` counts ids in `[from, to)`, `sum` adds two counts into a new one.
 */
export function countOnce<C>(
  nothing: C,
  count: (from: string, to: string) => Promise<C>,
  sum: (a: C, b: C) => C,
): (now: Date) => Promise<C> {
  let settled = nothing;
  let upTo = idAt(0);
  let last: Promise<unknown> = Promise.resolve();

  async function all(now: Date): Promise<C> {
    const next = idAt(now.getTime() - settledMs);
    if (next > upTo) {
      settled = sum(settled, await count(upTo, next));
      upTo = next;
    }
    return sum(settled, await count(upTo, forever));
  }

  return (now) => {
    const counted = last.then(() => all(now)); // one after another, so that none adds the same twice
    last = counted.catch(() => undefined);
    return counted;
  };
}

import type { Line } from "./jsonl.ts";

interface Size {
  /** Lines at most. */
  most: number;
  /** How long a window stays open for more, in ms. */
  waitMs: number;
}

const mostLetters = 4_000_000;

const late = Symbol("late");

/** Lines in groups, in order: each as full as the stream makes it in time. Holds one group and one line at a time. */
export async function* windowsOf(lines: AsyncIterable<Line>, { most, waitMs }: Size): AsyncGenerator<Line[]> {
  const source = lines[Symbol.asyncIterator]();
  let next = source.next();
  for (let first = await next; !first.done; first = await next) {
    const window = [first.value];
    let letters = 0;
    const { promise: isLate, resolve } = Promise.withResolvers<typeof late>();
    const timer = most > 1 ? setTimeout(() => resolve(late), waitMs) : undefined;
    next = source.next();
    while (window.length < most && letters < mostLetters) {
      const got = await Promise.race([next, isLate]);
      if (got === late || got.done) break;
      window.push(got.value);
      letters += "text" in got.value ? got.value.text.length : 0;
      next = source.next();
    }
    clearTimeout(timer);
    yield window;
  }
}

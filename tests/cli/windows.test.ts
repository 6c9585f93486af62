import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Line } from "#lib/cli/jsonl.ts";
import { windowsOf } from "#lib/cli/windows.ts";

const line = (number: number, text = "x"): Line => ({ number, text });

async function sizes(lines: AsyncIterable<Line>, most: number, waitMs: number): Promise<number[]> {
  const found: number[] = [];
  const seen: number[] = [];
  for await (const window of windowsOf(lines, { most, waitMs })) {
    found.push(window.length);
    seen.push(...window.map(({ number }) => number));
  }
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => a - b),
  );
  return found;
}

async function* quick(count: number, text?: string): AsyncGenerator<Line> {
  for (let n = 1; n <= count; n++) yield line(n, text);
}

test("lines come in full groups, the last as it is", async () => {
  assert.deepEqual(await sizes(quick(10), 4, 1000), [4, 4, 2]);
  assert.deepEqual(await sizes(quick(3), 1, 0), [1, 1, 1]);
  assert.deepEqual(await sizes(quick(0), 4, 1000), []);
});

test("a stream that pauses gets its answers meanwhile", async () => {
  async function* slow(): AsyncGenerator<Line> {
    yield line(1);
    yield line(2);
    await pause(200);
    yield line(3);
  }
  assert.deepEqual(await sizes(slow(), 10, 30), [2, 1]);
});

test("long lines make small groups, so that no more than a few of them are held", async () => {
  assert.deepEqual(await sizes(quick(12, "y".repeat(1_000_000)), 256, 1000), [5, 5, 2]);
});

test("no more is read ahead than one line", async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<Line> {
    for (let n = 1; n <= 100; n++) {
      read = n;
      yield line(n);
    }
  }
  for await (const _ of windowsOf(counted(), { most: 5, waitMs: 1000 })) if (read > 5) break;
  assert.equal(read, 6);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Busy } from "#lib/model/errors.ts";
import { crowd, pace } from "#lib/sentry/pace.ts";

/** A clock that only moves when somebody waits. */
function stoppedClock() {
  let time = 1_000_000;
  const pass = (ms: number): void => {
    time += ms;
  };
  return { now: () => time, pass, pause: async (ms: number) => pass(ms) };
}

test("never more than the limit in any second, and none is made to wait without need", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 15 }),
      fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 80 }),
      async (limit, gaps) => {
        const clock = stoppedClock();
        const paced = pace(limit, clock.now, clock.pause);
        const turns: number[] = [];
        for (const gap of gaps) {
          clock.pass(gap);
          const asked = clock.now();
          await paced.turn();
          const before = turns.at(-limit);
          assert.ok(before === undefined || clock.now() - before >= 1000);
          assert.equal(clock.now(), Math.max(asked, before === undefined ? 0 : before + 1000));
          turns.push(clock.now());
        }
      },
    ),
  );
});

test("who would wait longer than two seconds is told when to come again", async () => {
  const clock = stoppedClock();
  const still = { ...clock, pause: async () => undefined };
  const paced = pace(5, still.now, still.pause);
  for (let asked = 0; asked < 15; asked++) await paced.turn();
  await assert.rejects(paced.turn(), (error) => error instanceof Busy && error.afterMs === 3000);
  clock.pass(1000);
  await paced.turn();
});

test("a hold keeps everybody away until it is over", async () => {
  const clock = stoppedClock();
  const paced = pace(5, clock.now, clock.pause);
  paced.hold(60_000);
  paced.hold(10);
  await assert.rejects(paced.turn(), (error) => error instanceof Busy && error.afterMs === 60_000);
  clock.pass(59_000);
  await paced.turn();
  assert.equal(clock.now(), 1_060_000);
});

test("no more are inside than the limit; each that leaves lets one in, also after an error", async () => {
  const enter = crowd(3);
  let inside = 0;
  let most = 0;
  const work = (fails: boolean) =>
    enter(async () => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
      if (fails) throw new Error("failed");
    });
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => work(at % 3 === 0)));
  assert.deepEqual([most, inside], [3, 0]);
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 13);
  await work(false);
});

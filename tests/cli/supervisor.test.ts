import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { keep, nextPause, type Running } from "#lib/cli/supervisor.ts";

/** A thing that ends when told to, and a clock that only pauses move. */
function rig(livesMs: readonly number[]) {
  let time = 0;
  const said: string[] = [];
  const pauses: number[] = [];
  const graces: number[] = [];
  const { promise: upAgain, resolve: lastIsUp } = Promise.withResolvers<void>();
  const lives = [...livesMs];
  async function start(): Promise<Running> {
    const life = lives.shift();
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    if (life === undefined) lastIsUp();
    else {
      time += life;
      resolve("exit code 1");
    }
    const stop = async (graceMs: number): Promise<void> => {
      graces.push(graceMs);
      resolve("told to");
    };
    return { ended, stop };
  }
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const kept = keep("thing", start, { say: (line) => said.push(line), pause, now: () => time });
  return { kept, said, pauses, graces, upAgain };
}

test("what ends early is started again after a pause that doubles up to ten seconds", async () => {
  const { kept, pauses, said, upAgain } = rig([0, 0, 0, 0, 0, 0, 0, 0]);
  await upAgain;
  assert.deepEqual(pauses, [200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  assert.equal(said[0], "The thing ended (exit code 1). It starts again in 0.2 s.");
  await kept.stop(1000);
});

test("a minute of health forgives what was before", async () => {
  const { kept, pauses, upAgain } = rig([0, 0, 60_000, 0]);
  await upAgain;
  assert.deepEqual(pauses, [200, 400, 200, 400]);
  await kept.stop(1000);
});

test("what is told to stop is not started again", async () => {
  const { kept, said, graces, upAgain } = rig([]);
  await upAgain;
  await kept.stop(9500);
  assert.deepEqual(graces, [9500]);
  assert.deepEqual(said, []);
});

test("a second stop hurries the first", async () => {
  const graces: number[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const stop = async (graceMs: number): Promise<void> => {
    graces.push(graceMs);
    if (graceMs < 1000) resolve("killed");
    await ended;
  };
  const kept = keep("thing", async () => ({ ended, stop }), { say: () => undefined });
  await Promise.resolve();
  const first = kept.stop(9500);
  await kept.stop(500);
  await first;
  assert.deepEqual(graces, [9500, 500]);
});

test("what was still starting when it was told to stop is stopped as soon as it is up", async () => {
  const { promise: slowStart, resolve: isUp } = Promise.withResolvers<void>();
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  let stopped = false;
  const start = async (): Promise<Running> => {
    await slowStart;
    const stop = async (): Promise<void> => {
      stopped = true;
      resolve("told to");
    };
    return { ended, stop };
  };
  const stopping = keep("thing", start, { say: () => undefined }).stop(1000);
  isUp();
  await stopping;
  assert.equal(stopped, true);
});

test("a start that fails is tried again", async () => {
  const said: string[] = [];
  const { promise: up, resolve: isUp } = Promise.withResolvers<void>();
  let tries = 0;
  const start = async (): Promise<Running> => {
    if (tries++ === 0) throw new Error("no room");
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    isUp();
    return { ended, stop: async () => resolve("told to") };
  };
  const kept = keep("thing", start, { say: (line) => said.push(line), pause: async () => undefined });
  await up;
  await kept.stop(1000);
  assert.deepEqual(said, ["The thing ended (no room). It starts again in 0.2 s."]);
});

test("a pause is never shorter than the first nor longer than the longest", () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 200, max: 10_000 }), { nil: undefined }), fc.nat(120_000), (last, lived) => {
      const pause = nextPause(last, lived);
      assert.ok(pause >= 200 && pause <= 10_000);
    }),
  );
});

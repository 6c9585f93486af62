import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as next } from "node:timers/promises";
import { turns } from "#lib/pipeline/turns.ts";

test("so many of a name run at once; the next gets the turn that is given back, others are not held up", async () => {
  const turn = turns(2, 1000);
  const [one, two] = [await turn("a"), await turn("a")];
  let third: unknown = "waits";
  const waiting = turn("a").then((done) => {
    third = done;
    return done;
  });
  const other = await turn("b");
  assert.ok(one && two && other);
  assert.equal(third, "waits");
  one();
  assert.ok(await waiting);
  two();
  (await waiting)?.();
  assert.ok(await turn("a"));
});

test("who waits in vain gets no turn, and takes none when one comes later", async () => {
  const turn = turns(1, 20);
  const first = await turn("a");
  const began = performance.now();
  assert.equal(await turn("a"), null, "it waited");
  while (performance.now() - began <= 20) await next();
  let third: unknown = "waits";
  void turn("a").then((done) => {
    third = done;
  });
  await next();
  assert.equal(third, null, "what runs is slow: nobody waits for it");
  first?.();
  assert.ok(await turn("a"));
});

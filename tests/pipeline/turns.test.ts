import assert from "node:assert/strict";
import { test } from "node:test";
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
  assert.equal(await turn("a"), null, "it waited");
  const began = performance.now();
  assert.equal(await turn("a"), null, "what runs is slow: nobody waits for it");
  assert.ok(performance.now() - began < 15);
  first?.();
  assert.ok(await turn("a"));
});

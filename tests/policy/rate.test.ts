import assert from "node:assert/strict";
import { test } from "node:test";
import { hour, minute, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const world = (more: object = {}, hourly = 3): World => worldOf({ policies: [{ name: "all", groupBy: [], ...more }], hourly });
const raise = (w: World, count: number, subject: object = {}): void => {
  for (let n = 0; n < count; n++) w.raise("created", `issue ${w.log.length} ${n}`, subject);
};

test("a channel that was sent its most in an hour gets the rest as one bundle", () => {
  const w = world();
  raise(w, 6);
  assert.deepEqual(timeline(w), [...Array(3).fill("10:00 send first slack"), ...Array(3).fill("10:00 digest over_rate +slack")]);
  w.pass(2 * minute);
  assert.deepEqual(timeline(w, 6), ["10:01 send digest slack"]);
  const { digest, decision } = w.log[6]!;
  assert.deepEqual([digest?.channel, digest?.lines, digest?.late, decision.urgency], ["slack", 3, false, "low"]);
  assert.deepEqual(
    [digest?.from.toISOString(), digest?.until.toISOString()],
    ["2026-11-30T10:00:00.000Z", "2026-11-30T10:01:00.000Z"],
  );
});

test("an hour later it is sent messages again, and the bundle comes once an hour", () => {
  const w = world();
  raise(w, 5);
  w.pass(30 * minute);
  raise(w, 1);
  w.pass(31 * minute);
  raise(w, 1);
  w.pass(minute);
  assert.deepEqual(timeline(w, 5), [
    "10:01 send digest slack",
    "10:30 digest over_rate +slack",
    "11:01 send digest slack",
    "11:01 send first slack",
  ]);
});

test("a critical line makes the bundle come within seconds, and no oftener than every five minutes", () => {
  const w = world();
  raise(w, 4);
  raise(w, 1, { severity: "critical" });
  w.pass(11_000);
  assert.equal(w.log.at(-1)?.at.toISOString(), "2026-11-30T10:00:10.000Z");
  assert.deepEqual([w.log.at(-1)?.digest?.lines, w.log.at(-1)?.decision.urgency], [2, "high"]);
  raise(w, 1, { severity: "critical" });
  w.pass(10 * minute);
  assert.equal(w.log.at(-1)?.at.toISOString(), "2026-11-30T10:05:10.000Z");
});

test("what one channel may not be sent another still is", () => {
  const w = world({ ladder: [{ after: "0s", to: ["slack", "hook"] }] }, 1);
  w.raise("created", "a");
  w.sent.set("hook", []);
  const [decision] = w.raise("created", "b");
  assert.deepEqual([decision?.action, decision?.reason, decision?.to, decision?.lines], ["send", "first", ["hook"], ["slack"]]);
});

test("edits, ends and digests do not count, and are not held by the limit", () => {
  const w = world({ onResolve: "send" }, 1);
  w.raise("created", "a");
  w.raise("corrected", "a", { category: "code_bug" });
  w.raise("resolved", "a");
  assert.deepEqual(w.said, ["send first", "update corrected", "send resolved"]);
  assert.equal(w.sent.get("slack")?.length, 1);
});

test("two policies that tell one channel of one signal count twice", () => {
  const w = worldOf({ policies: [{ name: "copy", stop: false }, { name: "all" }], hourly: 1 });
  w.raise("created", "a");
  assert.deepEqual(w.said, ["send first", "digest over_rate"]);
});

test("what comes in a bundle was told: it is repeated, can be acknowledged, and its end is its message's", () => {
  const w = world({ repeat: "2h" }, 1);
  raise(w, 2);
  const over = w.open[1]!;
  assert.deepEqual([over.told, over.steps], [1, 1]);
  w.acknowledge(w.open[0]!.id);
  w.pass(2 * hour);
  assert.equal(timeline(w).at(-1), "12:00 send repeat slack");
  w.acknowledge(over.id);
  w.pass(5 * hour);
  assert.equal(timeline(w).at(-1), "12:00 send repeat slack");
  w.resolve(over.id);
  assert.equal(w.said.at(-1), "update resolved");
});

test("a person's handing over is not held by the limit", () => {
  const w = world({}, 1);
  w.raise("created", "a");
  w.act(w.open[0]!.id, { kind: "reassign", to: ["slack"] });
  assert.deepEqual(w.said, ["send first", "send step"]);
});

test("a storm of five thousand groups is a few messages, and every other one a line", () => {
  const w = world({}, 10);
  const pure = w.begin();
  let lines = 0;
  let told = 0;
  for (let n = 0; n < 5000; n++)
    for (const { decision } of pure.take(w.signal("created", `issue ${n}`))) {
      lines += decision.lines.length;
      told += decision.to.length;
    }
  w.now = new Date(w.now.getTime() + 2 * minute);
  const bundles = pure.passTo(w.now).flatMap(({ digest }) => digest ?? []);
  assert.deepEqual([told, lines, bundles.map((each) => each.lines)], [10, 4990, [4990]]);
});

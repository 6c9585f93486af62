import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { hour, minute, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const to = (...names: string[]): object => ({ name: "all", ladder: [{ after: "0s", to: names }] });
const withChannels = (w: World, ...channels: ChannelSpec[]): World =>
  Object.assign(w, { document: { ...w.document, channels: [...w.document.channels, ...channels] } }).everywhere();

test("a digest named by a ladder gets a line, and goes at its time", () => {
  const w = worldOf({ policies: [to("digest")] });
  const [decision] = w.raise("created", "a");
  assert.deepEqual([decision?.action, decision?.reason, decision?.lines, decision?.to], ["digest", "first", ["digest"], []]);
  w.pass(10 * minute);
  w.raise("created", "b");
  w.raise("created", "c");
  w.pass(3 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 digest first +digest",
    "10:10 digest new_member +digest",
    "10:10 none dedup",
    "10:30 send digest slack",
  ]);
  assert.deepEqual(w.log[3]?.digest, {
    channel: "digest",
    from: new Date("2026-11-30T10:00:00Z"),
    until: new Date("2026-11-30T10:30:00Z"),
    lines: 2,
    late: false,
  });
  assert.equal(w.log[3]?.decision.policy, "");
});

test("a ladder may tell one channel at once and another by digest", () => {
  const w = worldOf({ policies: [to("slack", "morning")] });
  w.raise("created", "a");
  assert.deepEqual(timeline(w), ["10:00 send first slack +morning"]);
});

test("what only a digest tells of is not told again when a silence or the hour's end comes", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  w.pass(48 * hour);
  assert.deepEqual(timeline(w), ["10:00 digest first +digest", "10:30 send digest slack"]);
  assert.equal(w.open[0]?.dueAt, null);
});

test("the end of what a digest told of is an edit, or a line where ends are sent", () => {
  for (const [onResolve, said] of [
    ["edit", "10:00 update resolved"],
    ["send", "10:00 digest resolved +digest"],
    ["none", "10:00 none below_policy"],
  ]) {
    const w = worldOf({ policies: [{ ...to("digest"), onResolve }] });
    w.raise("created", "a");
    w.raise("resolved", "a");
    assert.deepEqual(timeline(w, 1), [said]);
  }
});

test("each carrier gets the digest at the hour of its own zone", () => {
  const w = withChannels(
    worldOf({ policies: [to("world")] }),
    { name: "tokyo", kind: "email", zone: "Asia/Tokyo" },
    { name: "honolulu", kind: "email", zone: "Pacific/Honolulu" },
    { name: "world", kind: "digest", to: ["tokyo", "honolulu", "mail"], at: "09:00", zone: "Europe/Berlin" },
  );
  w.raise("created", "a");
  w.pass(24 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 digest first +world",
    "19:00 send digest honolulu",
    "00:00 send digest tokyo",
    "08:00 send digest mail",
  ]);
});

test("a digest that names no zone, as nobody does who carries it, comes by the clocks of the installation", () => {
  const w = worldOf({ policies: [to("morning")] });
  w.zone = "Asia/Tokyo";
  w.raise("created", "a");
  w.pass(24 * hour);
  assert.deepEqual(timeline(w), ["10:00 digest first +morning", "00:00 send digest slack"]);
});

test("what comes at the very time of a digest is in the next", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  w.pass(30 * minute);
  w.raise("created", "b");
  assert.deepEqual(timeline(w), ["10:00 digest first +digest", "10:30 send digest slack", "10:30 digest new_member +digest"]);
  w.pass(30 * minute);
  assert.equal(w.log.at(-1)?.digest?.from.toISOString(), "2026-11-30T10:30:00.000Z");
});

test("a line that comes before its digest was looked after finds it gone", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  w.sleep(30 * minute + 5000);
  w.raise("created", "b");
  assert.deepEqual(timeline(w, 1), ["10:30 send digest slack", "10:30 digest new_member +digest"]);
  assert.equal(w.log[1]?.at.toISOString(), "2026-11-30T10:30:00.000Z");
});

test("after a day of sleep a digest comes once, late, with everything until now", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  w.sleep(24 * hour);
  w.take({ kind: "digest", at: w.now, channel: "digest", carrier: "slack" });
  w.pass(24 * hour);
  assert.deepEqual(timeline(w, 1), ["10:00 send digest slack"]);
  assert.deepEqual([w.log[1]?.digest?.late, w.log[1]?.digest?.until.toISOString()], [true, "2026-12-01T10:00:00.000Z"]);
});

test("a digest that is asked for too early, or twice, does not go", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  const ask = (): void => void w.take({ kind: "digest", at: w.now, channel: "digest", carrier: "slack" });
  ask();
  w.sleep(30 * minute);
  ask();
  ask();
  w.take({ kind: "digest", at: w.now, channel: "nothing", carrier: "slack" });
  assert.deepEqual(timeline(w, 1), ["10:30 send digest slack"]);
});

test("a digest whose carrier cannot be used any more goes to fail there; one that is named no more ends", () => {
  const w = worldOf({ policies: [to("digest")] });
  w.raise("created", "a");
  w.channels.delete("slack");
  w.pass(hour);
  assert.deepEqual([timeline(w, 1), w.log[1]?.digest?.lines], [["10:30 send digest slack"], 1]);
  w.everywhere();
  w.raise("created", "b");
  w.document = { ...w.document, channels: w.document.channels.filter(({ name }) => name !== "digest" && name !== "slack") };
  w.everywhere().pass(hour);
  assert.deepEqual([timeline(w, 3), w.log[3]?.decision.skipped], [["11:30 none no_channel"], ["slack"]]);
});

test("a bundle whose channel cannot be used any more goes to fail there, and waits for nothing", () => {
  const w = worldOf({ policies: [{ name: "all", groupBy: [] }], hourly: 1 });
  w.raise("created", "a");
  w.raise("created", "b");
  w.channels.delete("slack");
  w.pass(2 * hour);
  assert.deepEqual(timeline(w, 2), ["10:01 send digest slack"]);
});

test("what is quiet goes to the first digest of a time of day, else to the first", () => {
  const w = worldOf({ policies: [to("slack")], silences: [{ match: "*", until: "2026-12-01T00:00:00Z", mode: "digest" }] });
  assert.deepEqual(w.raise("created", "a")[0]?.lines, ["morning"]);
  w.channels.delete("morning");
  assert.deepEqual(w.raise("created", "b")[0]?.lines, ["digest"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { hour, minute, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const ladder = [
  { after: "0s", to: ["slack"] },
  { after: "15m", to: ["pager", "morning"] },
];
const world = (more: object = {}): World => worldOf({ policies: [{ name: "all", ladder, ...more }] });

test("an end that is sent goes to everybody who was told", () => {
  const w = world({ onResolve: "send" });
  w.raise("created", "a");
  w.raise("created", "b", { signature: "other" });
  w.pass(16 * minute);
  w.raise("resolved", "a");
  assert.deepEqual(timeline(w, 4), ["10:16 send resolved slack,pager +morning"]);
  const early = world({ onResolve: "send" });
  early.raise("created", "a");
  early.raise("resolved", "a");
  assert.deepEqual(timeline(early, 1), ["10:00 send resolved slack"]);
});

test("an end that cannot be sent is an edit", () => {
  const w = world({ onResolve: "send" });
  w.raise("created", "a");
  w.channels.clear();
  const [decision] = w.raise("resolved", "a");
  assert.deepEqual([decision?.action, decision?.reason, decision?.skipped], ["update", "resolved", ["slack"]]);
});

test("an end that is sent goes to whom it was handed", () => {
  const w = world({ onResolve: "send" });
  w.raise("created", "a");
  w.act(w.open[0]!.id, { kind: "reassign", to: ["mail"] });
  w.raise("resolved", "a");
  assert.deepEqual(timeline(w, 2), ["10:00 send resolved mail"]);
});

test("an end outside the hours of its policy is told, but calls nobody", () => {
  for (const outside of ["hold", "digest", "downgrade"]) {
    const w = world({
      ...{ onResolve: "send", calendar: { name: "work", outside } },
      ladder: [{ after: "0s", to: ["slack", "sms", "call", "pager"] }],
    });
    w.raise("created", "a");
    w.raise("created", "b", { signature: "other", severity: "critical" });
    w.pass(10 * hour);
    w.raise("resolved", "a");
    w.raise("resolved", "b", { severity: "critical" });
    assert.deepEqual(timeline(w, 2), ["20:00 send resolved slack,pager", "20:00 send resolved slack,sms,call,pager"], outside);
  }
});

test("a person's word ends it, whatever is said of its issues", () => {
  const w = world();
  w.raise("created", "a");
  w.pass(minute);
  w.resolve(w.open[0]!.id);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:01 update resolved"]);
  w.raise("resolved", "a");
  assert.equal(timeline(w).at(-1), "11:01 none below_policy");
});

test("what is no issue ends with the signal that speaks of the same", () => {
  const w = worldOf({ policies: [{ name: "outage", match: "signal:provider_outage", groupBy: ["llm.provider"] }] });
  w.raise("provider_outage", null, { provider: "openai", signature: "outage openai" });
  w.raise("provider_outage", null, { provider: "anthropic", signature: "outage anthropic" });
  w.raise("resolved", null, { provider: "openai", signature: "outage openai" });
  w.raise("resolved", null, { provider: "openai", signature: "outage openai" });
  w.raise("resolved", null, { provider: "openai", signature: null });
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:00 send first slack",
    "10:00 update resolved",
    "10:00 none below_policy",
    "10:00 none below_policy",
  ]);
  assert.deepEqual(
    w.open.map(({ subject }) => subject.provider),
    ["anthropic"],
  );
});

test("what is no issue is an incident of its own, however errors are grouped, and ends by itself", () => {
  const w = worldOf({ policies: [{ name: "all", groupBy: ["project", "severity"] }] });
  for (const name of ["pager", "mail"]) w.raise("channel_broken", null, { signature: `verdict:channel_broken:${name}` });
  w.raise("created", "a");
  w.raise("created", "b", { signature: "other" });
  w.raise("resolved", null, { signature: "verdict:channel_broken:mail" });
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:00 send first slack",
    "10:00 send first slack",
    "10:00 none dedup",
    "10:00 update resolved",
  ]);
  assert.deepEqual(
    w.open.map(({ subject }) => subject.signature),
    ["verdict:channel_broken:pager", "other"],
  );
});

test("an issue ends in every incident that it is in", () => {
  const w = worldOf({ policies: [{ name: "copy", stop: false, ladder: [{ after: "0s", to: ["hook"] }] }, { name: "all" }] });
  w.raise("created", "a");
  const decisions = w.raise("resolved", "a");
  assert.deepEqual(
    decisions.map(({ policy, reason }) => [policy, reason]),
    [
      ["copy", "resolved"],
      ["all", "resolved"],
    ],
  );
  assert.deepEqual(w.raise("resolved", "a")[0]?.reason, "below_policy");
});

test("resolved while it waits, nobody hears of it", () => {
  const w = world({ wait: "5m" });
  w.raise("created", "a");
  w.raise("resolved", "a");
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 none waiting", "10:00 none below_policy"]);
});

test("an incident whose policy is gone ends as the last policy says", () => {
  const w = worldOf({ policies: [{ name: "gone", match: "severity:medium", onResolve: "send" }] });
  w.raise("created", "a");
  w.policies.shift();
  const [decision] = w.raise("resolved", "a");
  assert.deepEqual([decision?.action, decision?.policy], ["update", "gone"]);
});

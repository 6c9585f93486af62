import assert from "node:assert/strict";
import { test } from "node:test";
import { PolicySpec } from "#lib/model/policy.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { World } from "./world.ts";

const minute = 60_000;
const { policies, silences } = defaultDocument("UTC");
const world = (): World => Object.assign(new World(policies), { silences });
const policy = (more: object): PolicySpec =>
  PolicySpec.parse({ name: "all", match: "*", ladder: [{ after: "0s", to: ["slack"] }], ...more });

test("the first error of a group is told at once, on what can be told", () => {
  const w = world();
  const [decision] = w.raise("created", "a", { severity: "critical" });
  assert.deepEqual([decision?.action, decision?.reason, decision?.policy], ["send", "first", "critical"]);
  assert.deepEqual(decision?.to, ["slack", "hook"]);
  assert.deepEqual(decision?.skipped, ["pager", "sms"]);
});

test("twenty issues of one signature within a minute are one message", () => {
  const w = world();
  for (let n = 0; n < 20; n++) {
    w.raise("created", `issue ${n}`, { severity: "high" });
    w.pass(3000);
  }
  assert.deepEqual(
    w.said.filter((said) => said.startsWith("send")),
    ["send first"],
  );
  assert.equal(w.log.length, 20);
  assert.equal(w.open.length, 1);
});

test("after the window another issue of the group is told of", () => {
  const w = world();
  w.raise("created", "a", { severity: "high" });
  w.pass(6 * minute);
  w.raise("created", "b", { severity: "high" });
  assert.deepEqual(w.said, ["send first", "send new_member"]);
});

test("an open critical incident repeats every half hour until somebody has it", () => {
  const w = world();
  w.raise("created", "a", { severity: "critical" });
  w.pass(61 * minute);
  const told = (): string[] => w.said.filter((said) => said.startsWith("send"));
  assert.deepEqual(told(), ["send first", "send repeat", "send repeat"]);
  w.acknowledge(w.open[0]!.id);
  w.pass(120 * minute);
  assert.equal(told().length, 3);
});

test("a snooze ends by itself", () => {
  const w = world();
  w.raise("created", "a", { severity: "high" });
  w.snooze(w.open[0]!.id, 60 * minute);
  w.pass(10 * minute);
  w.raise("created", "b", { severity: "high" });
  assert.equal(w.said.at(-1), "none snoozed");
  w.pass(51 * minute);
  assert.equal(w.said.at(-1), "send repeat");
  assert.equal(w.open[0]?.snoozedUntil, null);
});

test("what gets worse is told at once: inside the window, acknowledged and snoozed", () => {
  for (const act of [
    () => undefined,
    (w: World) => w.acknowledge(w.open[0]!.id),
    (w: World) => w.snooze(w.open[0]!.id, minute),
  ]) {
    const w = world();
    w.raise("created", "a", { severity: "high" });
    act(w);
    w.raise("severity_rose", "a", { severity: "critical" });
    assert.deepEqual(w.said, ["send first", "send severity_rise"]);
    assert.deepEqual([w.open.length, w.open[0]?.severity, w.open[0]?.policy], [1, "critical", "critical"]);
  }
});

test("what gets worse and shows another face leaves the incident of its title, which ends with the last", () => {
  const w = world();
  const title = { severity: "high", signature: "title" } as const;
  const event = { severity: "critical", signature: "event", environment: "production" } as const;
  for (const issue of ["a", "b", "c"]) w.raise("created", issue, title);
  for (const issue of ["a", "b", "c"]) w.raise("severity_rose", issue, event);
  assert.deepEqual(w.said.slice(3), [
    "send severity_rise",
    "none waiting",
    "none dedup",
    "none waiting",
    "none dedup",
    "update resolved",
  ]);
  assert.deepEqual(
    w.open.map(({ policy: name, groupKey }) => [name, groupKey.includes("event")]),
    [["critical", true]],
  );
});

test("what gets worse within the window is told again where its policy says so, and by another policy in any case", () => {
  const rise = (more: object, severity: "high" | "critical"): string | undefined => {
    const w = new World([policy({ name: "critical", match: "severity:critical", again: [] }), policy(more)]);
    w.raise("created", "a");
    w.pass(minute);
    w.raise("severity_rose", "a", { severity });
    return w.said.at(-1);
  };
  assert.equal(rise({}, "high"), "send severity_rise");
  assert.equal(rise({ again: ["regression"] }, "high"), "none dedup");
  assert.equal(rise({ again: [] }, "critical"), "send severity_rise");
});

test("an error that is less severe than its group changes nothing", () => {
  const w = world();
  w.raise("created", "a", { severity: "critical" });
  w.raise("created", "b", { severity: "low" });
  assert.deepEqual([w.open.length, w.open[0]?.severity, w.open[0]?.policy], [1, "critical", "critical"]);
  assert.equal(w.said[1], "none dedup");
});

test("a correction edits what was posted, and lowers only when it is sure", () => {
  const w = world();
  w.raise("created", "a", { severity: "critical" });
  w.raise("corrected", "a", { severity: "low", category: "unknown" });
  assert.equal(w.open[0]?.severity, "critical");
  w.raise("corrected", "a", { severity: "low", category: "code_bug" });
  assert.deepEqual([w.open[0]?.severity, w.open[0]?.policy, w.open[0]?.dueAt], ["low", "low and info", null]);
  assert.deepEqual(w.said.slice(1), ["update corrected", "update corrected"]);
});

test("another error of the same issue lowers nothing and closes nothing, unless a person says so", () => {
  const petty = { severity: "low", category: "validation", signature: "petty" } as const;
  for (const isOpen of [false, true]) {
    const w = world();
    if (isOpen) w.raise("created", "b", petty);
    w.raise("created", "a", { severity: "critical", signature: "outage" });
    w.raise("corrected", "a", { ...petty, category: "unknown" });
    w.raise("corrected", "a", petty);
    const [critical] = w.open.filter(({ policy: name }) => name === "critical");
    assert.deepEqual([critical?.severity, critical?.subject.signature], ["critical", "outage"]);
    assert.equal(w.open.length, isOpen ? 2 : 1);
  }
  const w = world();
  w.raise("created", "a", { severity: "critical", signature: "outage" });
  w.raise("corrected", "a", petty, "Ada");
  assert.deepEqual([w.open[0]?.severity, w.open[0]?.subject.signature], ["low", "petty"]);
});

test("an incident ends when its last issue does, and says so where it was announced", () => {
  const w = world();
  w.raise("created", "a", { severity: "high" });
  w.raise("created", "b", { severity: "high" });
  w.raise("resolved", "a", { severity: "high" });
  w.raise("resolved", "b", { severity: "high" });
  assert.deepEqual(w.said, ["send first", "none dedup", "none waiting", "update resolved"]);
  assert.equal(w.open.length, 0);
});

test("the end of what nobody was told of is told to nobody", () => {
  const w = world();
  w.raise("created", "a", { severity: "low" });
  w.raise("resolved", "a", { severity: "low" });
  w.raise("resolved", "never seen", { severity: "low" });
  assert.deepEqual(w.said, ["none no_channel", "none below_policy", "none below_policy"]);
});

test("what comes back opens another incident and is told as such, also within the window", () => {
  const w = world();
  w.raise("created", "a", { severity: "high" });
  w.raise("resolved", "a", { severity: "high" });
  w.raise("regressed", "a", { severity: "high" });
  assert.deepEqual(w.said, ["send first", "update resolved", "send regression"]);
});

test("what begins anew within the window waits for its end and is told if it is still open", () => {
  const w = world();
  w.raise("created", "a", { severity: "high" });
  w.raise("resolved", "a", { severity: "high" });
  w.raise("created", "b", { severity: "high" });
  assert.equal(w.said.at(-1), "none dedup");
  w.pass(6 * minute);
  assert.equal(w.said.at(-1), "send first");
});

test("a silence holds back until it ends, then what is still open is told", () => {
  const w = world();
  const until = new Date(w.now.getTime() + 30 * minute).toISOString();
  w.silences = [{ id: "quiet", match: "project:staging", until, mode: "hold", author: "a", reason: "" }];
  w.raise("created", "a", { severity: "critical", project: "staging" });
  w.raise("created", "b", { severity: "critical", project: "shop" });
  assert.deepEqual(w.said, ["hold silenced", "send first"]);
  assert.equal(w.log[0]?.decision.by, "quiet");
  w.pass(29 * minute);
  assert.equal(w.said.filter((said) => said === "send first").length, 1);
  w.pass(2 * minute);
  assert.equal(w.said.filter((said) => said === "send first").length, 2);
});

test("the symptoms of an outage are dropped, other errors of the provider are not", () => {
  const w = world();
  w.raise("provider_outage", null, { severity: "critical", provider: "openai", signature: "outage" });
  w.raise("created", "a", { severity: "high", provider: "openai", category: "timeout" });
  w.raise("created", "b", { severity: "high", provider: "openai", category: "authentication", signature: "key" });
  w.raise("created", "c", { severity: "high", provider: "anthropic", category: "timeout", signature: "other" });
  assert.deepEqual(w.said, ["send first", "drop inhibited", "send first", "send first"]);
  assert.equal(w.open.length, 3);
});

test("a provisional verdict waits for a model until the deadline, a critical one never", () => {
  const w = world();
  w.waiting = true;
  w.raise("created", "a", { severity: "high", flags: ["provisional"] });
  w.raise("created", "b", { severity: "critical", flags: ["provisional"], signature: "other" });
  assert.deepEqual(w.said, ["none waiting", "send first"]);
  w.pass(21_000);
  assert.deepEqual([w.said[2], w.log[2]?.at.toISOString()], ["send first", "2026-11-30T10:00:20.000Z"]);
});

test("once the model has answered nothing waits any more", () => {
  const w = world();
  w.waiting = true;
  w.raise("created", "a", { severity: "high", flags: ["provisional"] });
  w.pass(4000);
  w.waiting = false;
  w.raise("corrected", "a", { severity: "high", category: "code_bug" });
  w.pass(60_000);
  assert.deepEqual(w.said, ["none waiting", "send first"]);
});

test("a policy that waits collects first, unless it gets worse or ends", () => {
  const w = new World([policy({ wait: "2m" })]);
  w.raise("created", "a");
  w.pass(minute);
  w.raise("created", "b");
  w.pass(2 * minute);
  assert.deepEqual(w.said, ["none waiting", "none waiting", "send first"]);
  assert.equal(w.log[2]?.at.toISOString(), "2026-11-30T10:02:00.000Z");
  const ends = new World([policy({ wait: "2m" })]);
  ends.raise("created", "a");
  ends.raise("resolved", "a");
  ends.pass(5 * minute);
  assert.deepEqual(ends.said, ["none waiting", "none below_policy"]);
  const rises = new World([policy({ wait: "2m" })]);
  rises.raise("created", "a");
  rises.raise("severity_rose", "a", { severity: "high" });
  assert.deepEqual(rises.said, ["none waiting", "send severity_rise"]);
});

test("without a channel the incident is opened and says why nobody was told", () => {
  const w = world();
  w.channels.clear();
  const [decision] = w.raise("created", "a", { severity: "critical" });
  assert.deepEqual([decision?.action, decision?.reason, decision?.incident?.state], ["none", "no_channel", "open"]);
  assert.deepEqual(decision?.skipped, ["pager", "sms", "slack", "hook"]);
});

test("a policy that does not stop lets those after it decide too, each with an incident of its own", () => {
  const w = new World([policy({ name: "copy", stop: false, ladder: [{ after: "0s", to: ["hook"] }] }), policy({})]);
  const decisions = w.raise("created", "a");
  assert.deepEqual(
    decisions.map(({ policy: name, to }) => [name, to]),
    [
      ["copy", ["hook"]],
      ["all", ["slack"]],
    ],
  );
  assert.equal(w.open.length, 2);
});

test("an empty groupBy makes an incident of each issue", () => {
  const w = new World([policy({ groupBy: [] })]);
  w.raise("created", "a");
  w.raise("created", "b");
  assert.equal(w.open.length, 2);
});

test("a fixed window ends with its slot, a rolling one after its length", () => {
  for (const [kind, said] of [
    ["fixed", "send new_member"],
    ["rolling", "none dedup"],
  ] as const) {
    const w = new World([policy({ window: { kind, for: "5m" } })]);
    w.now = new Date("2026-11-30T10:04:00Z");
    w.raise("created", "a");
    w.pass(2 * minute);
    w.raise("created", "b");
    assert.equal(w.said.at(-1), said, kind);
  }
});

test("how an end is told is the policy's to say", () => {
  for (const [onResolve, said] of [
    ["edit", "update resolved"],
    ["send", "send resolved"],
    ["none", "none below_policy"],
  ] as const) {
    const w = new World([policy({ onResolve })]);
    w.raise("created", "a");
    w.raise("resolved", "a");
    assert.equal(w.said.at(-1), said);
  }
});

test("an incident whose policy is gone goes by the one that matches now", () => {
  const w = new World([policy({ name: "gone", match: "severity:medium", repeat: "10m" }), policy({ repeat: "20m" })]);
  w.raise("created", "a");
  w.policies.shift();
  w.pass(21 * minute);
  assert.deepEqual(w.said, ["send first", "send repeat"]);
  assert.equal(w.log[1]?.decision.policy, "all");
});

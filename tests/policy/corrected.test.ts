import assert from "node:assert/strict";
import { test } from "node:test";
import { unasked } from "#lib/policy/asked.ts";
import { hour, minute, silence, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const teams = (more: object = {}): World =>
  worldOf({
    policies: [
      { name: "critical", match: "severity:critical", ladder: [{ after: "0s", to: ["pager", "slack"] }], repeat: "30m" },
      {
        name: "database",
        match: "category:database",
        ladder: [
          { after: "0s", to: ["slack", "hook"] },
          { after: "15m", to: ["call"] },
        ],
      },
      { name: "low", match: "severity:low", ladder: [{ after: "0s", to: ["morning"] }] },
      { name: "all", ...more },
    ],
  });

test("a correction edits what was told, and its repeats go on as they were", () => {
  const w = worldOf({ policies: [{ name: "all", repeat: "30m" }] });
  w.raise("created", "a");
  w.pass(10 * minute);
  w.raise("corrected", "a", { category: "code_bug" });
  w.pass(21 * minute);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 update corrected", "10:30 send repeat slack"]);
});

test("a correction that another policy is for tells those who were not told, and edits the rest", () => {
  const w = teams();
  w.raise("created", "a");
  w.pass(minute);
  const [decision] = w.raise("corrected", "a", { category: "database" });
  assert.deepEqual([decision?.policy, decision?.incident?.policy], ["database", "database"]);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:01 send corrected hook", "10:16 send step call"]);
});

test("a correction to a milder policy is an edit: its digest tells nobody anew, and nothing repeats", () => {
  const w = teams();
  w.raise("created", "a", { severity: "critical" });
  w.raise("corrected", "a", { severity: "low", category: "code_bug" });
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), ["10:00 send first pager,slack", "10:00 update corrected"]);
  assert.deepEqual([w.open[0]?.policy, w.open[0]?.severity, w.open[0]?.dueAt], ["low", "low", null]);
});

test("who has it in hand, snoozed it, or got it from a person is not disturbed by another policy's people", () => {
  for (const act of [
    (w: World) => w.acknowledge(w.open[0]!.id),
    (w: World) => w.snooze(w.open[0]!.id, hour),
    (w: World) => w.act(w.open[0]!.id, { kind: "reassign", to: ["mail"] }),
  ]) {
    const w = teams();
    w.raise("created", "a");
    act(w);
    w.raise("corrected", "a", { category: "database" });
    assert.equal(timeline(w).at(-1), "10:00 update corrected");
    assert.equal(w.open[0]?.policy, "database");
  }
});

test("an error that goes over to another policy for another reason is told to those who were not told", () => {
  const w = teams({ groupBy: ["project", "environment", "signature"] });
  w.raise("created", "a");
  w.raise("created", "b", { category: "database" });
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 send first hook"]);
  assert.equal(w.open.length, 1);
});

test("a correction of what waits, is held, or is not known", () => {
  const waits = worldOf({ policies: [{ name: "all", wait: "5m" }] });
  waits.raise("created", "a");
  waits.raise("corrected", "a", { category: "code_bug" });
  waits.pass(hour);
  assert.deepEqual(timeline(waits), ["10:00 none waiting", "10:00 none waiting", "10:05 send first slack"]);
  const held = worldOf({ policies: [{ name: "all" }], silences: [silence({ until: "2026-11-30T10:30:00Z" })] });
  held.raise("created", "a");
  held.raise("corrected", "a", { category: "code_bug" });
  held.pass(hour);
  assert.deepEqual(timeline(held), ["10:00 hold silenced", "10:00 hold silenced", "10:30 send first slack"]);
  const unknown = worldOf({ policies: [{ name: "all" }] });
  unknown.raise("corrected", "a", { category: "code_bug" });
  assert.deepEqual(timeline(unknown), ["10:00 none below_policy"]);
});

test("a correction in a silence is an edit, which disturbs nobody, and told of in no other way at its end", () => {
  const w = worldOf({
    policies: [{ name: "all" }],
    silences: [silence({ since: "2026-11-30T10:05:00Z", until: "2026-11-30T10:30:00Z" })],
  });
  w.raise("created", "a");
  w.pass(10 * minute);
  w.raise("corrected", "a", { category: "code_bug" });
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 update corrected"]);
  assert.equal(w.open[0]?.subject.category, "code_bug");
});

test("what rises into another policy begins its ladder, though somebody had it in hand", () => {
  for (const act of [
    () => undefined,
    (w: World) => w.acknowledge(w.open[0]!.id),
    (w: World) => w.snooze(w.open[0]!.id, 5 * hour),
    (w: World) => w.act(w.open[0]!.id, { kind: "reassign", to: ["mail"] }),
  ]) {
    const w = teams();
    w.raise("created", "a");
    act(w);
    const since = w.log.length;
    w.raise("severity_rose", "a", { severity: "critical" });
    w.pass(31 * minute);
    assert.deepEqual(timeline(w, since), ["10:00 send severity_rise pager,slack", "10:30 send repeat pager,slack"]);
    assert.deepEqual([w.open[0]?.state, w.open[0]?.snoozedUntil, w.open[0]?.assigned], ["open", null, []]);
  }
});

test("what rises within its policy is told to whoever was told, and stays in the hands it is in", () => {
  const ladder = [
    { after: "0s", to: ["slack"] },
    { after: "5m", to: ["pager"] },
  ];
  const w = worldOf({ policies: [{ name: "all", ladder }] });
  w.raise("created", "a");
  w.pass(6 * minute);
  w.acknowledge(w.open[0]!.id);
  w.raise("severity_rose", "a", { severity: "critical" });
  assert.deepEqual(timeline(w, 2), ["10:06 send severity_rise slack,pager"]);
  assert.equal(w.open[0]?.state, "acknowledged");
});

test("late verdicts: told on the instant one at the deadline, then edited", () => {
  const w = worldOf({ policies: [{ name: "all", deadline: "20s" }] });
  w.waiting = true;
  w.raise("created", "a", { flags: ["provisional"] });
  w.pass(minute);
  w.raise("corrected", "a", { category: "code_bug" });
  assert.deepEqual(timeline(w), ["10:00 none waiting", "10:00 send first slack", "10:01 update corrected"]);
});

test("a verdict that is less sure than its policy wants lowers nothing, unless a person gave it", () => {
  const said = (more: object, by: string | null = null) => {
    const w = teams();
    Object.assign(w.policies[0]!, { confidenceFloor: 0.7 });
    w.raise("created", "a", { severity: "critical" });
    const [decision] = w.raise("corrected", "a", { severity: "low", category: "code_bug", ...more }, by);
    assert.equal(decision?.reason, "corrected");
    return [w.open[0]?.severity, w.open[0]?.policy];
  };
  assert.deepEqual(said({ confidence: 0.6 }), ["critical", "critical"]);
  assert.deepEqual(said({ confidence: 0.7 }), ["low", "low"]);
  assert.deepEqual(said({ confidence: null }), ["low", "low"]);
  assert.deepEqual(said({ confidence: 0.6 }, "Ada"), ["low", "low"]);
});

test("an unsure verdict takes no step from an incident that stays as severe as it was, nor into a silence of milder ones", () => {
  const ladder = [
    { after: "0s", to: ["slack"] },
    { after: "15m", to: ["pager"], if: "severity:critical" },
  ];
  const w = worldOf({
    policies: [{ name: "all", ladder }],
    silences: [silence({ match: "severity:<=medium", until: "2026-11-30T12:00:00Z" })],
  });
  w.raise("created", "a", { severity: "critical" });
  w.raise("corrected", "a", { severity: "low", category: "unknown" });
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 update corrected", "10:15 send step pager"]);
  assert.deepEqual([w.open[0]?.subject.severity, w.open[0]?.subject.category], ["critical", "unknown"]);
});

test("a sure verdict lowers an incident no further than its other issues were before an unsure one", () => {
  const lowered = (unsure: object, more: (w: World) => void = () => undefined) => {
    const w = worldOf({ policies: [{ name: "all" }] });
    for (const issue of ["a", "b", "c"]) w.raise("created", issue, { severity: issue === "c" ? "medium" : "critical" });
    w.raise("corrected", "b", { severity: "low", ...unsure });
    more(w);
    w.raise("corrected", "a", { severity: "low", category: "code_bug" });
    return w.open[0]?.severity;
  };
  assert.equal(lowered({ category: "unknown" }), "critical");
  assert.equal(lowered({ flags: ["provisional"] }), "critical");
  assert.equal(lowered({ category: "code_bug" }), "medium");
  const comesBack = (w: World): void => {
    w.raise("resolved", "b", { severity: "low" });
    w.raise("regressed", "b", { severity: "low" });
  };
  assert.equal(lowered({ category: "unknown" }, comesBack), "medium");
});

test("confidence is asked for where a policy has a floor", () => {
  for (const more of [{}, { confidenceFloor: 0.7 }])
    assert.equal(unasked(teams(more).document).includes("confidence"), !("confidenceFloor" in more));
});

const atNight = { name: "work", outside: "hold" };

test("those of another policy who were not told, and may not be now, are told when their calendar opens", () => {
  const w = worldOf({
    policies: [
      {
        name: "database",
        match: "category:database",
        ladder: [
          { after: "0s", to: ["hook"] },
          { after: "5m", to: ["call"] },
        ],
        calendar: atNight,
      },
      { name: "all" },
    ],
  });
  w.now = new Date("2026-11-30T20:00:00Z");
  w.raise("created", "a");
  w.raise("corrected", "a", { category: "database" });
  w.raise("created", "b", { signature: "other" });
  w.pass(6 * minute);
  w.raise("created", "b", { signature: "other", category: "database" });
  w.pass(14 * hour);
  assert.deepEqual(timeline(w), [
    "20:00 send first slack",
    "20:00 update corrected",
    "20:00 send first slack",
    "20:06 hold outside_hours",
    "09:00 send step hook",
    "09:00 send step hook",
    "09:05 send step call",
    "09:05 send step call",
  ]);
});

test("those who were not told are told at the end of a silence", () => {
  const w = teams();
  w.silences = [silence({ since: "2026-11-30T10:05:00Z", until: "2026-11-30T10:30:00Z" })];
  w.raise("created", "a");
  w.pass(10 * minute);
  w.raise("corrected", "a", { category: "database" });
  w.pass(30 * minute);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 update corrected", "10:30 send step slack,hook"]);
});

test("those of another policy who may only be called are not called where it is downgraded", () => {
  const w = worldOf({
    policies: [
      {
        name: "database",
        match: "category:database",
        ladder: [{ after: "0s", to: ["call"] }],
        calendar: { name: "night", outside: "downgrade" },
      },
      { name: "all" },
    ],
  });
  w.raise("created", "a");
  w.raise("corrected", "a", { category: "database" });
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 update corrected"]);
});

test("what is in somebody's hands and gets worse in a silence is told at its end", () => {
  const w = worldOf({
    policies: [{ name: "all" }],
    silences: [silence({ since: "2026-11-30T10:05:00Z", until: "2026-11-30T10:30:00Z" })],
  });
  w.raise("created", "a");
  w.acknowledge(w.open[0]!.id);
  w.pass(10 * minute);
  w.raise("created", "b");
  w.raise("severity_rose", "a", { severity: "high" });
  w.pass(hour);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:10 hold silenced",
    "10:10 hold silenced",
    "10:30 send severity_rise slack",
  ]);
  assert.equal(w.open[0]?.state, "acknowledged");
});

test("acknowledged after a silence held a repeat back, it is not told of at the end", () => {
  const w = worldOf({
    policies: [{ name: "all", repeat: "10m" }],
    silences: [silence({ since: "2026-11-30T10:05:00Z", until: "2026-11-30T10:30:00Z" })],
  });
  w.raise("created", "a");
  w.pass(15 * minute);
  w.acknowledge(w.open[0]!.id);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 hold silenced"]);
});

test("what gets worse is snoozed no longer, also where a silence holds the word back", () => {
  const w = worldOf({
    policies: [{ name: "all" }],
    silences: [silence({ since: "2026-11-30T10:05:00Z", until: "2026-11-30T10:30:00Z" })],
  });
  w.raise("created", "a");
  w.snooze(w.open[0]!.id, 5 * hour);
  w.pass(10 * minute);
  w.raise("severity_rose", "a", { severity: "high" });
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 hold silenced", "10:30 send severity_rise slack"]);
});

test("a correction that makes an incident worse is told as a rise", () => {
  const w = worldOf({ policies: [{ name: "all", groupBy: ["project"] }] });
  w.raise("created", "a", { severity: "low" });
  w.raise("corrected", "b", { severity: "high" });
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 send severity_rise slack"]);
});

test("what a silence dropped for what it was taken for is told once it is corrected into something else", () => {
  const symptoms = silence({ match: "category:timeout", until: "2026-11-30T12:00:00Z", mode: "drop" });
  const w = worldOf({ policies: [{ name: "all" }], silences: [symptoms] });
  const was = { category: "timeout", severity: "medium" } as const;
  const correct = (issue: string, category: "authentication" | "timeout"): void => {
    const input = w.signal("corrected", issue, { category, signature: issue });
    w.take({ ...input, signal: { ...input.signal, was } });
  };
  w.raise("created", "a", { signature: "a" });
  correct("a", "authentication");
  correct("a", "authentication");
  w.raise("created", "b", { signature: "b" });
  correct("b", "timeout");
  w.pass(3 * hour);
  correct("c", "authentication");
  assert.deepEqual(timeline(w), [
    "10:00 drop silenced",
    "10:00 send first slack",
    "10:00 update corrected",
    "10:00 drop silenced",
    "10:00 drop silenced",
    "13:00 none below_policy",
  ]);
});

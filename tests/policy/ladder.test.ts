import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "#lib/model/decision.ts";
import { CalendarSpec } from "#lib/model/policy.ts";
import { hour, minute, silence, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const steps = [
  { after: "0s", to: ["slack"] },
  { after: "15m", to: ["pager"], urgency: "high" },
  { after: "30m", to: ["call"], urgency: "high" },
];
const ladder = (more: object = {}): World => worldOf({ policies: [{ name: "all", ladder: steps, ...more }] });
const idOf = (w: World): string => w.open[0]!.id;

test("the steps follow each other at their times, until the ladder ends", () => {
  const w = ladder();
  w.raise("created", "a");
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:15 send step pager", "10:30 send step call"]);
  assert.deepEqual(
    w.log.map(({ decision: { step, urgency } }) => [step, urgency]),
    [
      [0, "low"],
      [1, "high"],
      [2, "high"],
    ],
  );
  assert.deepEqual([w.open[0]?.steps, w.open[0]?.dueAt], [3, null]);
});

test("acknowledging stops the ladder and the repeats, and is nothing the second time", () => {
  const w = ladder({ repeat: "10m" });
  w.raise("created", "a");
  w.pass(11 * minute);
  w.acknowledge(idOf(w));
  w.pass(minute);
  w.acknowledge(idOf(w));
  w.pass(5 * hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 send repeat slack"]);
  assert.equal(w.open[0]?.acknowledgedAt?.toISOString(), "2026-11-30T10:11:00.000Z");
});

test("a repeat goes to everybody who was told so far, from the last telling on", () => {
  const w = ladder({ repeat: "20m" });
  w.raise("created", "a");
  w.pass(75 * minute);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:15 send step pager",
    "10:30 send step call",
    "10:50 send repeat slack,pager,call",
    "11:10 send repeat slack,pager,call",
  ]);
  assert.deepEqual([w.log[3]?.decision.step, w.log[3]?.decision.urgency], [null, "high"]);
});

test("an acknowledgement that expires begins the ladder again", () => {
  const w = ladder({ ackExpires: "1h" });
  w.raise("created", "a");
  w.acknowledge(idOf(w));
  w.pass(3 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "11:00 send repeat slack",
    "11:15 send step pager",
    "11:30 send step call",
  ]);
  assert.deepEqual([w.open[0]?.state, w.open[0]?.acknowledgedAt], ["open", null]);
});

test("an acknowledgement that is taken back begins the ladder again, or whom it was handed to is told; a snooze stays", () => {
  const give: Act = { kind: "unacknowledge" };
  const w = ladder();
  w.raise("created", "a");
  w.act(idOf(w), give);
  w.acknowledge(idOf(w));
  w.pass(hour);
  w.act(idOf(w), give);
  w.act(idOf(w), give);
  w.pass(20 * minute);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "11:00 send repeat slack", "11:15 send step pager"]);
  assert.deepEqual([w.open[0]?.state, w.open[0]?.acknowledgedAt], ["open", null]);
  w.act(idOf(w), { kind: "reassign", to: ["hook"] });
  w.acknowledge(idOf(w));
  w.act(idOf(w), give);
  w.acknowledge(idOf(w));
  w.snooze(idOf(w), hour);
  w.act(idOf(w), give);
  w.pass(3 * hour);
  assert.deepEqual(timeline(w, 4), ["11:20 send repeat hook", "12:20 send repeat hook"]);
});

test("a snooze puts the ladder off: at its end whoever was told is told again, and the next step waits its pause", () => {
  const w = ladder();
  w.raise("created", "a");
  w.pass(10 * minute);
  w.snooze(idOf(w), hour);
  w.pass(3 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "11:10 send repeat slack",
    "11:25 send step pager",
    "11:40 send step call",
  ]);
});

test("a snooze outlasts an acknowledgement's expiry", () => {
  const w = ladder({ ackExpires: "10m" });
  w.raise("created", "a");
  w.acknowledge(idOf(w));
  w.snooze(idOf(w), hour);
  w.pass(61 * minute);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "11:00 send repeat slack"]);
});

test("a step that begins only later waits for its time, and gets worse at once", () => {
  const late = [{ after: "5m", to: ["slack"] }];
  const w = ladder({ ladder: late });
  w.raise("created", "a");
  w.pass(minute);
  w.raise("created", "b");
  w.pass(10 * minute);
  assert.deepEqual(timeline(w), ["10:00 none waiting", "10:01 none waiting", "10:05 send first slack"]);
  const rises = ladder({ ladder: late });
  rises.raise("created", "a");
  rises.raise("severity_rose", "a", { severity: "high" });
  assert.deepEqual(timeline(rises), ["10:00 none waiting", "10:00 send severity_rise slack"]);
});

test("steps at once follow each other at once", () => {
  const w = ladder({ ladder: [steps[0]!, { after: "0s", to: ["hook"] }] });
  w.raise("created", "a");
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 send step hook"]);
});

test("a step without a usable channel gives way to the next at once, which those after it follow at their distance", () => {
  const w = ladder();
  w.channels.delete("slack");
  w.raise("created", "a");
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 none no_channel", "10:00 send first pager", "10:15 send step call"]);
  assert.deepEqual([w.log[0]?.decision.skipped, w.log[0]?.decision.step], [["slack"], 0]);
});

test("a ladder without any usable channel says so, and that a severe incident reached nobody", () => {
  for (const [severity, isLost] of [
    ["critical", true],
    ["high", true],
    ["medium", false],
  ] as const) {
    const w = ladder();
    w.channels.clear();
    w.raise("created", "a", { severity });
    assert.deepEqual(timeline(w), ["10:00 none no_channel", "10:00 none no_channel", "10:00 none no_channel"]);
    assert.equal(w.open[0]?.undeliveredAt !== null, isLost, severity);
    w.everywhere();
    w.raise("created", "b", { severity });
    assert.deepEqual([timeline(w, 3), w.open[0]?.undeliveredAt], [["10:00 send first slack"], null]);
  }
});

test("whoever reached nobody is told from the ladder's beginning when a channel of it works again, once", () => {
  const mended: Act = { kind: "mended", channel: "pager" };
  const w = ladder({ repeat: "never" });
  w.raise("created", "a");
  w.pass(hour);
  w.act(idOf(w), mended);
  for (const step of [0, 1, 2]) w.act(idOf(w), { kind: "failed", step });
  w.act(idOf(w), { kind: "mended", channel: "hook" });
  w.act(idOf(w), mended);
  w.act(idOf(w), mended);
  w.pass(20 * minute);
  assert.deepEqual(timeline(w, 3), ["11:00 send repeat slack", "11:15 send step pager"]);
  assert.deepEqual([w.open[0]?.undeliveredAt, w.open[0]?.steps], [null, 2]);
});

test("a channel that works again is not told of what somebody has in hand, and of what a silence holds after it", () => {
  const w = ladder({ ladder: [steps[0]!] });
  const lose = (issue: string, act?: Act) => {
    w.raise("created", issue, { signature: issue });
    const id = w.open.at(-1)!.id;
    w.act(id, { kind: "failed", step: 0 });
    if (act) w.act(id, act);
    return id;
  };
  const ids = [lose("a", { kind: "acknowledge" }), lose("b", { kind: "snooze", until: new Date(w.now.getTime() + hour) })];
  const held = lose("c");
  w.silences = [silence({ until: "2026-11-30T10:30:00Z" })];
  for (const id of [...ids, held, held]) w.act(id, { kind: "mended", channel: "slack" });
  w.pass(40 * minute);
  assert.deepEqual(timeline(w, 3), ["10:00 hold silenced", "10:30 send step slack"]);
});

test("what was handed to a channel that works again is told there, and no ladder in its place", () => {
  const w = ladder();
  w.raise("created", "a");
  w.act(idOf(w), { kind: "reassign", to: ["hook"] });
  w.act(idOf(w), { kind: "failed", step: 0 });
  w.act(idOf(w), { kind: "mended", channel: "slack" });
  w.act(idOf(w), { kind: "mended", channel: "hook" });
  w.pass(hour);
  assert.deepEqual(timeline(w, 2), ["10:00 send repeat hook"]);
});

test("some channels that cannot be used are named beside those that are told", () => {
  const w = ladder({ ladder: [{ after: "0s", to: ["slack", "hook", "slack"] }] });
  w.channels.delete("hook");
  const [decision] = w.raise("created", "a");
  assert.deepEqual([decision?.to, decision?.skipped], [["slack"], ["hook"]]);
});

const conditions: [string, string, string[]][] = [
  [
    "waits for its calendar",
    "in:work",
    ["17:50 send first slack", "18:05 hold outside_hours", "09:00 send step pager", "09:15 send step call"],
  ],
  ["waits for the end of a calendar", "-in:work", ["17:50 send first slack", "18:05 send step pager", "18:20 send step call"]],
  [
    "is passed over where it does not hold",
    "severity:critical",
    ["17:50 send first slack", "18:05 none below_policy", "18:20 send step call"],
  ],
  [
    "is passed over where no calendar would help",
    "severity:critical in:work",
    ["17:50 send first slack", "18:05 none below_policy", "18:20 send step call"],
  ],
  [
    "waits for the calendar that helps",
    "severity:critical OR in:night",
    ["17:50 send first slack", "18:05 hold outside_hours", "22:00 send step pager", "22:15 send step call"],
  ],
];

for (const [what, condition, said] of conditions)
  test(`a step on a condition ${what}`, () => {
    const w = ladder({ ladder: [steps[0], { ...steps[1], if: condition }, steps[2]] });
    w.now = new Date("2026-11-30T17:50:00Z");
    w.raise("created", "a");
    w.pass(16 * hour);
    assert.deepEqual(timeline(w), said);
  });

test("while a step waits for its calendar the others are told again, and the step once it opens", () => {
  const w = ladder({ ladder: [steps[0], { ...steps[1], if: "in:night" }], repeat: "5h" });
  w.raise("created", "a");
  w.pass(13 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:15 hold outside_hours",
    "15:00 send repeat slack",
    "20:00 send repeat slack",
    "22:00 send step pager",
  ]);
  assert.equal(w.log[1]?.decision.by, "night");
});

test("a repeat leaves out whom a step's condition does not name any more", () => {
  const w = ladder({ ladder: [steps[0], { after: "5m", to: ["pager"], if: "in:work" }], repeat: "10m" });
  w.now = new Date("2026-11-30T17:50:00Z");
  w.raise("created", "a");
  w.pass(16 * minute);
  assert.deepEqual(timeline(w), ["17:50 send first slack", "17:55 send step pager", "18:05 send repeat slack"]);
});

test("where no step's condition holds at a repeat, nobody is told and the next repeat is awaited", () => {
  const w = ladder({ ladder: [{ after: "0s", to: ["pager"], if: "in:work" }], repeat: "10m" });
  w.now = new Date("2026-11-30T17:55:00Z");
  w.raise("created", "a");
  w.pass(21 * minute);
  assert.deepEqual(timeline(w), ["17:55 send first pager", "18:05 none no_channel", "18:15 none no_channel"]);
});

test("a first word whose step waits for a calendar is held until it opens", () => {
  const w = ladder({ ladder: [{ after: "0s", to: ["pager"], if: "in:night" }] });
  w.raise("created", "a");
  w.raise("created", "b");
  w.pass(13 * hour);
  assert.deepEqual(timeline(w), ["10:00 hold outside_hours", "10:00 hold outside_hours", "22:00 send first pager"]);
  assert.deepEqual([w.log[0]?.decision.by, w.open[0]?.heldBy], ["night", null]);
});

test("reassigned, it is told at once to these, who stand for the ladder from then on", () => {
  const w = ladder({ repeat: "30m" });
  w.raise("created", "a");
  w.acknowledge(idOf(w));
  w.pass(minute);
  w.act(idOf(w), { kind: "reassign", to: ["mail", "hook"] }, "Ada");
  w.pass(31 * minute);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:01 send step mail,hook", "10:31 send repeat mail,hook"]);
  assert.deepEqual([w.log[1]?.decision.by, w.open[0]?.state, w.open[0]?.assigned], ["Ada", "open", ["mail", "hook"]]);
});

test("reassigned to what cannot be used, nobody is told", () => {
  const w = ladder();
  w.raise("created", "a");
  w.channels.delete("mail");
  w.act(idOf(w), { kind: "reassign", to: ["mail"] });
  assert.deepEqual([timeline(w, 1), w.log[1]?.decision.skipped], [["10:00 none no_channel"], ["mail"]]);
});

test("reassigned to a digest, it is a line of it", () => {
  const w = ladder();
  w.raise("created", "a");
  w.act(idOf(w), { kind: "reassign", to: ["morning"] });
  assert.deepEqual(timeline(w, 1), ["10:00 digest step +morning"]);
});

test("a step that nobody took brings the next at once; the last one says that nobody was reached", () => {
  const w = ladder();
  w.raise("created", "a");
  w.pass(minute);
  w.act(idOf(w), { kind: "failed", step: 0 });
  assert.deepEqual(timeline(w, 1), ["10:01 send step pager"]);
  w.act(idOf(w), { kind: "failed", step: 0 });
  assert.equal(w.log.length, 2, "a later step was taken already");
  w.act(idOf(w), { kind: "failed", step: 1 });
  assert.deepEqual(timeline(w, 2), ["10:01 send step call"]);
  w.act(idOf(w), { kind: "failed", step: 2 });
  assert.equal(w.open[0]?.undeliveredAt?.toISOString(), "2026-11-30T10:01:00.000Z");
  assert.equal(w.log.length, 3);
});

test("where nobody took a step and the next one waits for its hours, nobody was reached; it comes all the same", () => {
  const day = CalendarSpec.parse({ name: "day", zone: "UTC", windows: [{ days: ["mon"], from: "12:00", to: "18:00" }] });
  const held = [steps[0], { ...steps[1], if: "in:day" }];
  const w = worldOf({ calendars: [day], policies: [{ name: "all", ladder: held }] });
  w.raise("created", "a");
  w.act(idOf(w), { kind: "failed", step: 0 });
  assert.equal(w.open[0]?.undeliveredAt?.toISOString(), "2026-11-30T10:00:00.000Z");
  w.pass(3 * hour);
  assert.equal(timeline(w).at(-1), "12:00 send step pager");
  assert.equal(w.open[0]?.undeliveredAt, null);
});

test("a step that nobody took of what somebody has in hand changes nothing; of what is snoozed it waits", () => {
  const w = ladder();
  w.raise("created", "a");
  w.acknowledge(idOf(w));
  w.act(idOf(w), { kind: "failed", step: 0 });
  assert.deepEqual([w.log.length, w.open[0]?.undeliveredAt], [1, null]);
  const snoozed = ladder();
  snoozed.raise("created", "a");
  snoozed.snooze(idOf(snoozed), hour);
  snoozed.act(idOf(snoozed), { kind: "failed", step: 0 });
  assert.equal(snoozed.log.length, 1);
  snoozed.pass(hour);
  assert.equal(timeline(snoozed)[1], "11:00 send repeat slack");
});

test("what nobody whom it was handed to took reached nobody", () => {
  const w = ladder();
  w.raise("created", "a");
  w.act(idOf(w), { kind: "reassign", to: ["mail"] });
  w.act(idOf(w), { kind: "failed", step: 0 });
  assert.notEqual(w.open[0]?.undeliveredAt, null);
});

test("acts upon what is over change nothing", () => {
  const w = ladder();
  w.raise("created", "a");
  const id = idOf(w);
  w.resolve(id);
  const before = structuredClone(w.kept.get(id)!.conversation);
  const acts: Act[] = [
    { kind: "acknowledge" },
    { kind: "failed", step: 0 },
    { kind: "reassign", to: ["mail"] },
    { kind: "resolve" },
  ];
  for (const act of acts) w.act(id, act);
  w.snooze(id, hour);
  assert.deepEqual(w.kept.get(id)!.conversation, before);
  assert.equal(w.log.length, 2);
});

test("what gets worse while it is collected goes on to the next step where nobody can be reached", () => {
  const w = ladder({ wait: "10m" });
  w.channels.delete("slack");
  w.raise("created", "a");
  w.raise("severity_rose", "a", { severity: "high" });
  assert.deepEqual(timeline(w), ["10:00 none waiting", "10:00 none no_channel", "10:00 send first pager"]);
});

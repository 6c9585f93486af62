import assert from "node:assert/strict";
import { test } from "node:test";
import { hour, minute, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const evening = new Date("2026-11-30T20:00:00Z");
const world = (outside: string, more: object = {}, calendar: object = {}): World =>
  Object.assign(
    worldOf({
      policies: [
        {
          name: "all",
          calendar: { name: "work", outside, ...calendar },
          ladder: [{ after: "0s", to: ["slack", "sms", "pager"], urgency: "high" }],
          ...more,
        },
      ],
    }),
    { now: evening },
  );

test("held outside its hours, the first word comes when the calendar opens", () => {
  const w = world("hold");
  const [decision] = w.raise("created", "a");
  assert.deepEqual([decision?.by, decision?.incident?.heldBy, decision?.to], ["work", "work", []]);
  w.raise("created", "b");
  w.pass(14 * hour);
  assert.deepEqual(timeline(w), ["20:00 hold outside_hours", "20:00 hold outside_hours", "09:00 send first slack,sms,pager"]);
  assert.equal(w.open[0]?.heldBy, null);
});

test("a step and a repeat outside the hours are held too, and said to be once", () => {
  const ladder = [
    { after: "0s", to: ["slack"] },
    { after: "1h", to: ["pager"] },
    { after: "2h", to: ["call"] },
  ];
  const w = world("hold", { ladder, repeat: "30m" });
  w.now = new Date("2026-11-30T17:20:00Z");
  w.raise("created", "a");
  w.pass(15 * hour + 50 * minute);
  assert.deepEqual(timeline(w), [
    "17:20 send first slack",
    "17:50 send repeat slack",
    "18:20 hold outside_hours",
    "09:00 send step pager",
  ]);
  w.pass(hour);
  assert.deepEqual(timeline(w, 4), ["09:30 send repeat slack,pager", "10:00 send step call"]);
});

test("a digest stands for what would be told outside the hours; nobody was told yet", () => {
  const w = world("digest");
  const [decision] = w.raise("created", "a");
  assert.deepEqual([decision?.by, decision?.lines], ["work", ["morning"]]);
  w.pass(14 * hour);
  assert.deepEqual(timeline(w), ["20:00 digest outside_hours +morning", "09:00 send digest slack"]);
  w.raise("created", "b");
  assert.deepEqual(timeline(w, 2), ["10:00 send first slack,sms,pager"]);
});

test("a repeat outside the hours is one line, and comes again when the calendar opens", () => {
  const w = world("digest", { repeat: "30m" });
  w.now = new Date("2026-11-30T17:50:00Z");
  w.raise("created", "a");
  w.pass(16 * hour);
  assert.deepEqual(timeline(w).slice(0, 4), [
    "17:50 send first slack,sms,pager",
    "18:20 digest outside_hours +morning",
    "09:00 send digest slack",
    "09:00 send repeat slack,sms,pager",
  ]);
});

test("where no digest can be sent, what would be a line is held", () => {
  const w = world("digest");
  for (const name of ["digest", "morning"]) w.channels.delete(name);
  w.raise("created", "a");
  w.pass(14 * hour);
  assert.deepEqual(timeline(w), ["20:00 hold outside_hours", "09:00 send first slack,sms,pager"]);
});

test("downgraded outside its hours, it is told softly and nobody is called", () => {
  const w = world("downgrade");
  const [decision] = w.raise("created", "a");
  assert.deepEqual([decision?.to, decision?.skipped, decision?.urgency], [["slack", "pager"], ["sms"], "low"]);
  w.now = new Date("2026-12-01T10:00:00Z");
  const [other] = w.raise("created", "b");
  assert.deepEqual([other?.to, other?.urgency], [["slack", "sms", "pager"], "high"]);
});

test("a ladder of calls alone reaches nobody where it is downgraded", () => {
  const w = world("downgrade", { ladder: [{ after: "0s", to: ["sms", "call"] }] });
  w.raise("created", "a");
  assert.deepEqual(timeline(w), ["20:00 none no_channel"]);
});

test("critical errors are told all the same, unless the policy says in so many words that they wait", () => {
  for (const outside of ["hold", "digest", "downgrade"]) {
    const w = world(outside);
    const [decision] = w.raise("created", "a", { severity: "critical" });
    assert.deepEqual([decision?.to, decision?.urgency], [["slack", "sms", "pager"], "high"], outside);
    const waits = world(outside, {}, { critical: true });
    const [kept] = waits.raise("created", "a", { severity: "critical" });
    assert.notDeepEqual(kept?.to, ["slack", "sms", "pager"], outside);
  }
});

test("what becomes critical while it is held is told at once", () => {
  const w = world("hold");
  w.raise("created", "a");
  w.pass(hour);
  w.raise("severity_rose", "a", { severity: "high" });
  w.raise("severity_rose", "a", { severity: "critical" });
  w.pass(13 * hour);
  assert.deepEqual(timeline(w), [
    "20:00 hold outside_hours",
    "21:00 hold outside_hours",
    "21:00 send severity_rise slack,sms,pager",
  ]);
});

test("acknowledged while it is held, it stays quiet when the calendar opens", () => {
  const w = world("hold");
  w.raise("created", "a");
  w.acknowledge(w.open[0]!.id);
  w.pass(20 * hour);
  assert.deepEqual(timeline(w), ["20:00 hold outside_hours"]);
});

test("resolved while it is held, it is one line of the quiet digest", () => {
  for (const outside of ["hold", "digest"]) {
    const w = world(outside);
    w.raise("created", "a");
    w.raise("resolved", "a");
    assert.deepEqual(timeline(w, 1), ["20:00 digest resolved +morning"]);
    w.pass(14 * hour);
    assert.deepEqual(timeline(w, 2), ["09:00 send digest slack"]);
    assert.equal(w.log.at(-1)?.digest?.lines, outside === "hold" ? 1 : 2);
  }
});

const changes: [string, string, string][] = [
  ["leap forward", "2026-03-28T20:00:00Z", "2026-03-29T07:00:00.000Z"],
  ["go back", "2026-10-24T20:00:00Z", "2026-10-25T08:00:00.000Z"],
];
for (const [what, from, opens] of changes)
  test(`held over the night in which the clocks ${what}, it comes at nine on the wall`, () => {
    const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
    const work = { name: "work", zone: "Europe/Berlin", windows: [{ days: [...days], from: "09:00", to: "18:00" }] };
    const w = world("hold");
    w.document = { ...w.document, calendars: [work] };
    w.now = new Date(from);
    w.raise("created", "a");
    w.pass(24 * hour);
    assert.deepEqual(w.said, ["hold outside_hours", "send first"]);
    assert.equal(w.log[1]?.at.toISOString(), opens);
  });

test("a calendar that is gone, or never opens, holds nothing back", () => {
  const w = world("hold");
  w.document = { ...w.document, calendars: [] };
  w.raise("created", "a");
  assert.deepEqual(w.said, ["send first"]);
});

test("a policy may match by calendar, in which another incident is opened", () => {
  const w = worldOf({ policies: [{ name: "hours", match: "in:work", ladder: [{ after: "0s", to: ["pager"] }] }] });
  w.raise("created", "a", { signature: "one" });
  w.now = evening;
  w.raise("created", "b", { signature: "two" });
  assert.deepEqual(timeline(w), ["10:00 send first pager", "20:00 send first mail"]);
});

test("a step that waits for the end of a calendar is a line where the policy's own calendar says so", () => {
  const ladder = [
    { after: "0s", to: ["slack"] },
    { after: "5m", to: ["pager"], if: "-in:work" },
  ];
  const w = world("digest", { ladder });
  w.now = new Date("2026-11-30T17:50:00Z");
  w.raise("created", "a");
  w.pass(20 * minute);
  assert.deepEqual(timeline(w), ["17:50 send first slack", "17:55 hold outside_hours", "18:00 digest outside_hours +morning"]);
});

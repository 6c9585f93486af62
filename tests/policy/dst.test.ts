import assert from "node:assert/strict";
import { test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { Live } from "./invariants/live.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** People are awake from 7 to 22 in the zone and have a digest at 2:30, a time that clocks leap over and show twice. */
function quiet(zone: string, start: string, { critical = false, digests = false } = {}): Live {
  const document = PolicyDocument.parse({
    version: 1,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "nightly", kind: "digest", to: ["slack"], at: "02:30", zone },
    ],
    calendars: [{ name: "awake", zone, windows: [{ days: everyDay, from: "07:00", to: "22:00" }] }],
    policies: [
      {
        name: "all",
        match: "*",
        calendar: digests ? undefined : { name: "awake", outside: "hold", critical },
        ladder: [{ after: "0s", to: [digests ? "nightly" : "slack"] }],
      },
    ],
  });
  const usable = new Map([
    ["slack", "slack"],
    ["nightly", "digest"],
  ] as const);
  return new Live({ document, usable, start: new Date(start), steps: [] });
}
const raise = (live: Live, issue: string, severity: Severity): void =>
  void live.raise("created", issue, { signature: issue, severity, category: "code_bug" });
const told = (live: Live): string[] =>
  live.log.flatMap(({ at, decision: { action, reason } }) =>
    action === "send" ? [`${at.toISOString().slice(5, 16)} ${reason}`] : [],
  );

/** Where, an evening at 23:00, and the next morning at 7:00 in the zone, both as UTC. */
const nights: [string, string, string][] = [
  ["Europe/Berlin", "2026-03-28T22:00Z", "03-29T05:00"],
  ["Europe/Berlin", "2026-10-24T21:00Z", "10-25T06:00"],
  ["America/New_York", "2026-03-08T04:00Z", "03-08T11:00"],
  ["America/New_York", "2026-11-01T03:00Z", "11-01T12:00"],
  ["Australia/Lord_Howe", "2026-10-03T12:30Z", "10-03T20:00"],
  ["Pacific/Kiritimati", "2026-11-30T09:00Z", "11-30T17:00"],
  ["Etc/GMT+12", "2026-12-01T11:00Z", "12-01T19:00"],
];
for (const [zone, evening, morning] of nights)
  test(`quiet hours in ${zone}, the night of ${evening}: held until seven, told once; what is critical breaks through`, () => {
    const live = quiet(zone, evening);
    raise(live, "a", "high");
    live.pass(hour);
    raise(live, "b", "critical");
    const breaking = new Date(Date.parse(evening) + hour).toISOString().slice(5, 16);
    live.pass(20 * hour);
    assert.deepEqual(told(live), [`${breaking} first`, `${morning} first`]);
  });

test("what is critical waits as well where the policy says so", () => {
  const live = quiet("Europe/Berlin", "2026-03-28T22:00Z", { critical: true });
  raise(live, "a", "critical");
  live.pass(20 * hour);
  assert.deepEqual(told(live), ["03-29T05:00 first"]);
});

test("a snooze over the change of clocks ends at its instant", () => {
  const live = quiet("Europe/Berlin", "2026-03-28T20:00Z");
  raise(live, "a", "critical");
  const [{ id } = { id: "" }] = live.open;
  live.take({
    kind: "act",
    at: live.now,
    incident: id,
    act: { kind: "snooze", until: new Date("2026-03-29T01:30Z") },
    by: "Ada",
  });
  live.pass(day);
  assert.deepEqual(told(live), ["03-28T20:00 first", "03-29T01:30 repeat"]);
});

/** Where, from when, and when each digest goes in the three days around the change. */
const digests: [string, string, string[]][] = [
  ["Europe/Berlin", "2026-03-27T12:00Z", ["03-28T01:30", "03-29T01:00", "03-30T00:30"]],
  ["Europe/Berlin", "2026-10-23T12:00Z", ["10-24T00:30", "10-25T00:30", "10-26T01:30"]],
  ["Pacific/Kiritimati", "2026-11-30T01:00Z", ["11-30T12:30", "12-01T12:30", "12-02T12:30"]],
  ["Etc/GMT+12", "2026-11-30T01:00Z", ["11-30T14:30", "12-01T14:30", "12-02T14:30"]],
];
for (const [zone, start, times] of digests)
  test(`digests in ${zone} from ${start}: none is lost and none is doubled`, () => {
    const live = quiet(zone, start, { digests: true });
    for (let n = 0; n < 72; n++) {
      raise(live, `i${n}`, "medium");
      live.pass(hour);
    }
    assert.deepEqual(
      told(live),
      times.map((at) => `${at} digest`),
    );
    const lines = live.log.reduce((sum, { digest }) => sum + (digest?.lines ?? 0), 0);
    assert.equal(lines + live.gatherings.reduce((sum, each) => sum + each.lines, 0), 72);
  });

test("a clock that jumps a day ahead sends one digest, marked late", () => {
  const live = quiet("Europe/Berlin", "2026-11-30T10:00Z", { digests: true });
  raise(live, "a", "medium");
  live.step({ do: "jump", ms: 3 * day });
  live.pass(minute);
  const gone = live.log.flatMap(({ digest }) => digest ?? []);
  assert.deepEqual(
    gone.map(({ late, lines }) => [late, lines]),
    [[true, 1]],
  );
});

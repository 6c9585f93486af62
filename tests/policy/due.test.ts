import assert from "node:assert/strict";
import { test } from "node:test";
import { hour, minute, policyOf, timeline, worldOf } from "./spec.ts";
import { World } from "./world.ts";

const due = (w: World): void => void w.take({ kind: "due", at: w.now, incident: w.open[0]!.id });
const instants = (w: World): string[] => w.log.map(({ at }) => at.toISOString().slice(11, 19));
const ladder = [
  { after: "0s", to: ["slack"] },
  { after: "5m", to: ["pager"] },
  { after: "10m", to: ["call"] },
];

test("what a worker comes to a little late is decided as of its time", () => {
  const w = worldOf({ policies: [{ name: "all", ladder }] });
  w.raise("created", "a");
  w.sleep(5 * minute + 59_000);
  due(w);
  assert.deepEqual([timeline(w, 1), instants(w)[1]], [["10:05 send step pager"], "10:05:00"]);
  w.sleep(5 * minute);
  due(w);
  assert.equal(instants(w)[2], "10:10:00");
});

test("what comes much too late is told once, as of now, and the rest keeps its distance", () => {
  const w = worldOf({ policies: [{ name: "all", ladder, repeat: "10m" }] });
  w.raise("created", "a");
  w.sleep(24 * hour);
  due(w);
  assert.deepEqual(timeline(w, 1), ["10:00 send step pager"]);
  w.pass(16 * minute);
  assert.deepEqual(timeline(w, 2), ["10:05 send step call", "10:15 send repeat slack,pager,call"]);
});

test("a day of repeats that nobody woke is one repeat", () => {
  const w = worldOf({ policies: [{ name: "all", repeat: "30m" }] });
  w.raise("created", "a");
  w.sleep(24 * hour);
  due(w);
  w.pass(29 * minute);
  assert.deepEqual(timeline(w, 1), ["10:00 send repeat slack"]);
});

test("what is due too early, of what is over, or of nothing that is known, is nothing", () => {
  const w = worldOf({ policies: [{ name: "all", ladder }] });
  w.raise("created", "a");
  w.sleep(minute);
  due(w);
  w.take({ kind: "due", at: w.now, incident: "nobody" });
  w.take({ kind: "act", at: w.now, incident: "nobody", act: { kind: "acknowledge" }, by: null });
  const { id } = w.open[0]!;
  w.resolve(id);
  w.sleep(hour);
  w.take({ kind: "due", at: w.now, incident: id });
  assert.deepEqual(w.said, ["send first", "update resolved"]);
});

test("what is due comes before what happens at the same instant, to a signal and to a person's act", () => {
  const w = worldOf({ policies: [{ name: "all", ladder }] });
  w.raise("created", "a");
  w.sleep(5 * minute);
  w.raise("resolved", "a");
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:05 send step pager", "10:05 update resolved"]);
  const acted = worldOf({ policies: [{ name: "all", ladder }] });
  acted.raise("created", "a");
  acted.sleep(5 * minute);
  acted.acknowledge(acted.open[0]!.id);
  assert.deepEqual(timeline(acted), ["10:00 send first slack", "10:05 send step pager"]);
});

test("an incident whose policy is switched off or gone climbs the ladder of the one that matches now", () => {
  for (const change of [
    (w: World) => void w.policies.shift(),
    (w: World) => void Object.assign(w.policies[0]!, { enabled: false }),
  ]) {
    const w = worldOf({
      policies: [
        { name: "gone", match: "severity:medium", ladder },
        { name: "all", ladder: [ladder[0], { after: "7m", to: ["hook"] }] },
      ],
    });
    w.raise("created", "a");
    change(w);
    w.pass(hour);
    assert.deepEqual(timeline(w), ["10:00 send first slack", "10:07 send step hook"]);
    assert.equal(w.log[1]?.decision.policy, "all");
  }
});

test("a ladder that was made shorter meanwhile is at its end", () => {
  const w = worldOf({ policies: [{ name: "all", ladder }] });
  w.raise("created", "a");
  w.pass(6 * minute);
  w.policies[0]!.ladder.splice(1, 2);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:05 send step pager"]);
});

test("a snooze of what nobody was told of yet ends with the first word", () => {
  const w = worldOf({ policies: [{ name: "all", wait: "5m" }] });
  w.raise("created", "a");
  w.snooze(w.open[0]!.id, 20 * minute);
  w.raise("created", "b");
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 none waiting", "10:00 none snoozed", "10:20 send first slack"]);
  assert.equal(w.log[1]?.decision.by, "2026-11-30T10:20:00.000Z");
});

test("what comes back within the window is collected, and told as such then; what begins anew waits for the window too", () => {
  for (const [kind, said] of [
    ["regressed", "10:02 send regression slack"],
    ["escalated", "10:02 send regression slack"],
    ["created", "10:06 send first slack"],
  ] as const) {
    const w = worldOf({ policies: [{ name: "all", wait: "1m" }] });
    w.raise("created", "a");
    w.pass(minute);
    w.raise("resolved", "a");
    w.raise(kind, "a");
    w.pass(hour);
    assert.equal(timeline(w).at(-1), said, kind);
  }
});

test("nothing is due of what repeats never and has no step left", () => {
  const w = new World(policyOf({}));
  assert.equal(w.begin().nextDue(), null);
  w.raise("created", "a");
  assert.equal(w.begin().nextDue(), null);
});

test("a repeat every second is caught up with for as long as a worker may be late, and no longer", () => {
  const w = worldOf({ policies: [{ name: "all", repeat: "1s" }], hourly: 1000 });
  w.raise("created", "a");
  w.sleep(10_000);
  due(w);
  assert.equal(w.log.length, 11);
  w.sleep(62_000);
  due(w);
  assert.equal(w.log.length, 12);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { hour, minute, silence, silenceId, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const until = "2026-11-30T11:00:00Z";
const quiet = silence({ match: "message:loud", until });
const grouped = (more: object = {}, silences: object[] = []): World =>
  worldOf({ policies: [{ name: "all", groupBy: ["project"], ...more }], silences });
const bySeverity = (silences: object[] = []): World =>
  worldOf({
    silences,
    policies: [
      {
        name: "critical",
        match: "severity:critical",
        groupBy: ["project"],
        repeat: "30m",
        ladder: [{ after: "0s", to: ["pager"], urgency: "high" }],
      },
      { name: "all", groupBy: ["project"] },
    ],
  });
const speaks = (w: World): unknown[] =>
  w.open.map(({ severity, issue, subject, policy }) => [severity, issue, subject.severity, policy]);

test("when its worst issue is over, an incident is as bad as the worst that is open, by an edit, and its policy's", () => {
  const w = bySeverity();
  w.raise("created", "a", { severity: "critical" });
  w.raise("created", "b", { severity: "low" });
  w.raise("created", "c", { severity: "high" });
  w.pass(10 * minute);
  w.raise("resolved", "a", { severity: "critical" });
  assert.deepEqual(speaks(w), [["high", "c", "high", "all"]]);
  w.raise("resolved", "c", { severity: "high" });
  assert.deepEqual(speaks(w), [["low", "b", "low", "all"]]);
  w.pass(2 * hour);
  w.raise("resolved", "b", { severity: "low" });
  assert.deepEqual(timeline(w), [
    "10:00 send first pager",
    "10:00 none dedup",
    "10:00 none dedup",
    "10:10 update corrected",
    "10:10 update corrected",
    "12:10 update resolved",
  ]);
});

test("when another than its worst issue is over, it stays as it is", () => {
  const w = grouped();
  w.raise("created", "a", { severity: "critical" });
  w.raise("created", "b", { severity: "low" });
  w.raise("resolved", "b", { severity: "low" });
  assert.deepEqual([speaks(w), timeline(w).at(-1)], [[["critical", "a", "critical", "all"]], "10:00 none waiting"]);
});

test("what got milder again and gets worse again is told again", () => {
  const w = grouped();
  w.raise("created", "a", { severity: "critical" });
  w.raise("created", "b", { severity: "low" });
  w.raise("resolved", "a", { severity: "critical" });
  w.pass(minute);
  w.raise("severity_rose", "b", { severity: "high" });
  assert.deepEqual(timeline(w).slice(2), ["10:00 update corrected", "10:01 send severity_rise slack"]);
});

test("unsure words lower no issue, nor do they when the worst is over", () => {
  const w = grouped({ confidenceFloor: 0.7 });
  w.raise("created", "a", { severity: "critical", confidence: 0.9 });
  w.raise("created", "b", { severity: "high", confidence: 0.9 });
  w.raise("corrected", "b", { severity: "low", confidence: 0.4 });
  w.raise("corrected", "b", { severity: "low", category: "unknown", confidence: 0.9 });
  w.raise("resolved", "a", { severity: "critical" });
  assert.deepEqual(speaks(w), [["high", "b", "high", "all"]]);
});

test("a sure correction of the worst leaves it to the next worst, in its words and by its policy", () => {
  const w = bySeverity();
  w.raise("created", "a", { severity: "critical" });
  w.raise("created", "b", { severity: "high" });
  w.pass(minute);
  w.raise("corrected", "a", { severity: "low" });
  assert.deepEqual(speaks(w), [["high", "b", "high", "all"]]);
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), ["10:00 send first pager", "10:00 none dedup", "10:01 update corrected"]);
});

test("a first word that waits for the worst of two tells of the other, where the worst is over", () => {
  const w = grouped({ wait: "10m" });
  w.raise("created", "b");
  w.raise("created", "a", { severity: "medium", message: "later" });
  w.raise("resolved", "a");
  assert.deepEqual(speaks(w), [["medium", "b", "medium", "all"]]);
  w.pass(hour);
  assert.deepEqual(timeline(w).slice(2), ["10:00 none waiting", "10:10 send first slack"]);
});

test("what a silence holds back makes no incident of others worse; at its end it does, and that is told", () => {
  for (const mode of ["hold", "digest", "drop"]) {
    const w = bySeverity([{ ...quiet, mode }]);
    w.raise("created", "a");
    w.pass(10 * minute);
    w.raise("severity_rose", "b", { severity: "critical", message: "loud" });
    assert.deepEqual(speaks(w), [["medium", "a", "medium", "all"]], mode);
    w.pass(hour);
    assert.deepEqual(speaks(w), [["critical", "b", "critical", "critical"]], mode);
    assert.deepEqual(
      timeline(w).map((line) => line.replace(" +morning", "")),
      ["10:00 send first slack", `10:10 ${mode} silenced`, "11:00 send severity_rise pager"],
    );
    assert.equal(w.log[2]?.decision.by, silenceId);
  }
});

test("the ladder of the others goes on while a silence holds back what is worse", () => {
  const w = grouped(
    {
      ladder: [
        { after: "0s", to: ["slack"] },
        { after: "15m", to: ["pager"] },
      ],
      repeat: "40m",
    },
    [quiet],
  );
  w.raise("created", "a");
  w.raise("created", "b", { severity: "critical", message: "loud" });
  w.pass(70 * minute);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:00 hold silenced",
    "10:15 send step pager",
    "10:55 send repeat slack,pager",
    "11:00 send severity_rise slack,pager",
  ]);
});

test("whoever has it in hand, or snoozed it, hears of it at the end of the silence; not if it is over by then", () => {
  for (const act of ["acknowledge", "snooze", "over"] as const) {
    const w = grouped({}, [quiet]);
    w.raise("created", "a");
    w.raise("created", "b", { severity: "critical", message: "loud" });
    if (act === "acknowledge") w.acknowledge(w.open[0]!.id);
    else if (act === "snooze") w.snooze(w.open[0]!.id, 2 * hour);
    else w.raise("resolved", "b", { severity: "critical", message: "loud" });
    w.pass(61 * minute);
    const end = act === "over" ? ["10:00 none waiting"] : ["11:00 send severity_rise slack"];
    assert.deepEqual(timeline(w).slice(2), end, act);
    assert.equal(w.open[0]?.severity, act === "over" ? "medium" : "critical");
  }
});

test("where all of its issues are held back, it is as bad as the worst of them", () => {
  const w = grouped({}, [quiet]);
  w.raise("created", "a", { message: "loud" });
  w.raise("created", "b", { severity: "critical", message: "loud" });
  assert.deepEqual(speaks(w), [["critical", "b", "critical", "all"]]);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "10:00 hold silenced", "11:00 send first slack"]);
});

test("what is not held back is told in its own words, though worse issues of its incident are held back", () => {
  const w = bySeverity([quiet]);
  w.raise("created", "a", { severity: "critical", message: "loud" });
  w.raise("created", "b");
  assert.deepEqual(speaks(w), [["medium", "b", "medium", "all"]]);
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "10:00 send first slack", "11:00 send severity_rise pager"]);
});

test("when what was told is silenced, its repeats tell of the others, and of it again when the silence ends", () => {
  const w = bySeverity();
  w.raise("created", "a", { severity: "critical", message: "loud" });
  w.raise("created", "b");
  w.pass(10 * minute);
  w.silences = [quiet];
  w.pass(65 * minute);
  assert.deepEqual(timeline(w), [
    "10:00 send first pager",
    "10:00 none dedup",
    "10:30 update corrected",
    "11:00 send severity_rise pager",
  ]);
  w.raise("resolved", "a", { severity: "critical" });
  assert.deepEqual(speaks(w), [["medium", "b", "medium", "all"]]);
});

test("where the group may not be told of again yet, the end of a silence only edits", () => {
  const w = grouped({ again: [], window: { kind: "rolling", for: "4h" } }, [quiet]);
  w.raise("created", "a");
  w.raise("created", "b", { severity: "critical", message: "loud" });
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:00 hold silenced", "11:00 update corrected"]);
  assert.deepEqual(speaks(w), [["critical", "b", "critical", "all"]]);
});

test("a symptom of an outage makes no incident worse either, until the outage is over", () => {
  const w = worldOf({
    policies: [
      { name: "outage", match: "signal:provider_outage", groupBy: ["llm.provider"] },
      { name: "all", groupBy: ["project"] },
    ],
    silences: [{ match: "category:timeout", while: { match: "signal:provider_outage", equal: ["llm.provider"] }, mode: "drop" }],
  });
  const outage = { provider: "openai", signature: "verdict:provider_outage:openai", category: "provider_error" } as const;
  w.raise("created", "a", { category: "code_bug" });
  w.raise("provider_outage", null, { ...outage, severity: "critical" });
  w.raise("created", "b", { severity: "critical", provider: "openai" });
  assert.deepEqual(timeline(w).slice(2), ["10:00 drop inhibited"]);
  assert.equal(w.open[0]?.severity, "medium");
  w.pass(20 * minute);
  w.raise("resolved", null, outage);
  w.pass(2 * minute);
  assert.deepEqual(timeline(w).slice(3), ["10:20 update resolved", "10:21 send severity_rise slack"]);
});

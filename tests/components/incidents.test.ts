import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hrefOf as ledgerHref, readFilter as readLedger } from "#components/decisions/filter.ts";
import { outcomeOf } from "#components/decisions/outcome.ts";
import { isEnding, shortest, untilChosen, untilMonday, untilTomorrowMorning } from "#components/incidents/delays.ts";
import { hrefOf as incidentsHref, readFilter as readIncidents, statesOf } from "#components/incidents/filter.ts";
import { groupLine } from "#components/incidents/group.ts";
import { lasting } from "#components/incidents/lasting.ts";
import { isLoss, timeline, wordOf } from "#components/incidents/timeline.ts";
import en from "#lib/i18n/messages/en.json" with { type: "json" };
import type { ExplainedDecision } from "#lib/model/cause.ts";
import { durationMs } from "#lib/model/policy.ts";
import type { ActDone, IncidentStory } from "#lib/model/story.ts";

const paramsOf = (href: string) => Object.fromEntries(new URL(href, "http://a").searchParams);

test("no address breaks the lists, and what they understood they write again", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string({ unit: "binary" })), fc.constant(undefined));
  const keys = fc.constantFrom(
    "state",
    "severity",
    "cursor",
    "reason",
    "told",
    "action",
    "policy",
    "signal",
    "issue",
    "incident",
    "__proto__",
  );
  fc.assert(
    fc.property(fc.dictionary(keys, value), (params) => {
      const incidents = readIncidents(params);
      assert.deepEqual(readIncidents(paramsOf(incidentsHref(incidents, { cursor: incidents.cursor }))), incidents);
      const ledger = readLedger(params);
      assert.deepEqual(readLedger(paramsOf(ledgerHref(ledger, { cursor: ledger.cursor }))), ledger);
    }),
  );
  assert.deepEqual(statesOf("active"), ["open", "acknowledged"]);
  assert.deepEqual(readLedger({ told: "no", action: "hold", signal: "created", incident: "nonsense" }), {
    told: "no",
    action: "hold",
    signal: "created",
  });
});

test("what an incident's errors have in common is said in a line", () => {
  assert.equal(groupLine({ group: { "llm.provider": "openai" }, project: null, environment: null }), "openai");
  assert.equal(groupLine({ group: { signature: "4f2a" }, project: "api", environment: "live" }), "api · live");
});

test("an edit of nothing is no edit: who reads of it in a digest was told nothing new", () => {
  assert.equal(outcomeOf({ action: "update", to: ["slack"] }), "update");
  assert.equal(outcomeOf({ action: "update", to: [] }), "noted");
  assert.equal(outcomeOf({ action: "digest", to: [] }), "digest");
  for (const words of [en.action, en.decisions.sentence]) assert.ok("noted" in words);
});

test("a chosen time is a duration, unless it is past or too far", () => {
  const now = new Date(2026, 10, 30, 12, 0); // a Monday
  assert.equal(untilChosen("2026-11-30T12:30", now), "30m");
  for (const wrong of ["2026-11-30T11:59", "2027-01-30T00:00", "", "soon"]) assert.equal(untilChosen(wrong, now), null, wrong);
  const monday = new Date(now.getTime() + (durationMs(untilMonday(now)) ?? 0));
  assert.deepEqual([monday.getDay(), monday.getDate(), monday.getHours()], [1, 7, 9]);
});

test("a snooze of a second ends the one that stands", () => {
  const now = new Date("2026-11-30T03:00:00Z");
  assert.equal(isEnding(now.toISOString(), new Date(now.getTime() + (durationMs(shortest) ?? 0))), true);
  assert.equal(isEnding(now.toISOString(), new Date(now.getTime() + 60_000)), false);
});

test("until tomorrow morning is a duration that ends at nine", () => {
  for (const now of [new Date(2026, 10, 30, 0, 0), new Date(2026, 10, 30, 8, 59), new Date(2026, 11, 31, 23, 59, 59)]) {
    const ends = new Date(now.getTime() + (durationMs(untilTomorrowMorning(now)) ?? 0));
    assert.equal(ends.getHours(), 9);
    assert.ok(ends.getMinutes() === 0 && ends.getDate() !== now.getDate());
  }
  assert.deepEqual(lasting("2026-11-30T08:00:00Z", new Date("2026-11-30T09:59:00Z")), { unit: "h", count: 1 });
  assert.deepEqual(lasting("2026-11-30T08:00:00Z", new Date("2026-11-30T08:00:10Z")), { unit: "m", count: 0 });
});

const decision = (id: string, at: string, more: Partial<ExplainedDecision> = {}): ExplainedDecision => ({
  id,
  at,
  title: null,
  signal: "created",
  issue: "1",
  incident: "i",
  policy: "high",
  action: "none",
  reason: "dedup",
  by: null,
  to: [],
  skipped: [],
  lines: [],
  step: null,
  explanation: "",
  cause: null,
  would: [],
  ...more,
});

test("the timeline runs backwards, and a run of equal silence is one entry", () => {
  const incident = {
    opened_at: "2026-11-30T08:00:00.000Z",
    acknowledged_at: "2026-11-30T08:10:00.000Z",
    acknowledged_by: "Ada",
    resolved_at: null,
    resolved_by: null,
    messages: [
      {
        id: "m",
        channel: "slack",
        external_id: null,
        state: "sent",
        at: "2026-11-30T08:00:00.000Z",
        error: null,
        doubtful: false,
        step: null,
      },
    ],
    decisions: [
      decision("d4", "2026-11-30T08:12:00.000Z", { reason: "acknowledged" }),
      decision("d3", "2026-11-30T08:03:00.000Z"),
      decision("d2", "2026-11-30T08:02:00.000Z"),
      decision("d1", "2026-11-30T08:00:00.000Z", { action: "send", reason: "first", to: ["slack"] }),
    ],
  } as unknown as IncidentStory["incident"];
  const story = { incident, acts: [], position: null, held: null, receivers: [] };
  const told = timeline(story).map((entry) => ("times" in entry ? `${entry.decision.id}×${entry.times}` : entry.key));
  assert.deepEqual(told, ["d4×1", "acknowledge", "d3×2", "m", "d1×1", "opened"]);
});

test("what people did stands in the timeline once, as it was written down", () => {
  const incident = {
    opened_at: "2026-11-30T08:00:00.000Z",
    acknowledged_at: "2026-11-30T08:10:00.000Z",
    acknowledged_by: "Ada",
    resolved_at: null,
    resolved_by: null,
    undelivered_at: "2026-11-30T08:05:00.000Z",
    messages: [],
    decisions: [],
  } as unknown as IncidentStory["incident"];
  const acts: ActDone[] = [
    { id: "a2", at: "2026-11-30T08:20:00.000Z", by: "Ada", act: { kind: "reassign", to: ["sms"] } },
    { id: "a1", at: "2026-11-30T08:10:00.000Z", by: "Ada", act: { kind: "acknowledge" } },
  ];
  const told = timeline({ incident, acts, position: null, held: null, receivers: [] }).map(({ key }) => key);
  assert.deepEqual(told, ["a2", "a1", "undelivered", "opened"]);
});

test("a step that was taken again, for its channel is named no more, is not told as one that no channel took", () => {
  const [failed, again] = [
    { kind: "failed" as const, step: 0 },
    { kind: "failed" as const, step: 0, again: true },
  ];
  assert.deepEqual([isLoss(failed), isLoss(again), isLoss({ kind: "undelivered" })], [true, false, true]);
  const words = [failed, again].map((each) => en.incidents.event[wordOf(each)]);
  assert.match(words[0]!, /^No channel took step/);
  assert.match(words[1]!, /taken again.* renamed or removed/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { PolicySpec } from "#lib/model/policy.ts";
import { type Climber, ladderPosition } from "#lib/policy/position.ts";

const policy = PolicySpec.parse({
  name: "high",
  match: "severity:high",
  repeat: "30m",
  ackExpires: "2h",
  ladder: [
    { after: "0s", to: ["slack", "hook"] },
    { after: "15m", to: ["pager"], if: "in:working-hours" },
    { after: "30m", to: ["sms"], urgency: "high" },
  ],
});
const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 30, 8, minutes));
const iso = (minutes: number): string => at(minutes).toISOString();
const climber = (more: Partial<Climber> = {}): Climber => ({
  state: "open",
  acknowledgedAt: null,
  snoozedUntil: null,
  toldAt: at(0),
  told: 1,
  dueAt: at(15),
  ladderAt: at(0),
  steps: 1,
  assigned: [],
  ...more,
});
const first: Parameters<typeof ladderPosition>[1]["decisions"][number] = {
  step: 0,
  at: iso(0),
  action: "send",
  reason: "first",
  by: null,
  to: ["slack"],
  skipped: ["hook"],
  lines: [],
};
const position = (incident: Climber, more: object = {}, now = at(5)) =>
  ladderPosition(policy, { incident, decisions: [first], messages: [], now, ...more });
const states = (found: ReturnType<typeof position>) => found.steps.map(({ state }) => state);

test("what was told is done, the next step says when, the others follow", () => {
  const found = position(climber(), { messages: [{ step: 0, at: iso(0), channel: "slack", state: "sent" }] });
  assert.deepEqual(states(found), ["done", "next", "later"]);
  assert.deepEqual(
    found.steps.map((step) => step.at),
    [iso(0), iso(15), iso(30)],
  );
  assert.deepEqual(found.steps[0]?.receivers, [
    { channel: "slack", state: "sent" },
    { channel: "hook", state: "unusable" },
  ]);
  assert.deepEqual(found.repeat, { every: "30m", at: iso(30) });
});

test("a step that its condition kept is passed over, one that no channel took failed", () => {
  const passed = { ...first, step: 1, at: iso(15), action: "none", reason: "below_policy", to: [], skipped: [] };
  const lost = [{ step: 0, at: iso(0), channel: "slack", state: "failed" }];
  const found = position(climber({ steps: 2, dueAt: at(30) }), { decisions: [passed, first], messages: lost }, at(16));
  assert.deepEqual(states(found), ["failed", "passed", "next"]);
  const none = { ...first, action: "none", reason: "no_channel", to: [] };
  assert.deepEqual(states(position(climber(), { decisions: [none] })), ["failed", "next", "later"]);
});

test("a step that waits for a calendar names it, and when it opens", () => {
  const held = {
    ...first,
    step: 1,
    at: iso(15),
    action: "hold",
    reason: "outside_hours",
    by: "working-hours",
    to: [],
    skipped: [],
  };
  const [, step] = position(climber({ dueAt: at(60) }), { decisions: [held, first] }, at(16)).steps;
  assert.deepEqual([step?.state, step?.calendar, step?.at], ["waiting", "working-hours", iso(60)]);
});

test("who has it in hand stops the rest, until that ends by itself", () => {
  const taken = position(climber({ state: "acknowledged", acknowledgedAt: at(3), dueAt: at(123) }));
  assert.deepEqual(states(taken), ["done", "stopped", "stopped"]);
  assert.deepEqual([taken.ackExpiresAt, taken.repeat?.at], [iso(123), null]);
  assert.deepEqual(states(position(climber({ assigned: ["sms"] }))), ["done", "stopped", "stopped"]);
  assert.deepEqual(states(position(climber({ state: "resolved" }))), ["done", "stopped", "stopped"]);
});

test("a snooze puts off what would come before its end", () => {
  const found = position(climber({ snoozedUntil: at(25), dueAt: at(25) }));
  assert.deepEqual(
    found.steps.map((step) => step.at),
    [iso(0), iso(25), iso(30)],
  );
  assert.equal(found.repeat?.at, null);
});

test("a ladder that began again counts only what came since", () => {
  const again = { ...first, at: iso(200), reason: "repeat" as const, to: ["hook"], skipped: [] };
  const messages = [{ step: 0, at: iso(0), channel: "slack", state: "sent" }];
  const found = position(climber({ ladderAt: at(200), dueAt: at(215) }), { decisions: [again, first], messages }, at(201));
  assert.deepEqual(
    found.steps[0]?.receivers.map(({ state }) => state),
    [null, null],
  );
  assert.deepEqual([found.steps[0]?.at, found.steps[1]?.at], [iso(200), iso(215)]);
});

test("a step that came late keeps those before it where they were", () => {
  const late = { ...first, step: 1, at: iso(60), reason: "step" as const, to: ["pager"], skipped: [] };
  const found = position(climber({ ladderAt: at(45), steps: 2, dueAt: at(75) }), { decisions: [late, first] }, at(61));
  assert.deepEqual(
    found.steps.map((step) => step.at),
    [iso(0), iso(60), iso(75)],
  );
});

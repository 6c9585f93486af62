import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toldReasons } from "#lib/model/incident.ts";
import { durationMs } from "#lib/model/policy.ts";
import { deciding } from "#lib/policy/match.ts";
import { isOpening } from "#lib/policy/rate.ts";
import { repeatAt, windowEnd } from "#lib/policy/timing.ts";
import { type History, histories, type Mix } from "./invariants/history.ts";
import { isWorse, policyOf, said } from "./invariants/invariant.ts";
import { Live, type Told } from "./invariants/live.ts";

function property(name: string, mix: Mix, holds: (live: Live, history: History) => void): void {
  test(name, () => {
    fc.assert(
      fc.property(histories(mix), (given) => holds(new Live(given), given)),
      { numRuns: 500 },
    );
  });
}

const isTold = ({ decision: { action, reason }, digest }: Told): boolean =>
  digest === null && (action === "send" || action === "digest") && (isOpening(reason) || reason === "over_rate");

property("every signal ends with a decision of each policy that decides, one for each incident and policy", {}, (live) => {
  for (const input of live.inputs) {
    if (input.kind !== "signal") continue;
    const { signal, at } = input;
    const of = live.log.filter((each) => each.signal?.id === signal.id);
    const names = of.map(({ incident, decision }) => incident ?? decision.policy);
    assert.equal(new Set(names).size, names.length);
    assert.equal(new Set(of.map(({ decision }) => decision.policy)).size, of.length);
    const { policies, calendars } = of[0]?.document ?? live.document;
    if (signal.kind !== "resolved") assert.ok(of.length >= deciding(policies, signal.subject, at, calendars).length);
  }
});

property("who is told has one reason for it, who is not another", {}, (live) => {
  const told = new Set<string>(toldReasons);
  for (const each of live.log) {
    const { action, reason, to, lines } = each.decision;
    if (action === "send" || action === "update") assert.ok(told.has(reason), said(each));
    if (["hold", "drop", "none"].includes(action)) assert.ok(!told.has(reason), said(each));
    assert.equal(action === "send", to.length > 0, said(each));
    if (action === "digest") assert.ok(lines.length > 0, said(each));
  }
});

property("a group is never told of twice in a window without a reason to tell again", { acts: false }, (live) => {
  const last = new Map<string, Told>();
  for (const each of live.log.filter(isTold)) {
    const { decision, at, signal } = each;
    const spec = policyOf(each, decision.policy);
    const key = `${decision.policy} ${decision.incident?.groupKey}`;
    const before = last.get(key);
    last.set(key, each);
    if (!signal || !spec || !before || before.at > at) continue;
    const isNewHere = isWorse(each) && (each.before?.told === 0 || each.before?.policy !== decision.policy);
    const again = isNewHere || spec.again.some((reason) => reason === decision.reason);
    // Another step of the ladder, taken at once, and who is to be told by the policy that it goes over to.
    const isSame = before.input === each.input || each.before?.policy !== decision.policy;
    if (!again && !isSame && decision.reason !== "over_rate")
      assert.ok(windowEnd(spec, before.at) <= at, `${said(each)} after ${said(before)}`);
  }
});

property("a repetition comes when its time has come, to an open incident that nobody has in hand", {}, (live) => {
  for (const each of live.log) {
    const { decision, before, signal, at } = each;
    if (signal !== null || decision.reason !== "repeat" || !before || decision.action === "none") continue;
    const spec = policyOf(each, decision.policy);
    const isExpired = before.state === "acknowledged" && decision.incident?.state === "open";
    const isWoken = before.snoozedUntil !== null && before.snoozedUntil <= at;
    const isFree = before.heldBy !== null;
    if (isExpired || isWoken || isFree || !spec || !before.toldAt) continue;
    assert.equal(before.state, "open", said(each));
    assert.ok((repeatAt(spec, before.toldAt) ?? at) <= at, said(each));
  }
});

property("of a policy and group one conversation is open at a time", { acts: false }, (live) => {
  const keys = live.open.map(({ policy: name, groupKey }) => `${name} ${groupKey}`);
  assert.equal(new Set(keys).size, keys.length);
});

property("what waits is looked at again, and never endlessly at one instant", { rules: "fixed" }, (live) => {
  for (const all of Map.groupBy(live.log, ({ incident, at }) => `${incident} ${at.toISOString()}`).values())
    assert.ok(all.length < 40, `${all.length} decisions at once, the last ${said(all[0]!)}`);
  for (const { heldBy, dueAt, told, id, state, assigned, policy } of live.open) {
    const last = live.log.findLast(({ incident }) => incident === id)?.decision.action;
    const isAskedTwice = live.policy(policy).calendar !== undefined; // by the policy and by a step, of the same hours
    const waits = last === "hold" && !isAskedTwice && told === 0 && state === "open" && assigned.length === 0;
    if (waits) assert.notEqual(dueAt, null, `${id} is held by ${heldBy} for ever`);
  }
});

property("a clock that jumps a day tells once of each, not once for every time that was missed", { silences: "none" }, (live) => {
  const times = live.log.filter(({ decision, input }) => decision.reason === "repeat" && input.kind === "due");
  for (const [key, all] of Map.groupBy(times, ({ incident, input }) => `${incident} ${input.at.toISOString()}`))
    assert.ok(all.length <= 1, key);
  const late = live.log.filter(({ digest }) => digest?.late);
  for (const [key, all] of Map.groupBy(
    late,
    ({ digest, decision, at }) => `${digest?.channel} ${decision.to.join()} ${at.toISOString()}`,
  ))
    assert.equal(all.length, 1, key);
});

property("the same history makes the same decisions", {}, (live, given) => {
  const shown = ({ log }: Live): string => JSON.stringify(log.map(({ at, decision, digest }) => [at, decision, digest]));
  assert.equal(shown(new Live(given)), shown(live));
});

test("durations are read as they are written", () => {
  assert.deepEqual(["30s", "5m", "4h", "2d", "0s", "1w", "5 m", "-1s"].map(durationMs), [
    30_000,
    300_000,
    14_400_000,
    172_800_000,
    0,
    null,
    null,
    null,
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toldReasons } from "#lib/model/incident.ts";
import { durationMs, PolicySpec, type SilenceSpec } from "#lib/model/policy.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { deciding } from "#lib/policy/match.ts";
import { heldBack } from "#lib/policy/silence.ts";
import { repeatAt, windowEnd } from "#lib/policy/timing.ts";
import { type Told, World } from "./world.ts";

type Step =
  | { do: "pass"; ms: number }
  | {
      do: "raise";
      kind: "created" | "regressed" | "escalated" | "severity_rose" | "corrected" | "resolved";
      issue: number;
      severity: Severity;
      provisional: boolean;
      unknown: boolean;
    }
  | { do: "acknowledge" | "snooze" | "resolve"; which: number }
  | { do: "silence"; project: number; ms: number; mode: "hold" | "drop" | "digest" }
  | { do: "channels"; on: boolean }
  | { do: "waiting"; on: boolean };

const issues = 6;
const severity = fc.constantFrom(...severities);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(1000, 10_000, 60_000, 240_000, 400_000, 2_000_000),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("raise" as const),
      kind: fc.constantFrom("created", "created", "regressed", "escalated", "severity_rose", "corrected", "resolved", "resolved"),
      issue: fc.nat(issues - 1),
      severity,
      provisional: fc.boolean(),
      unknown: fc.boolean(),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("acknowledge", "snooze", "resolve"), which: fc.nat(5) }) as fc.Arbitrary<Step>,
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("silence"),
      project: fc.nat(1),
      ms: fc.constantFrom(60_000, 900_000),
      mode: fc.constantFrom("hold", "drop", "digest"),
    }) as fc.Arbitrary<Step>,
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("channels", "waiting"), on: fc.boolean() }) as fc.Arbitrary<Step> },
);

const policy = fc.record({
  match: fc.constantFrom("*", "severity:critical", "severity:>=high", "project:p0", "category:code_bug"),
  stop: fc.boolean(),
  enabled: fc.constantFrom(true, true, true, false),
  groupBy: fc.constantFrom([], ["project", "signature"], ["project"], ["severity"]),
  window: fc.record({ kind: fc.constantFrom("rolling", "fixed"), for: fc.constantFrom("30s", "5m") }),
  wait: fc.constantFrom("0s", "0s", "1m"),
  repeat: fc.constantFrom("never", "10m", "30m"),
  again: fc.subarray(["severity_rise", "new_member", "regression"]),
  onResolve: fc.constantFrom("edit", "send", "none"),
  deadline: fc.constantFrom("0s", "20s"),
  ladder: fc.constantFrom(
    [{ after: "0s", to: ["slack", "pager"] }],
    [
      { after: "0s", to: ["hook"] },
      { after: "5m", to: ["slack"] },
    ],
  ),
});
const policies = fc
  .array(policy, { maxLength: 3 })
  .map((list) =>
    [...list, { match: "*", ladder: [{ after: "0s", to: ["slack"] }] }].map((each, n) =>
      PolicySpec.parse({ ...each, name: `policy ${n}` }),
    ),
  );
const history = fc.record({ policies, steps: fc.array(step, { minLength: 1, maxLength: 40 }) });
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

function act(world: World, step: Step): void {
  if (step.do === "pass") world.pass(step.ms);
  else if (step.do === "waiting") world.waiting = step.on;
  else if (step.do === "channels") world.channels = new Set(step.on ? ["slack", "hook"] : []);
  else if (step.do === "silence") {
    const until = new Date(world.now.getTime() + step.ms).toISOString();
    const silence: SilenceSpec = {
      id: `s${world.silences.length}`,
      match: `project:p${step.project}`,
      until,
      mode: step.mode,
      author: "",
      reason: "",
    };
    world.silences = [...world.silences, silence];
  } else if (step.do === "raise") {
    const flags = step.provisional ? (["provisional"] as const) : [];
    const category = step.unknown ? "unknown" : "code_bug";
    world.raise(step.kind, `i${step.issue}`, {
      severity: step.severity,
      category,
      project: `p${step.issue % 2}`,
      signature: `s${step.issue % 3}`,
      flags: [...flags],
    });
  } else {
    const id = pick(world.open, step.which)?.id;
    if (!id) return;
    if (step.do === "acknowledge") world.acknowledge(id);
    else if (step.do === "snooze") world.snooze(id, 600_000);
    else world.resolve(id);
  }
}

function live({ policies, steps }: History): World {
  const world = new World(policies);
  for (const each of steps) act(world, each);
  return world;
}

function property(name: string, holds: (world: World, history: History) => void): void {
  test(name, () => {
    fc.assert(
      fc.property(history, (given) => holds(live(given), given)),
      { numRuns: 600 },
    );
  });
}

const keyOf = (world: World, id: string): string => {
  const { policy: name, groupKey } = world.kept.get(id)!.conversation;
  return `${name} ${groupKey}`;
};
const isTold = ({ decision }: Told): boolean => decision.action === "send";
const policyOf = (world: World, name: string): PolicySpec => world.policies.find((each) => each.name === name)!;

property("every signal ends with at least one decision, one of each policy that decides", (world, { steps }) => {
  const raised = new Set(world.log.flatMap(({ signal }) => (signal ? [signal.id] : [])));
  assert.equal(raised.size, steps.filter((each) => each.do === "raise").length);
  for (const id of raised) {
    const of = world.log.filter(({ signal }) => signal?.id === id);
    const [{ signal, at }] = of as [Told];
    const names = of.map(({ decision }) => decision.incident?.id ?? decision.policy);
    assert.equal(new Set(names).size, names.length);
    if (signal?.kind !== "resolved") assert.ok(of.length >= deciding(world.policies, signal!.subject, at).length);
  }
});

property("who is told has one reason for it, who is not another", (world) => {
  const told = new Set<string>(toldReasons);
  for (const { decision } of world.log) {
    const speaks = decision.action === "send" || decision.action === "update";
    assert.equal(told.has(decision.reason), speaks, `${decision.action} ${decision.reason}`);
    assert.equal(decision.action === "send", decision.to.length > 0);
  }
});

property("a group is never told of twice in a window without a reason to tell again", (world) => {
  const last = new Map<string, { at: Date; id: string }>();
  for (const each of world.log.filter(isTold)) {
    const { decision, at } = each;
    const { policy: name, groupKey } = decision.incident!;
    const spec = policyOf(world, name);
    const key = `${name} ${groupKey}`;
    const earlier = last.get(key);
    const isSame = earlier && `${name} ${groupKey}` === keyOf(world, earlier.id); // it may have gone over to another policy since
    const before = isSame ? earlier.at : null;
    const again =
      decision.reason === "severity_rise" ||
      decision.reason === "resolved" ||
      spec.again.some((reason) => reason === decision.reason);
    const repeats = decision.reason === "repeat" && each.signal === null;
    if (before && !again && !repeats) assert.ok(windowEnd(spec, before) <= at, `${decision.reason} after ${+at - +before} ms`);
    if (decision.reason !== "resolved") last.set(key, { at, id: decision.incident!.id! });
  }
});

property("a repetition comes when its time has come, to an open incident that nobody has in hand", (world) => {
  for (const { decision, before, signal, at } of world.log) {
    if (signal !== null || decision.reason !== "repeat") continue;
    assert.equal(before!.state, "open");
    const spec = policyOf(world, decision.policy);
    const woken = before!.snoozedUntil !== null && before!.snoozedUntil <= at;
    assert.ok(woken || (repeatAt(spec, before!.toldAt!) ?? at) <= at);
    assert.ok(before!.snoozedUntil === null || before!.snoozedUntil <= at);
  }
});

/** Whether a silence held the signal back when it was decided. */
const isHeld = ({ signal, before, at, silences }: Told): boolean =>
  heldBack(silences, { subject: signal!.subject, own: before?.id ?? null, goingOn: [] }, at) !== null;

property("what gets worse is told at once, if it may be and can be", (world) => {
  for (const each of world.log) {
    const { decision, before, signal } = each;
    if (!signal || !before || !decision.incident) continue;
    if (severityRank(decision.incident.severity) >= severityRank(before.severity)) continue;
    const { action, reason } = decision;
    const excused = reason === "no_channel" || reason === "silenced" || reason === "corrected";
    assert.ok(excused || (action === "send" && reason === "severity_rise"), `${action} ${reason}`);
    if (reason === "silenced") assert.ok(isHeld(each));
  }
});

property("the end of what was announced is told as the policy says, whatever is silenced; of the rest nothing is", (world) => {
  for (const { decision, before } of world.log) {
    if (decision.incident?.state !== "resolved") continue;
    const { onResolve } = policyOf(world, decision.incident.policy);
    if (before!.told === 0) assert.equal(decision.action, "none");
    else if (onResolve === "none") assert.equal(`${decision.action} ${decision.reason}`, "none below_policy");
    else if (onResolve === "edit") assert.equal(`${decision.action} ${decision.reason}`, "update resolved");
    else assert.ok(decision.reason === "resolved" && decision.action !== "none");
  }
});

property("what a silence holds back is told of to nobody while it lasts", (world) => {
  for (const each of world.log) {
    if (!each.signal || each.signal.kind === "resolved" || !isHeld(each)) continue;
    const { action, reason } = each.decision;
    assert.ok(reason === "silenced" || (each.signal.kind === "corrected" && reason === "below_policy"), `${action} ${reason}`);
  }
});

property("unknown or unsure never lowers a severity", (world) => {
  for (const { decision, before, signal } of world.log) {
    if (!signal || !before || !decision.incident) continue;
    if (severityRank(decision.incident.severity) <= severityRank(before.severity)) continue;
    assert.equal(signal.kind, "corrected");
    assert.equal(signal.subject.category, "code_bug");
    assert.ok(!signal.subject.flags.includes("provisional"));
  }
});

property("an open incident has an issue that is not resolved, and a resolved one has none", (world) => {
  const handled = world.log.filter(({ signal }) => signal === null).flatMap(({ decision }) => decision.incident?.id ?? []);
  for (const { conversation, members } of world.kept.values()) {
    const open = [...members.values()].filter(({ isResolved }) => !isResolved).length;
    if (conversation.state !== "resolved") assert.ok(open > 0);
    else if (!handled.includes(conversation.id!)) assert.equal(open, 0);
  }
});

property("of a policy and group one conversation is open at a time", (world) => {
  const keys = world.open.map(({ policy: name, groupKey }) => `${name} ${groupKey}`);
  assert.equal(new Set(keys).size, keys.length);
});

property("what waits is told by its time, once it can be", (world) => {
  world.silences = [];
  world.channels = new Set(["slack", "hook"]);
  world.pass(2 * 86_400_000);
  for (const { told, dueAt, state, policy: name } of world.open)
    if (told === 0 && dueAt !== null) assert.fail(`an untold incident of ${name} is ${state} and due at ${dueAt.toISOString()}`);
});

property("the same history makes the same decisions", (world, given) => assert.deepEqual(live(given).log, world.log));

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

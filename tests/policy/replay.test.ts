import assert from "node:assert/strict";
import { test } from "node:test";
import { type ChannelKind, PolicyDocument } from "#lib/model/policy.ts";
import type { RealIncident, RecordedAct } from "#lib/model/recorded.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { unasked } from "#lib/policy/asked.ts";
import { Replay } from "#lib/policy/replay.ts";

const start = Date.parse("2026-11-30T10:00:00Z");
const minute = 60_000;
const at = (minutes: number): Date => new Date(start + minutes * minute);
const uuid = (n: number): string => `019adf00-0000-7000-8000-${String(n).padStart(12, "0")}`;

const channels = [
  { name: "slack", kind: "slack" },
  { name: "pager", kind: "pagerduty" },
  { name: "half-hourly", kind: "digest", to: ["slack"], every: "30m" },
] as const;
const rules = (policies: object[]) => {
  const document = PolicyDocument.parse({ version: 1, channels, policies });
  return { document, channels: new Map(channels.map(({ name, kind }) => [name, kind as ChannelKind])), zone: "UTC" };
};
const all = (more: object = {}) => ({ name: "all", match: "*", ladder: [{ after: "0s", to: ["slack"] }], ...more });

const signal = (n: number, minutes: number, subject: Partial<Subject> = {}, kind: SignalKind = "created") => ({
  kind: "signal" as const,
  at: at(minutes),
  waiting: false,
  signal: {
    id: uuid(n),
    installation: "default",
    kind,
    at: at(minutes),
    issue: uuid(1000 + n),
    verdict: null,
    subject: { ...emptySubject, severity: "high" as const, signature: `s${n}`, ...subject, signal: kind },
    was: null,
    by: null,
  },
});

const real = (n: number, minutes: number | null, more: Partial<RealIncident> = {}): RealIncident => ({
  id: `real-${n}`,
  policy: "all",
  openedBy: "all",
  signal: uuid(n),
  toldAt: minutes === null ? null : at(minutes),
  severity: "high",
  ...more,
});

const act = (n: number, minutes: number, what: RecordedAct["act"]): RecordedAct => ({
  kind: "act",
  at: at(minutes),
  act: what,
  by: "Ada",
  incident: { id: `real-${n}`, policy: "all", groupKey: "", issue: uuid(1000 + n) },
});

test("an incident is found again by the signal that opened it, and told when the policies tell of it", () => {
  const replay = new Replay(
    rules([
      all({
        ladder: [
          { after: "0s", to: ["half-hourly"] },
          { after: "45m", to: ["pager"] },
        ],
      }),
    ]),
    [real(1, 1)],
  );
  replay.take(signal(1, 1));
  replay.passTo(at(120));
  const [fate] = replay.sum.fates();
  assert.equal(fate?.after?.toISOString(), at(30).toISOString(), "the digest tells of it");
  assert.deepEqual(replay.sum.total, { messages: 2, pages: 1, incidents: 0 });
  assert.deepEqual([...replay.sum.policies()], [["all", { messages: 1, pages: 1, incidents: 1 }]]);
});

test("what became a part of what was told of is merged, unless it is told of again", () => {
  const together = { groupBy: ["project"], window: { kind: "rolling", for: "1h" } };
  const replay = new Replay(rules([all(together)]), [real(1, 0), real(2, 5), real(3, 90)]);
  replay.take(signal(1, 0, { project: "a" }));
  replay.take(signal(2, 5, { project: "a" }));
  replay.take(signal(3, 90, { project: "a" }));
  assert.deepEqual(
    replay.sum.fates().map(({ after, isMerged }) => [after?.toISOString() ?? null, isMerged]),
    [
      [at(0).toISOString(), false],
      [at(90).toISOString(), true],
      [at(90).toISOString(), true],
    ],
  );
});

test("who is told after the end is told late, which counts no message; nobody waits for what is over, merged or told", () => {
  const late = all({ ladder: [{ after: "45m", to: ["slack"] }], repeat: "1h" });
  const replay = new Replay(rules([late]), [real(1, 0), real(2, 55), real(3, 56), real(4, null)]);
  for (const [n, minutes] of [
    [1, 0],
    [2, 55],
    [3, 56],
    [4, 57],
  ] as const)
    replay.take(signal(n, minutes));
  replay.take(act(3, 58, { kind: "resolve" }));
  replay.passTo(at(60));
  const isAwaited = replay.end();
  assert.ok(isAwaited());
  replay.passTo(at(100));
  assert.ok(!isAwaited());
  assert.deepEqual(
    replay.sum.fates().map(({ after }) => after?.toISOString() ?? null),
    [at(45).toISOString(), at(100).toISOString(), null, null],
  );
  assert.equal(replay.sum.total.messages, 1);
});

test("who is told by a digest after the end is told late, also of what is over", () => {
  const replay = new Replay(rules([all({ ladder: [{ after: "0s", to: ["half-hourly"] }] })]), [real(1, 1)]);
  replay.take(signal(1, 1));
  replay.take(act(1, 2, { kind: "resolve" }));
  const isAwaited = replay.end();
  assert.ok(isAwaited());
  replay.passTo(at(30));
  assert.equal(replay.sum.fateOf("real-1")?.after?.toISOString(), at(30).toISOString());
  assert.ok(!isAwaited());
});

test("what became a part of what was told of stays merged after the end", () => {
  const together = { groupBy: ["project"], window: { kind: "rolling", for: "1h" }, repeat: "1h" };
  const replay = new Replay(rules([all(together)]), [real(1, 0), real(2, 5)]);
  replay.take(signal(1, 0, { project: "a" }));
  replay.take(signal(2, 5, { project: "a" }));
  const isAwaited = replay.end();
  assert.ok(!isAwaited());
  replay.passTo(at(90));
  assert.equal(replay.sum.fateOf("real-2")?.after, null);
});

test("what is dropped is nobody's, until another signal of its issue is heard", () => {
  const silences = [{ match: "level:error", until: at(10).toISOString(), mode: "drop" }];
  const quiet = { ...rules([all()]) };
  const document = PolicyDocument.parse({ ...quiet.document, silences });
  const replay = new Replay({ ...quiet, document }, [real(1, 0)]);
  replay.take(signal(1, 0, { level: "error" }));
  assert.deepEqual(replay.sum.fateOf("real-1")?.simulated, []);
  const again = signal(1, 20, { level: "error" }, "regressed");
  replay.take({ ...again, signal: { ...again.signal, id: uuid(9) } });
  assert.equal(replay.sum.fateOf("real-1")?.after?.toISOString(), at(20).toISOString());
});

test("who took it on stops what repeats, but nobody takes on what they would not have been told of", () => {
  const told = new Replay(rules([all({ repeat: "30m" })]), [real(1, 0)]);
  told.take(signal(1, 0));
  told.take(act(1, 10, { kind: "acknowledge" }));
  told.passTo(at(300));
  assert.equal(told.sum.total.messages, 1);
  const later = new Replay(rules([all({ repeat: "2h", ladder: [{ after: "30m", to: ["slack"] }] })]), [real(1, 0)]);
  later.take(signal(1, 0));
  later.take(act(1, 10, { kind: "acknowledge" }));
  later.passTo(at(60));
  assert.equal(later.sum.fateOf("real-1")?.after?.toISOString(), at(30).toISOString());
});

test("an act finds what is about the same issue where the incident itself is not known", () => {
  const replay = new Replay(rules([all({ repeat: "30m" })]), []);
  replay.take(signal(1, 0));
  const done = replay.take(act(1, 10, { kind: "resolve" }));
  assert.deepEqual(
    done.map(({ decision: { reason } }) => reason),
    ["resolved"],
  );
  assert.deepEqual(replay.take(act(1, 11, { kind: "acknowledge" })), [], "it is over");
  assert.deepEqual(replay.take(act(7, 12, { kind: "resolve" })), [], "nobody knows it");
});

test("what no query asks for may be left out, whatever it is written in", () => {
  const asked = (policies: object[], silences: object[] = []) => {
    const left = unasked(PolicyDocument.parse({ version: 1, channels, policies, silences }));
    return (["message", "tags", "users", "confidence", "platform"] as const).filter((name) => !left.includes(name));
  };
  assert.deepEqual(asked([all()]), []);
  assert.deepEqual(asked([all({ match: "severity:high" }), all({ name: "rest" })]), []);
  assert.deepEqual(asked([all({ match: 'severity:high ("connection reset" OR users:>5)' }), all({ name: "rest" })]), [
    "message",
    "users",
  ]);
  assert.deepEqual(asked([all({ ladder: [{ after: "0s", to: ["slack"], if: "NOT tag.region:eu" }] })]), ["tags"]);
  const silence = { match: "platform:python", mode: "drop", while: { match: "confidence:<0.5", equal: ["project"] } };
  assert.deepEqual(asked([all()], [silence]), ["confidence", "platform"]);
});

test("what no group is made of and no silence compares may be left out", () => {
  const asked = (policies: object[], silences: object[] = []) => {
    const left = unasked(PolicyDocument.parse({ version: 1, channels, policies, silences }));
    return (["type", "project", "region", "provider", "llm_model", "signature", "severity"] as const).filter(
      (name) => !left.includes(name),
    );
  };
  assert.deepEqual(asked([all({ groupBy: [] })]), ["signature", "severity"]);
  assert.deepEqual(asked([all({ groupBy: ["llm.model"] })]), ["llm_model", "signature", "severity"]);
  const silence = { match: "*", mode: "drop", while: { match: "region:eu", equal: ["llm.provider", "type"] } };
  assert.deepEqual(asked([all({ groupBy: [] })], [silence]), ["type", "region", "provider", "signature", "severity"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptySubject } from "#lib/model/subject.ts";
import { createWorld } from "#lib/policy/create-world.ts";
import { DueHeap } from "#lib/policy/due-heap.ts";
import { emptySlice, type World as Pure, type Slice, type Taken } from "#lib/policy/world.ts";
import { cpuMs } from "../support/cpu-ms.ts";
import { hour, minute, silence, silenceId, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

let count = 0;
const pure = (w: World, slice: Partial<Slice> = {}): Pure =>
  createWorld(w.rules, { ...emptySlice, ...slice }, () => `incident ${++count}`);
const said = (taken: readonly Taken[]): string[] => taken.map(({ decision: { action, reason } }) => `${action} ${reason}`);
const later = (w: World, ms: number): Date => new Date(w.now.getTime() + ms);

test("what is due is taken by time, then by order and name, then as it came", () => {
  const entry = fc.record({ at: fc.nat(20), order: fc.nat(1), name: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const heap = new DueHeap<number>();
      for (const [what, each] of entries.entries()) heap.put({ ...each, what });
      const taken = entries.map(() => heap.take()!.what);
      const wanted = [...entries.keys()].sort(
        (a, b) =>
          entries[a]!.at - entries[b]!.at ||
          entries[a]!.order - entries[b]!.order ||
          entries[a]!.name.localeCompare(entries[b]!.name) ||
          a - b,
      );
      assert.deepEqual(taken, wanted);
      assert.equal(heap.take(), undefined);
    }),
  );
});

test("a world that goes on decides as many worlds that each begin with what was kept", () => {
  const policies = [
    {
      name: "all",
      repeat: "7m",
      ladder: [
        { after: "0s", to: ["slack", "digest"] },
        { after: "3m", to: ["pager"] },
      ],
    },
  ];
  const many = worldOf({ policies, hourly: 3 });
  const one = pure(many);
  const taken: Taken[] = [];
  for (let n = 0; n < 40; n++) {
    const input = many.signal(n % 7 === 6 ? "resolved" : "created", `issue ${n % 5}`, { signature: `s${n % 5}` });
    many.take(input);
    taken.push(...one.passTo(many.now), ...one.take(input));
    many.pass(2 * minute);
  }
  taken.push(...one.passTo(many.now));
  const short = (all: readonly Taken[]): string[] =>
    all.map(({ at, decision: { action, reason, to, lines } }) => [at.toISOString(), action, reason, to, lines].join());
  assert.deepEqual(short(taken).sort(), short(many.log).sort());
});

test("a world knows what it is told of before it began", () => {
  const w = worldOf({
    policies: [{ name: "all", groupBy: ["project"] }],
    silences: [
      silence({ match: "category:timeout", while: { match: "signal:provider_outage", equal: ["llm.provider"] }, mode: "drop" }),
    ],
  });
  const input = w.signal("created", "a", { provider: "openai", project: "shop" });
  const outage = { incident: "other", subject: { ...emptySubject, provider: "openai", signal: "provider_outage" } };
  const groupKey = JSON.stringify([["project", "shop"]]);
  assert.deepEqual(said(pure(w, { goingOn: [outage] }).take(input)), ["drop inhibited"]);
  assert.deepEqual(said(pure(w, { past: [{ policy: "all", groupKey, toldAt: later(w, -minute) }] }).take(input)), ["none dedup"]);
  assert.deepEqual(said(pure(w, { past: [{ policy: "other", groupKey, toldAt: later(w, -minute) }] }).take(input)), [
    "send first",
  ]);
  const times = Array.from({ length: 10 }, (_, n) => later(w, -n * minute));
  assert.deepEqual(said(pure(w, { sent: new Map([["slack", times]]) }).take(input)), ["digest over_rate"]);
  assert.deepEqual(said(pure(w, { sent: new Map([["slack", times.slice(1)]]) }).take(input)), ["send first"]);
});

test("a silence that held something back and was named within one world is no news", () => {
  const w = worldOf({ policies: [{ name: "all" }], silences: [silence({ until: "2026-11-30T10:30:00Z" })] });
  const world = pure(w);
  world.take(w.signal("created", "a"));
  assert.deepEqual([world.changes().used, world.changes().named], [[silenceId], []]);
  world.passTo(later(w, hour));
  assert.deepEqual([world.changes().used, world.changes().named], [[], []]);
});

test("a condition that asks for the time is looked at when it matters", () => {
  const w = worldOf({
    policies: [{ name: "all" }],
    silences: [silence({ match: "type:Late", while: { match: "type:Early in:work", equal: ["project"] }, mode: "drop" })],
  });
  w.now = new Date("2026-11-30T08:00:00Z");
  const world = pure(w);
  world.take(w.signal("created", "a", { type: "Early", project: "shop", signature: "1" }));
  assert.deepEqual(said(world.take(w.signal("created", "b", { type: "Late", project: "shop", signature: "2" }))), ["send first"]);
  w.now = new Date("2026-11-30T10:00:00Z");
  assert.deepEqual(said(world.take(w.signal("created", "c", { type: "Late", project: "shop", signature: "3" }))), [
    "drop inhibited",
  ]);
});

test("members that a world was not told of count, by number and by the worst", () => {
  const w = worldOf({ policies: [{ name: "all" }] });
  w.raise("created", "a", { severity: "high" });
  const [kept] = [...w.kept.values()];
  const slice = { conversations: [{ ...kept!, rest: { open: 2, worst: "medium" as const } }] };
  const [resolved] = pure(w, slice).take(w.signal("resolved", "a"));
  assert.deepEqual([said(resolved ? [resolved] : []), resolved?.decision.incident?.severity], [["update corrected"], "medium"]);
  const [corrected] = pure(w, slice).take(w.signal("corrected", "a", { severity: "low", category: "code_bug" }));
  assert.equal(corrected?.decision.incident?.severity, "medium");
});

test("an incident of twenty thousand issues is decided about as quickly as one of few", () => {
  const w = worldOf({ policies: [{ name: "all" }] });
  const world = pure(w);
  const took = cpuMs(() => {
    for (let n = 0; n < 20_000; n++) world.take(w.signal("created", `issue ${n}`));
    for (let n = 0; n < 20_000; n++) world.take(w.signal("corrected", `issue ${n}`, { category: "code_bug" }));
  });
  assert.equal(world.changes().conversations.length, 1);
  assert.ok(took < 8000, `${took} ms`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy } from "#lib/model/errors.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import type { PolicyReplay, ReplayProgress } from "#lib/model/replay.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const minute = 60_000;
const hour = 60 * minute;
const clock = movableClock(new Date("2026-11-20T08:00:00Z"));
const own = await ownTools({ SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" });
const tools: Tools = { ...own, clock: clock.now };
const world = happening(tools, clock);

const document = PolicyDocument.parse({
  version: 1,
  channels: [{ name: "slack", kind: "slack" }],
  policies: [{ name: "all", match: "*", repeat: "4h", deadline: "0s", ladder: [{ after: "0s", to: ["slack"] }] }],
});
await world.rules(document);

async function pass(hours: number): Promise<void> {
  for (let n = 0; n < hours * 2; n++) await world.pass(hour / 2);
}

async function replayed(given: PolicyDocument, days: number): Promise<PolicyReplay> {
  const done = await replayPolicies(tools, { document: { ...given }, days });
  assert.ok(done.ok);
  return done.replay;
}

await world.signal("taken", { signature: "taken", severity: "critical" });
await world.signal("open", { signature: "open", severity: "critical" });
await acknowledge(tools, { incident: (await world.incident("taken")).id, by: { id: "a", name: "Ada" } });
await pass(30);
await world.signal("taken", { signature: "taken", severity: "critical" });
await world.signal("open", { signature: "open", severity: "critical" });
await pass(6);
await world.signal("new", { signature: "new", severity: "critical" });
await pass(2);

test("what had begun before the days that are replayed goes on as it stood: nobody is told of it anew", async () => {
  const { signals, messages, totals, incidents } = await replayed(document, 1);
  assert.equal(signals, 3);
  assert.deepEqual(incidents, []);
  assert.deepEqual(totals, { lost: 0, later: 0, merged: 0, added: 0, earlier: 0 });
  assert.ok(messages.before >= 6 && Math.abs(messages.before - messages.after) <= 1, JSON.stringify(messages));
});

test("it repeats by the policies that are asked about", async () => {
  const never = { ...document, policies: [{ ...document.policies[0]!, repeat: "never" as const }] };
  const { messages, policies } = await replayed(never, 1);
  assert.equal(messages.after, 2, "the new one, and what came anew of the open one");
  assert.deepEqual(policies[0]?.incidents, { before: 1, after: 1 }, "only what opened in these days is counted");
});

test("who would only be told after now is told later, not never", async () => {
  const ladder = [{ after: "14h" as const, to: ["slack"], urgency: "low" as const }];
  const inTheMorning = { ...document.policies[0]!, repeat: "never" as const, ladder };
  const { messages, totals, incidents } = await replayed({ ...document, policies: [inTheMorning] }, 1);
  assert.deepEqual(totals, { lost: 0, later: 1, merged: 0, added: 0, earlier: 0 });
  const [late] = incidents;
  assert.equal(Date.parse(late!.after!) - Date.parse(late!.before!), 14 * hour);
  assert.ok(Date.parse(late!.after!) > clock.now().getTime());
  assert.equal(messages.after, 1, "what comes anew of the open one: what comes after now is not counted");
});

test("how far it is is told from nothing to all; who gives up ends it at once", async () => {
  const seen: ReplayProgress[] = [];
  await replayPolicies(tools, { document: { ...document }, days: 30 }, { progress: (so) => seen.push(so) });
  assert.deepEqual(
    [seen[0], seen.at(-1)],
    [
      { signals: 0, total: 5 },
      { signals: 5, total: 5 },
    ],
  );
  const stop = new AbortController();
  const gone = replayPolicies(
    tools,
    { document: { ...document }, days: 30 },
    { progress: () => stop.abort(), signal: stop.signal },
  );
  await assert.rejects(gone, { name: "AbortError" });
  await assert.rejects(replayPolicies(tools, { document: { ...document }, days: 30 }, { signal: AbortSignal.abort() }), {
    name: "AbortError",
  });
});

test("of many who ask at once each is answered, or asked to come again", async () => {
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => replayed(document, 1)));
  assert.ok(all.some(({ status }) => status === "fulfilled"));
  for (const each of all) if (each.status === "rejected") assert.ok(each.reason instanceof Busy, String(each.reason));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { jobsOf } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock();
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
});
const tools: Tools = { ...own, clock: clock.now };
const world = happening(tools, clock);
const by = { id: "u1", name: "Ada" };
const minute = 60_000;

type Policy = Partial<PolicyDocument["policies"][number]>;
const first = { after: "0s", to: ["hook"], urgency: "low" as const };
const document = (more: Policy) => ({
  version: 1 as const,
  channels: [
    { name: "hook", kind: "webhook" as const },
    { name: "pager", kind: "pagerduty" as const },
  ],
  policies: [{ name: "all", match: "*", ladder: [first], ...more }],
});
const save = async (more: Policy): Promise<void> => {
  const { version } = await currentPolicies(tools);
  const { outcome } = await savePolicies(tools, { document: document(more), ifVersion: version, by });
  assert.equal(outcome, "saved");
};
const withStep = (after: string): Policy => ({ ladder: [first, { after, to: ["pager"], urgency: "high" }] });

test("a step that comes to a ladder while its incident is open is taken at its time, and at once where that is past", async () => {
  for (const [signature, after, pass, isPast] of [
    ["late", "5m", 1000, true],
    ["early", "30m", 20 * minute + 1, false],
  ] as const) {
    await save({});
    await world.signal(signature, { signature });
    clock.pass(10 * minute);
    const { id, dueAt } = await world.incident(signature);
    assert.equal(dueAt, null);
    await save(withStep(after));
    const jobs = (await jobsOf(tools, "due")).filter(({ data }) => data.incident === id);
    const isMeant = (seconds: number): boolean => (isPast ? seconds < 1 : Math.abs(seconds - 20 * 60) < 5);
    assert.ok(jobs.some(({ seconds }) => isMeant(seconds)));
    await world.pass(pass);
    assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1"], signature);
  }
});

test("what somebody has in hand stays there, and a change of words hurries nothing", async () => {
  await save({});
  await world.signal("taken", { signature: "taken" });
  const { id } = await world.incident("taken");
  await acknowledge(tools, { incident: id, by });
  await save(withStep("0s"));
  await world.pass(minute);
  await save({ ...withStep("0s"), confidenceFloor: 0.5 });
  await world.pass(minute);
  assert.deepEqual(await world.decisions(id), ["send first 0"]);
});

test("a repetition that is wanted now, or sooner, comes by what stands now", async () => {
  await save({ repeat: "4h" });
  await world.signal("again", { signature: "again" });
  const { id } = await world.incident("again");
  clock.pass(10 * minute);
  await save({ repeat: "30m" });
  await world.pass(19 * minute);
  assert.deepEqual(await world.decisions(id), ["send first 0"]);
  await world.pass(minute + 1000);
  assert.deepEqual(await world.decisions(id), ["send first 0", "send repeat"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { due } from "#lib/pipeline/due.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { jobsOf } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock(new Date("2026-11-30T10:00:00.000Z"));
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
});
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const second = 1000;
const minute = 60 * second;
const by = { id: "u1", name: "Ada" };
const channels = [
  { name: "slack", kind: "slack" },
  { name: "hook", kind: "webhook" },
];
const policy = {
  name: "all",
  match: "*",
  deadline: "0s",
  repeat: "1h",
  ladder: [
    { after: "0s", to: ["slack"] },
    { after: "5m", to: ["hook"], urgency: "high" },
    { after: "10m", to: ["slack", "hook"], urgency: "high" },
  ],
};
await world.rules({ version: 1, hourly: 1000, channels, policies: [policy] });

test("a ladder goes on, step by step, until somebody takes the incident on", async () => {
  await world.signal("1", { signature: "one" });
  await world.pass(5 * minute);
  await world.pass(5 * minute);
  const { id, step, steps } = await world.incident("one");
  assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1", "send step 2"]);
  const sent = await world.messages({ incidentId: id });
  assert.deepEqual(
    sent.map(({ channel, urgency, step: of }) => [channel, urgency, of]),
    [
      ["slack", "low", 0],
      ["hook", "high", 1],
      ["slack", "high", 2],
      ["hook", "high", 2],
    ],
  );
  assert.deepEqual([step, steps], [2, 3]);

  await world.signal("2", { signature: "two" });
  const other = await world.incident("two");
  await acknowledge(tools, { incident: other.id, by });
  await world.pass(30 * minute);
  assert.deepEqual(await world.decisions(other.id), ["send first 0"]);
});

test("a step is decided as of its time when its job is a little late, so that the next one comes when it should", async () => {
  const began = clock.now().getTime();
  await world.signal("3", { signature: "three" });
  await world.pass(5 * minute + 40 * second);
  const { id, dueAt } = await world.incident("three");
  const at = (await db.decision.findFirstOrThrow({ where: { incidentId: id, step: 1 } })).at;
  assert.deepEqual([at.getTime() - began, dueAt!.getTime() - began], [5 * minute, 10 * minute]);
});

test("after a day of standing still there is one telling, and no catching up", async () => {
  await world.signal("4", { signature: "four" });
  await world.pass(10 * minute);
  await world.pass(10 * minute);
  const { id } = await world.incident("four");
  const before = (await world.messages({ incidentId: id })).length;
  await world.pass(26 * 60 * minute);
  const decisions = await world.decisions(id);
  assert.deepEqual([decisions.filter((each) => each.includes("repeat")).length, decisions.at(-1)], [1, "send repeat"]);
  assert.equal((await world.messages({ incidentId: id })).length - before, 2, "once on each channel");
  const { dueAt } = await world.incident("four");
  assert.equal(dueAt!.getTime() - clock.now().getTime(), 60 * minute);
});

test("of two workers that have the same job one acts", async () => {
  await world.signal("5", { signature: "five" });
  const { id } = await world.incident("five");
  clock.pass(5 * minute);
  await Promise.all(Array.from({ length: 4 }, () => due(tools, { incident: id })));
  assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1"]);
});

test("who comes first, the signal or the job, changes nothing", async () => {
  await world.signal("6", { signature: "six" });
  clock.pass(5 * minute + 2 * second);
  await world.signal("7", { signature: "six" });
  const { id } = await world.incident("six");
  await due(tools, { incident: id });
  assert.deepEqual((await world.decisions(id)).slice(0, 2), ["send first 0", "send step 1"]);
  assert.equal((await world.decisions(id)).length, 3);
});

test("an incident whose job was lost is found by the sweep within a minute or two, and asked for once", async () => {
  await world.signal("8", { signature: "eight" });
  const { id } = await world.incident("eight");
  clock.pass(6 * minute + second);
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await Promise.all([sweep(tools), sweep(tools), sweep(tools)]);
  await sweep(tools);
  const jobs = (await jobsOf(tools, "due")).filter(({ data }) => data.incident === id);
  assert.equal(jobs.length, 1);
});

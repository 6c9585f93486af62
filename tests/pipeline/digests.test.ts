import assert from "node:assert/strict";
import { test } from "node:test";
import { digest } from "#lib/pipeline/digests.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { jobsOf } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock(new Date("2026-11-30T10:00:00.000Z"));
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
  TIME_ZONE: "Asia/Tokyo",
});
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const second = 1000;
const minute = 60 * second;
const channels = [
  { name: "slack", kind: "slack" },
  { name: "hook", kind: "webhook" },
  { name: "half-hourly", kind: "digest", to: ["slack", "hook"], every: "30m" },
];
const gathered = { name: "gathered", match: "severity:medium", deadline: "0s", ladder: [{ after: "0s", to: ["half-hourly"] }] };
const told = { name: "all", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["slack"] }] };
await world.rules({ version: 1, hourly: 2, channels, policies: [gathered, told] });

const linesOf = async ({ digest: channel, linesFrom, linesUntil }: Awaited<ReturnType<typeof world.messages>>[number]) =>
  db.digestLine.count({ where: { channel: channel!, at: { gte: linesFrom!, lt: linesUntil! } } });

test("a digest gathers lines and goes at its time, once to each that carries it, however many jobs come", async () => {
  for (const n of [1, 2, 3]) {
    await world.signal(`d${n}`, { signature: `d${n}`, severity: "medium" });
    clock.pass(minute);
  }
  assert.deepEqual(await world.decisions((await world.incident("d1")).id), ["digest first 0"]);
  assert.equal((await world.messages()).length, 0);
  const wakes = await jobsOf(tools, "digest");
  assert.deepEqual(wakes.map(({ data }) => data.carrier).sort(), ["hook", "slack"]);
  clock.pass(27 * minute + 20 * second);
  const keys = { installation: "default", channel: "half-hourly" };
  await Promise.all(["slack", "hook", "slack", "hook"].map((carrier) => digest(tools, { ...keys, carrier })));
  const sent = await world.messages({ digest: "half-hourly" });
  assert.deepEqual(sent.map(({ channel, reason, late }) => [channel, reason, late]).sort(), [
    ["hook", "digest", false],
    ["slack", "digest", false],
  ]);
  assert.deepEqual(await Promise.all(sent.map(linesOf)), [3, 3]);
  const decisions = await db.decision.findMany({ where: { reason: "digest" } });
  assert.deepEqual(
    decisions.map(({ action, policy, incidentId }) => [action, policy, incidentId]),
    [
      ["send", null, null],
      ["send", null, null],
    ],
  );
});

test("without a line nothing goes; with one the next digest has it and nothing else", async () => {
  await world.pass(60 * minute);
  assert.equal((await world.messages({ digest: "half-hourly" })).length, 2);
  await world.signal("d4", { signature: "d4", severity: "medium" });
  await world.pass(30 * minute);
  const sent = (await world.messages({ digest: "half-hourly" })).slice(2);
  assert.deepEqual(await Promise.all(sent.map(linesOf)), [1, 1]);
});

test("a digest whose time was missed by a day goes once, marked late", async () => {
  await world.signal("d5", { signature: "d5", severity: "medium" });
  await world.pass(24 * 60 * minute);
  const sent = (await world.messages({ digest: "half-hourly" })).slice(4);
  assert.deepEqual(
    sent.map(({ late }) => late),
    [true, true],
  );
  assert.deepEqual(await Promise.all(sent.map(linesOf)), [1, 1]);
});

test("over the limit of an hour a channel gets one bundle of the rest, which counts for no limit", async () => {
  for (let n = 0; n < 6; n++) {
    await world.signal(`b${n}`, { signature: `b${n}`, severity: "high" });
    clock.pass(second);
  }
  const direct = await world.messages({ channel: "slack", digest: null });
  assert.equal(direct.length, 2);
  assert.deepEqual(await world.decisions((await world.incident("b5")).id), ["digest over_rate 0"]);
  await world.pass(minute);
  const [bundle, ...others] = await world.messages({ digest: "slack" });
  assert.deepEqual([bundle?.channel, others.length, await linesOf(bundle!)], ["slack", 0, 4]);
  await world.signal("b6", { signature: "b6", severity: "high" });
  await world.pass(2 * minute);
  assert.equal((await world.messages({ digest: "slack" })).length, 1, "the next one comes an hour after");
  await world.pass(58 * minute);
  assert.equal((await world.messages({ digest: "slack" })).length, 2);
  await world.signal("b7", { signature: "b7", severity: "high" });
  assert.deepEqual((await world.decisions((await world.incident("b7")).id)).slice(0, 1), ["send first 0"]);
});

test("a digest whose job was lost is found by the sweep", async () => {
  await world.signal("d6", { signature: "d6", severity: "medium" });
  clock.pass(32 * minute);
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await sweep(tools);
  const found = (await jobsOf(tools, "digest")).filter(({ data }) => data.channel === "half-hourly");
  assert.deepEqual(found.map(({ data }) => data.carrier).sort(), ["hook", "slack"]);
});

test("a job that comes a little early by another clock comes again", async () => {
  await world.pass(60 * minute);
  await world.signal("d7", { signature: "d7", severity: "medium" });
  const { dueAt } = await db.gathering.findFirstOrThrow({ where: { channel: "half-hourly", carrier: "slack" } });
  clock.pass(dueAt!.getTime() - clock.now().getTime() - 2 * second);
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await digest(tools, { installation: "default", channel: "half-hourly", carrier: "slack" });
  const [job, ...others] = await jobsOf(tools, "digest");
  assert.deepEqual([job?.data.carrier, Math.round(job?.seconds ?? 0), others.length], ["slack", 2, 0]);
});

test("where neither the digest nor its carrier names a zone, its time is that of TIME_ZONE", async () => {
  const morning = { name: "morning", kind: "digest", to: ["slack"], at: "09:00" };
  const everything = { name: "all", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["morning"] }] };
  await world.rules({ version: 1, channels: [{ name: "slack", kind: "slack" }, morning], policies: [everything] });
  await world.signal("m1", { signature: "m1", severity: "low" });
  const untilMidnight = 24 * 60 * minute - (clock.now().getTime() % (24 * 60 * minute)); // 9:00 in Tokyo is midnight UTC
  await world.pass(untilMidnight - second);
  assert.equal((await world.messages({ digest: "morning" })).length, 0);
  await world.pass(second);
  assert.equal((await world.messages({ digest: "morning" })).length, 1);
});

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { deliveryGaps } from "#lib/db/delivery-gaps.ts";
import type { Subject } from "#lib/model/subject.ts";
import { checkSentrySilence } from "#lib/pipeline/sentry-silent.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { routeAll } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock();
const tools: Tools = {
  ...(await ownTools({ SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" })),
  clock: clock.now,
};
const { db } = tools;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const ago = (ms: number): Date => new Date(clock.now().getTime() - ms);

const arrived = (times: readonly Date[], installationId = "default") =>
  db.deliveryDigest.createMany({
    data: times.map((receivedAt) => ({ installationId, digest: randomBytes(32), deliveryId: uuidv7(), receivedAt })),
  });

/** Time passes, and the sweep runs each minute of it as the queue has it run. */
async function watched(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += minute) {
    clock.pass(minute);
    await checkSentrySilence(tools);
  }
  await routeAll(tools);
}
const told = async (): Promise<string[]> =>
  (await db.signal.findMany({ orderBy: { id: "asc" } })).map(({ kind, subject }) => `${kind}: ${(subject as Subject).message}`);
const states = async (): Promise<string[]> => (await db.incident.findMany({ orderBy: { id: "asc" } })).map(({ state }) => state);

test("where nothing ever came, nobody is silent", async () => {
  await watched(2 * hour);
  assert.deepEqual(await told(), []);
});

test("the gap that nearly none exceeds is found among those of the last fourteen days", async () => {
  const times = [
    ...Array.from({ length: 200 }, (_, n) => ago(n * 15 * minute)), // 199 gaps of a quarter of an hour
    ago(200 * 15 * minute + 5 * hour), // one of more than five hours
    ...[20, 30].map((days) => ago(days * day)),
  ];
  await arrived(times);
  const { last, gapMs } = await deliveryGaps(db, "default", ago(14 * day));
  assert.deepEqual([last, gapMs], [clock.now(), 15 * minute]);
});

test("after six times that gap Sentry is silent, which is told once", async () => {
  await watched(89 * minute);
  assert.deepEqual(await told(), []);
  await watched(2 * minute);
  await watched(3 * hour);
  assert.deepEqual(await told(), [
    "sentry_silent: Nothing came from Sentry for 1.5 hours; usually something comes within 1.5 hours. Look whether its integration still sends to this address.",
  ]);
  assert.deepEqual(await states(), ["open"]);
  const [message] = await db.message.findMany();
  assert.deepEqual([message?.channel, message?.reason], ["slack", "first"]);
});

test("the next delivery ends it", async () => {
  await arrived([clock.now()]);
  await watched(minute);
  await Promise.all([checkSentrySilence(tools), checkSentrySilence(tools)]);
  await routeAll(tools);
  assert.deepEqual((await told()).slice(1), ["resolved: Sentry sends again."]);
  assert.deepEqual(await states(), ["resolved"]);
});

test("a second silence on the same day is told again", async () => {
  await watched(95 * minute);
  assert.deepEqual(
    (await db.signal.findMany({ orderBy: { id: "asc" } })).map(({ kind }) => kind),
    ["sentry_silent", "resolved", "sentry_silent"],
  );
  assert.deepEqual(await states(), ["resolved", "open"]);
  await arrived([clock.now()]);
  await watched(minute);
});

test("who was away himself, or whose clock leapt, calls nobody silent before he has listened", async () => {
  await arrived(Array.from({ length: 2000 }, (_, n) => ago(n * 1000))); // the long gaps are rare again
  const before = (await told()).length;
  clock.pass(day);
  await sweep(tools);
  await watched(85 * minute);
  assert.equal((await told()).length, before);
  await watched(10 * minute);
  assert.equal((await told()).length, before + 1);
});

test("each installation has its own rhythm", async () => {
  await db.installation.create({ data: { id: "second", name: "Second", baseUrl: "https://sentry.io" } });
  await arrived([clock.now()]);
  await arrived([ago(10 * minute), ago(5 * minute), clock.now()], "second");
  await watched(62 * minute);
  const newest = await db.signal.findFirst({ orderBy: { id: "desc" } });
  assert.deepEqual([newest?.kind, newest?.installationId], ["sentry_silent", "second"]);
});

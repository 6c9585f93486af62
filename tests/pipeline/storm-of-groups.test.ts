import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { raiseMany } from "../support/signals.ts";
import { ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const secret = "a plain secret of at least 24 characters";
const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
const tools = await ownTools({ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret });
const { db } = tools;
const document = PolicyDocument.parse({
  version: 1,
  hourly: 10,
  channels: [{ name: "hook", kind: "webhook" }],
  policies: [{ name: "everything", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["hook"] }] }],
});
await db.policyVersion.create({ data: { version: 1, document, byName: "test" } });
const worker = await runWorker(tools);
after(async () => {
  await worker.stop(0);
  await receiver.close();
});

const decided = async (): Promise<Record<string, number>> => {
  const rows = await db.decision.groupBy({ by: ["action", "reason"], where: { signalId: { not: null } }, _count: true });
  return Object.fromEntries(rows.map(({ action, reason, _count }) => [`${action} ${reason}`, _count]));
};

test("a thousand signals in a burst are all decided about, of each group one is told, the rest of the hour is one bundle", async (context) => {
  const wanted = Array.from({ length: 1000 }, (_, n) => ({
    issue: `${n}`,
    subject: { severity: "high", signature: `group ${n % 250}` } as const,
  }));
  const began = performance.now();
  await raiseMany(tools, wanted);
  await until("all to be decided about", async () => (await db.signal.count({ where: { routedAt: null } })) === 0, 60_000);
  context.diagnostic(`decided after ${Math.round(performance.now() - began)} ms`);
  assert.deepEqual(await decided(), { "send first": 10, "digest over_rate": 240, "none dedup": 750 });
  assert.equal(await db.digestLine.count({ where: { channel: "hook" } }), 240);
  const [gathering] = await db.gathering.findMany();
  assert.deepEqual([gathering?.channel, gathering?.carrier, gathering?.lines], ["hook", "hook", 240]);
  assert.equal(await db.incidentMember.count(), 1000);
  await until("ten to be sent", async () => (await db.message.count({ where: { state: "sent" } })) === 10);
  assert.deepEqual(receiver.faults, []);
});

test("five thousand groups in a minute: counts add up, and nothing is left out", { timeout: 120_000 }, async (context) => {
  const before = await decided();
  const wanted = Array.from({ length: 5000 }, (_, n) => ({
    issue: `g${n}`,
    subject: { severity: n % 10 === 0 ? "critical" : "high", signature: `own ${n}` } as const,
  }));
  const began = performance.now();
  for (let from = 0; from < wanted.length; from += 500) await raiseMany(tools, wanted.slice(from, from + 500));
  await until("all to be decided about", async () => (await db.signal.count({ where: { routedAt: null } })) === 0, 100_000);
  context.diagnostic(`decided after ${Math.round(performance.now() - began)} ms`);
  const now = await decided();
  const more = Object.fromEntries(Object.entries(now).map(([what, count]) => [what, count - (before[what] ?? 0)]));
  assert.equal(
    Object.values(more).reduce((a, b) => a + b),
    5000,
  );
  assert.equal(more["digest over_rate"], 5000, "the hour's ten were sent before");
  const digests = await db.message.findMany({ where: { digest: "hook" } });
  const [gathering] = await db.gathering.findMany();
  let told = 0;
  for (const { linesFrom, linesUntil } of digests)
    told += await db.digestLine.count({ where: { channel: "hook", at: { gte: linesFrom!, lt: linesUntil! } } });
  assert.equal(told + (gathering?.lines ?? 0), 5240, "each line is in a bundle that went or in the one that gathers");
});

test("a signal that nobody understands keeps no other from being decided about", async () => {
  const [strange] = await raiseMany(tools, [{ issue: "strange", kind: "of a later release" as never }]);
  await raiseMany(
    tools,
    Array.from({ length: 60 }, (_, n) => ({ issue: `plain${n}`, subject: { severity: "high", signature: "plain" } as const })),
  );
  await until("the others to be decided about", async () => (await db.signal.count({ where: { routedAt: null } })) === 1);
  assert.equal((await db.signal.findFirstOrThrow({ where: { routedAt: null } })).id, strange);
});

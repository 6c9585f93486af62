import assert from "node:assert/strict";
import { join } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { riddle, startLlm } from "../standins/llm.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDatabase } from "../support/database.ts";
import { type Shot, sendOne } from "../support/generator.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { errorBody, eventId } from "../support/webhooks.ts";

const secret = "a plain secret of at least 24 characters";
const [receiver, llm] = [await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) }), await startLlm()];
const { url: databaseUrl, db } = await ownDatabase();
const env = {
  ALERT_WEBHOOK_URL: receiver.url,
  ALERT_WEBHOOK_SECRET: secret,
  LLM_BASE_URL: llm.baseUrl,
  LLM_API_KEY: llm.key,
  LLM_MODEL_FAST: "gpt-4.1-mini",
  LLM_FLUSH_SECONDS: "0",
  LLM_TIMEOUT_SECONDS: "20",
  ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  FAULT_POINTS: "on",
};
const verdict = await startVerdict({ databaseUrl, env });
const second = await startVerdict({ databaseUrl, env, worker: false });
after(async () => {
  await Promise.all([verdict.stop(), second.stop()]);
  await Promise.all([receiver.close(), llm.close()]);
});

beforeEach(async () => {
  receiver.forget();
  llm.calls.length = 0;
  llm.always(null);
  await verdict.worker.kill("SIGTERM");
  await db.$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", "Signal", "Incident",
    "IncidentMember", "Decision", "Message", "DigestLine", "Gathering", "Refinement", "Spend", "BudgetPeriod", "Rollup", "Heartbeat", pgboss.job`;
});

const start = async (worker: typeof verdict.worker, more: Record<string, string> = {}): Promise<void> => {
  await worker.start(more);
  await until("a worker", async () => (await db.heartbeat.count({ where: { role: "worker" } })) > 0, 60_000);
};

const killed = () => until("the worker to be killed", () => verdict.worker.child.signalCode === "SIGKILL", 30_000);

async function send(type: string, value: string, issue = "9500001"): Promise<void> {
  const event = eventId();
  const shot: Shot = {
    event,
    ...signedDelivery({ resource: "error", body: errorBody({ event, issue, type, value, llm: true }), secret: clientSecret }),
  };
  assert.equal((await sendOne(verdict.url, shot)).status, 202);
}

const quota =
  "Error code: 429 - You exceeded your current quota, please check your plan and billing details. (insufficient_quota)";

describe("a worker killed between the webhook and the message", () => {
  for (const point of [
    "claim.after_commit",
    "save.before_commit",
    "save.after_commit",
    "route.before_commit",
    "route.after_commit",
  ] as const)
    test(`at ${point}: the message of a critical error comes, once`, async () => {
      await start(verdict.worker, { FAULT_POINTS: `${point}=kill@${join(verdict.dataDir, point)}` });
      await send("RateLimitError", quota);
      await killed();
      await verdict.worker.start();
      await until("the message", () => receiver.taken().length > 0, 90_000);
      await until("the message to be written down", async () => (await db.message.count({ where: { state: "sent" } })) === 1);
      assert.deepEqual(receiver.faults, []);
      assert.equal(receiver.taken().length, 1);
      const [told] = await db.decision.findMany({ where: { action: "send" } });
      assert.deepEqual([told?.reason, told?.policy], ["first", "critical"]);
      for (const [what, count] of [
        ["report", await db.report.count()],
        ["verdict", await db.verdict.count()],
        ["signal", await db.signal.count()],
        ["incident", await db.incident.count()],
        ["decision", await db.decision.count()],
        ["message", await db.message.count()],
      ] as const)
        assert.equal(count, 1, `one ${what}`);
    });
});

/** The model's verdict stands, and every call is in the ledger. */
async function refined(calls: number): Promise<void> {
  await until("the model's verdict", async () => (await db.issue.count({ where: { tier: "llm-fast" } })) === 1, 60_000);
  await until("the ledger to be settled", async () => (await db.spend.count({ where: { state: "reserved" } })) === 0, 50_000);
  assert.equal(await db.verdict.count({ where: { tier: "llm-fast" } }), 1);
  assert.equal(llm.calls.length, calls);
  assert.equal(await db.spend.count({ where: { costMicros: { gt: 0 } } }), calls, "every call is costed");
  const [{ spentMicros = 0n, reservedMicros = 1n } = {}] = await db.budgetPeriod.findMany({ where: { scope: "daily" } });
  const ledger = await db.spend.aggregate({ _sum: { costMicros: true } });
  assert.deepEqual([spentMicros, reservedMicros], [ledger._sum.costMicros, 0n]);
  assert.ok(Number(spentMicros) >= llm.spent());
}

describe("a worker killed while a model is asked", () => {
  test("with the call open: another takes over within a minute, and both calls are costed", async () => {
    llm.script("hang");
    await start(verdict.worker);
    await send(riddle("timeout").type, riddle("timeout").value);
    await until("the model to be asked", () => llm.calls.length === 1, 30_000);
    const began = performance.now();
    await verdict.worker.kill("SIGKILL");
    await verdict.worker.start();
    await until("the model to be asked again", () => llm.calls.length === 2, 90_000);
    assert.ok(performance.now() - began < 75_000, `${performance.now() - began} ms`);
    await refined(2);
  });

  test("after the answer, before it is saved: no half of it is kept, and the answer is asked for again", async () => {
    const point = "llm.after_answer_before_save";
    await start(verdict.worker, { FAULT_POINTS: `${point}=kill@${join(verdict.dataDir, point)}` });
    await send(riddle("database").type, riddle("database").value);
    await killed();
    assert.equal(await db.verdict.count({ where: { tier: "llm-fast" } }), 0);
    await verdict.worker.start();
    await refined(2);
  });
});

test("a worker told to stop with a call open ends with 0 within its grace, and another does the work at once", async () => {
  llm.script("hang");
  await start(verdict.worker);
  await send(riddle("network").type, riddle("network").value);
  await until("the model to be asked", () => llm.calls.length === 1, 30_000);
  await second.worker.start();
  const began = performance.now();
  await verdict.worker.kill("SIGTERM");
  assert.equal(verdict.worker.child.exitCode, 0);
  assert.ok(performance.now() - began < 25_000);
  await until("the model to be asked again", () => llm.calls.length === 2, 60_000);
  await refined(2);
  await second.worker.kill("SIGTERM");
});

for (const [first, then] of [
  ["SIGINT", "SIGINT"],
  ["SIGHUP", "SIGTERM"],
] as const)
  test(`a worker told ${first} and then ${then} with a call open ends with 0 within two seconds of the second, and its work is done by the next`, async () => {
    llm.script("hang");
    await start(verdict.worker);
    await send(riddle("infrastructure").type, riddle("infrastructure").value);
    await until("the model to be asked", () => llm.calls.length === 1, 30_000);
    const { child } = verdict.worker;
    child.kill(first);
    const told = performance.now();
    await until("the echo of Ctrl-C to be over", () => performance.now() - told > 400);
    const began = performance.now();
    child.kill(then);
    await until("the worker to end", () => child.exitCode !== null, 10_000);
    assert.ok(performance.now() - began < 2500, `${performance.now() - began} ms`);
    assert.equal(child.exitCode, 0);
    await verdict.worker.start();
    await refined(2);
  });

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openTools } from "#lib/pipeline/tools.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { readCases } from "../report/secretCases.ts";
import { riddle } from "../standins/llm.ts";
import { patience } from "../support/patience.ts";
import { happens, ownRefinery } from "../support/riddles.ts";
import { until } from "../support/wait.ts";

const secrets = readCases("secrets");
const { tools, llm } = await ownRefinery(
  { LLM_FLUSH_SECONDS: "2" },
  { secrets: secrets.flatMap(({ must_not_leak }) => must_not_leak) },
);
const { db } = tools;
const own = await openTools(tools.settings, "worker");
const worker = await runWorker(own);
after(async () => {
  await worker.stop(1000);
  await own.close();
});
const done = (count: number) =>
  until("the model to have answered", async () => (await db.refinement.count({ where: { state: "done" } })) === count);

test("a full batch goes at once, a part of one after its time", async () => {
  await db.$executeRaw`UPDATE "Setting" SET "key" = "key"`;
  for (let n = 0; n < 8; n++) await happens(tools, { issue: `full-${n}`, ...riddle("network", n) });
  await done(8);
  assert.ok(llm.calls.length <= 2, `${llm.calls.length} calls`);
  const began = Date.now();
  await happens(tools, { issue: "part", ...riddle("database", 50) });
  await done(9);
  const waited = Date.now() - began;
  assert.ok(waited > 1500 && waited < patience(12_000), `${waited} ms`);
});

test("what an alert waits for goes at once", async () => {
  const began = Date.now();
  await happens(tools, { issue: "urgent", ...riddle("network", 60), level: "fatal" });
  const { provisional, severityRank } = await db.issue.findFirstOrThrow({ where: { sentryIssueId: "urgent" } });
  assert.deepEqual([provisional, severityRank], [true, 1], "what nobody knows is high when it is fatal");
  await done(10);
  assert.ok(Date.now() - began < patience(1800), `${Date.now() - began} ms`);
});

test("no secret of any error reaches a provider", async () => {
  for (const [n, { message }] of secrets.entries())
    await happens(tools, { issue: `secret-${n}`, type: "Riddle", value: message });
  await until(
    "nothing to wait",
    async () => (await db.refinement.count({ where: { state: { in: ["waiting", "asking"] } } })) === 0,
    30_000,
  );
  assert.ok(llm.calls.length > 10);
  assert.deepEqual(llm.faults, []);
});

test("a worker that stops with a call open gives it back, and another does it at once", async () => {
  llm.script("hang");
  await happens(tools, { issue: "stop", type: "Oddity", value: "Nothing that anybody could place", level: "fatal" });
  const calls = llm.calls.length;
  await until("the model to be asked", () => llm.calls.length > calls);
  const other = await openTools(tools.settings, "worker");
  after(() => other.close());
  const successor = await runWorker(other);
  await worker.stop(2500);
  await until("the model to be asked again", () => llm.calls.length > calls + 1, 8000);
  await until("the answer", async () => (await db.refinement.count({ where: { state: { in: ["waiting", "asking"] } } })) === 0);
  await successor.stop(1000);
  assert.equal(
    await db.verdict.count({ where: { issueId: (await db.issue.findFirstOrThrow({ where: { sentryIssueId: "stop" } })).id } }),
    1,
    "it does not know",
  );
});

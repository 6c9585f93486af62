import assert from "node:assert/strict";
import { after, test } from "node:test";
import { POST } from "#app/api/v1/classify/route.ts";
import { unsetProject } from "#lib/model/project.ts";
import { saveBudgets } from "#lib/pipeline/budgets.ts";
import { saveProject } from "#lib/pipeline/projects.ts";
import { riddle, startLlm } from "../../standins/llm.ts";
import { ownDoors } from "../../support/doors.ts";
import { until } from "../../support/wait.ts";

const secret = `sk-proj-${"Zz9Yy8Xx7Ww6".repeat(4)}`;
const llm = await startLlm({ secrets: [secret] });
after(() => llm.close());
const { tools, ask } = await ownDoors({
  LLM_BASE_URL: llm.baseUrl,
  LLM_API_KEY: llm.key,
  LLM_MODEL_FAST: "gpt-4.1-mini",
  LLM_TIMEOUT_SECONDS: "3",
});
const by = { id: "u1", name: "Mai" };
const odd = (n: number, category: Parameters<typeof riddle>[0] = "database") => {
  const { type, value } = riddle(category, n);
  return { exception_type: type, message: value };
};
const send = async (reports: object[], wait = 10) => {
  const path = `/api/v1/classify?wait=${wait}`;
  const { status, body } = await ask(POST, { method: "POST", path, as: "write", body: { reports } });
  assert.equal(status, 200);
  return body.verdicts;
};
const spent = async () => {
  const rows = await tools.db.spend.findMany();
  return rows.reduce((sum, { costMicros }) => sum + Number(costMicros), 0);
};

test("unsure ones are asked about, each signature once, and paid for out of the same budget", async () => {
  const key = { ...odd(2), message: `${odd(2).message} with ${secret}` };
  const [sure, first, second, third] = await send([{ message: "connect ECONNREFUSED 10.0.0.1:80" }, odd(1), odd(1), key]);
  assert.deepEqual([sure.tier === "llm-fast", sure.cost_usd], [false, 0]);
  assert.deepEqual([first.category, first.tier, first.provisional, first.model], ["database", "llm-fast", false, "gpt-4.1-mini"]);
  assert.ok(first.cost_usd > 0 && first.latency_ms > 0);
  assert.deepEqual([second.category, second.cost_usd, third.category], ["database", 0, "database"]);
  assert.equal(llm.calls.length, 1);
  assert.deepEqual(llm.faults, []);
  assert.equal(await spent(), llm.spent());
  assert.equal(Math.round((first.cost_usd + third.cost_usd) * 1e6), llm.spent());
});

test("what was said is remembered, so that the next one costs nothing; the report itself is not kept", async () => {
  const calls = llm.calls.length;
  const [again] = await send([odd(1)], 0);
  assert.deepEqual([again.category, again.tier, again.cost_usd], ["database", "memory", 0]);
  assert.equal(llm.calls.length, calls);
  assert.deepEqual([await tools.db.report.count(), await tools.db.exchange.count(), await tools.db.issue.count()], [0, 0, 0]);
});

test("without waiting nobody is asked", async () => {
  const calls = llm.calls.length;
  const [unsure] = await send([odd(3)], 0);
  assert.deepEqual([unsure.category, unsure.provisional, llm.calls.length], ["unknown", true, calls]);
});

test("what does not come in time stays provisional, and is remembered when it comes", async () => {
  llm.script({ late: 2000 });
  const began = performance.now();
  const [late] = await send([odd(4)], 0.3);
  assert.ok(performance.now() - began < 1900);
  assert.deepEqual([late.category, late.provisional], ["unknown", true]);
  await until("the answer to be remembered", async () => (await send([odd(4)], 0))[0].tier === "memory");
});

test("a project that no model may see is not asked about", async () => {
  await saveProject(tools, { installationId: "default", slug: "vault" }, { ...unsetProject, use_llm: false }, by);
  const calls = llm.calls.length;
  const [hidden] = await send([{ ...odd(5), project: "vault" }]);
  assert.deepEqual([hidden.provisional, llm.calls.length], [true, calls]);
});

test("more than 8 are asked about in several batches at a time, and no more than the budget allows", async () => {
  const many = await send(Array.from({ length: 20 }, (_, n) => odd(100 + n, "network")));
  assert.ok(many.every(({ category }: { category: string }) => category === "network"));
  await saveBudgets(tools, { daily_usd: 0, monthly_usd: null }, by);
  const calls = llm.calls.length;
  const [poor] = await send([odd(6)]);
  assert.deepEqual([poor.provisional, llm.calls.length], [true, calls]);
});

test("the same error in many requests at a time is asked about once, and so is one that nobody knows", async () => {
  await saveBudgets(tools, { daily_usd: 1, monthly_usd: null }, by);
  const calls = llm.calls.length;
  const all = await Promise.all(Array.from({ length: 8 }, () => send([odd(200)])));
  assert.ok(all.every(([{ category }]) => category === "database"));
  assert.equal(all.filter(([{ cost_usd: cost }]) => cost > 0).length, 1);
  assert.equal(llm.calls.length, calls + 1);
  for (const wait of [10, 10, 10]) assert.equal((await send([odd(201, "unknown")], wait))[0].category, "unknown");
  assert.equal(llm.calls.length, calls + 2);
});

test("what a model said that others contradict stays provisional, and nobody pays for hearing it again", async () => {
  await send([odd(300)]);
  await tools.db.$executeRaw`UPDATE "Signature" SET "llm" = "llm" || '{"also": "timeout"}'::jsonb WHERE "llm" IS NOT NULL`;
  const calls = llm.calls.length;
  const [again] = await send([odd(300)]);
  assert.deepEqual([again.category, again.tier, again.provisional, llm.calls.length], ["database", "memory", true, calls]);
});

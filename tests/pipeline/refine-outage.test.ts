import assert from "node:assert/strict";
import { after, test } from "node:test";
import { categories } from "#lib/model/taxonomy.ts";
import { models, testModel } from "#lib/pipeline/models.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { riddle, rightAnswer } from "../standins/llm.ts";
import type { LlmCall } from "../standins/llm-request.ts";
import { patience } from "../support/patience.ts";
import { happens, ownRefinery, standing, timePasses } from "../support/riddles.ts";
import { movableClock } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const same = (call: LlmCall) => ({
  content: JSON.stringify({
    batch: call.batch,
    results: call.items.map(({ id }) => ({ ...rightAnswer({ id, error: { message: "" } }), category: "code_bug" })),
  }),
});

test("a model that says the same of everything is told of once, not trusted, and trusted again when somebody has looked", async () => {
  const clock = movableClock();
  const { tools: own, llm } = await ownRefinery({ LLM_DAILY_BUDGET_USD: "10" });
  const tools = { ...own, clock: clock.now };
  llm.always(same);
  for (let n = 0; n < 60; n++) await happens(tools, { issue: `same-${n}`, ...riddle(categories[n % 16]!, n) });
  await refine(tools);
  const [model] = await models(tools);
  assert.match(model?.doubt ?? "", /^It said the same of \d\d of its last 50 errors: nothing it says is trusted/);
  assert.equal(await tools.db.signal.count({ where: { kind: "provider_refused" } }), 1);
  const doubted = await tools.db.issue.count({ where: { provisional: true } });
  assert.ok(doubted >= 58, `${doubted} are provisional, those it said before as well`);
  await happens(tools, { issue: "more", ...riddle("database", 99) });
  await refine(tools);
  const verdict = await standing(tools, "more");
  assert.deepEqual([verdict.category, verdict.provisional, verdict.confidence < 0.5], ["code_bug", true, true]);
  assert.equal(await tools.db.signal.count({ where: { kind: "provider_refused" } }), 1, "told once");
  llm.always(null);
  assert.equal(await testModel(tools, model!.id), null);
  assert.equal((await models(tools))[0]?.doubt, null);
  await happens(tools, { issue: "later", ...riddle("network", 100) });
  await refine(tools);
  assert.deepEqual([(await standing(tools, "later")).category, (await standing(tools, "later")).provisional], ["network", false]);
});

test("while all providers are down criticals have their verdict, and afterwards nobody is told twice", async () => {
  const clock = movableClock();
  const { tools: own, llm } = await ownRefinery({ LLM_DAILY_BUDGET_USD: "10" });
  const tools = { ...own, clock: clock.now };
  llm.always({ status: 503, body: "" });
  const disk = { type: "OSError", value: "[Errno 28] No space left on device: '/var/lib/app/data'" };
  for (let minute = 0; minute < 30; minute++) {
    if (minute === 3) await happens(tools, { issue: "critical", ...disk });
    if (minute < 10) await happens(tools, { issue: `down-${minute}`, ...riddle("database", 300 + minute) });
    const before = llm.calls.length;
    await Promise.all([refine(tools), refine(tools)]);
    assert.ok(llm.calls.length - before <= (minute === 0 ? 2 : 1), `${llm.calls.length - before} in minute ${minute}`);
    clock.pass(60_000);
    await tools.db.$executeRaw`UPDATE "Refinement" SET "dueAt" = "dueAt" - interval '1 minute'`;
  }
  const critical = await standing(tools, "critical");
  assert.deepEqual([critical.severity, critical.category], ["critical", "infrastructure"]);
  const told = await tools.db.signal.count({ where: { issueId: { not: null } } });
  llm.always(null);
  clock.pass(6 * 3_600_000);
  await tools.db
    .$executeRaw`UPDATE "Refinement" SET "state" = 'waiting', "attempts" = 0, "dueAt" = now(), "error" = NULL WHERE "state" = 'failed'`;
  await timePasses(tools);
  await refine(tools);
  for (let minute = 0; minute < 10; minute++) assert.equal((await standing(tools, `down-${minute}`)).category, "database");
  const created = await tools.db.signal.groupBy({
    by: ["issueId", "kind"],
    where: { kind: "created", issueId: { not: null } },
    _count: true,
  });
  assert.ok(created.every(({ _count: count }) => count === 1));
  assert.ok((await tools.db.signal.count({ where: { issueId: { not: null } } })) - told <= 10, "at most that one became worse");
  assert.equal(
    Number((await tools.db.spend.aggregate({ _sum: { costMicros: true } }))._sum.costMicros),
    llm.spent(),
    "nothing was charged twice",
  );
});

test("a slow provider holds nobody up: few calls at a time, and what an alert waits for passes all that waits", async () => {
  const { tools, llm } = await ownRefinery(
    { LLM_DAILY_BUDGET_USD: "10", LLM_TIMEOUT_SECONDS: "30", LLM_BATCH_SIZE: "2" },
    { delayMs: 4000 },
  );
  for (let n = 0; n < 40; n++) await happens(tools, { issue: `slow-${n}`, ...riddle(categories[n % 16]!, 500 + n) });
  const own = await openTools(tools.settings, "worker");
  const worker = await runWorker(own);
  after(async () => {
    await worker.stop(500);
    await own.close();
  });
  await until("the provider to be asked", () => llm.calls.length >= 2, 10_000);
  const began = Date.now();
  await happens(tools, { issue: "urgent", ...riddle("database", 999) });
  const { signature } = await tools.db.issue.findFirstOrThrow({ where: { sentryIssueId: "urgent" } });
  await tools.db.refinement.updateMany({ where: { hash: signature ?? "" }, data: { urgent: true, severityRank: 0 } });
  const boss = await tools.queue.ready();
  await boss.send("refine", {}, { priority: 10 });
  await until("the urgent one to be answered", async () => (await standing(tools, "urgent")).category === "database", 12_000);
  assert.ok(Date.now() - began < patience(8000), `${Date.now() - began} ms: one call's time and a little`);
  assert.ok(llm.most <= 3, `${llm.most} at a time`);
});

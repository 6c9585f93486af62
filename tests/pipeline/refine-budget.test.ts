import assert from "node:assert/strict";
import { after, test } from "node:test";
import { categories } from "#lib/model/taxonomy.ts";
import { budgets, budgetUse, saveBudgets } from "#lib/pipeline/budgets.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { openTools, type Tools } from "#lib/pipeline/tools.ts";
import { riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing, timePasses } from "../support/riddles.ts";
import { movableClock } from "../support/tools.ts";

const clock = movableClock(new Date("2026-11-30T14:30:00Z"));
const { tools: own, llm } = await ownRefinery({ TIME_ZONE: "Asia/Tokyo", LLM_BATCH_SIZE: "2" }, { batch: 2 });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const by = { id: "p", name: "Pat" };
/** Of what is critical all is asked about as long as there is money. */
const allCritical = (): Promise<unknown> => db.refinement.updateMany({ data: { severityRank: 0 } });
const spent = async (): Promise<number> =>
  Number((await db.spend.aggregate({ _sum: { costMicros: true } }))._sum.costMicros ?? 0);

test("the default is 25 cents a day; a new limit is stored, and periods are those of the zone", async () => {
  assert.deepEqual(await budgets(tools), {
    budgets: { daily_usd: 0.25, monthly_usd: null, strong_daily_usd: null, strong_monthly_usd: null, thrifty: false },
    fixed: false,
  });
  await assert.rejects(() => saveBudgets(tools, { daily_usd: -1, monthly_usd: null }, by), /daily_usd: must not be negative/);
  await saveBudgets(tools, { daily_usd: 0.01, monthly_usd: 5 }, by);
  const [daily, monthly] = await budgetUse(tools);
  assert.deepEqual([daily?.period, daily?.limit_usd, daily?.resets_at], ["2026-11-30", 0.01, "2026-11-30T15:00:00.000Z"]);
  assert.deepEqual([monthly?.period, monthly?.limit_usd, monthly?.resets_at], ["2026-11", 5, "2026-11-30T15:00:00.000Z"]);
  assert.equal(await db.auditEntry.count({ where: { action: "budgets.change" } }), 1);
});

test("one cent is never exceeded by any amount: 500 distinct errors, 8 parallel calls", async () => {
  const some = async (first: number): Promise<void> => {
    for (let n = first; n < 500; n += 4) await happens(tools, { issue: `cent-${n}`, ...riddle(categories[n % 16]!, n) });
  };
  await Promise.all([0, 1, 2, 3].map(some));
  await allCritical();
  const others = await Promise.all(Array.from({ length: 8 }, () => openTools(tools.settings, "worker")));
  after(() => Promise.all(others.map((other) => other.close())));
  await Promise.all(others.map((other) => refine({ ...other, clock: clock.now })));
  assert.deepEqual(llm.faults, []);
  assert.ok(llm.spent() <= 10_000, `${llm.spent()} micro-dollars by the stand-in's ledger`);
  assert.equal(await spent(), llm.spent(), "both ledgers agree");
  const dearest = await db.spend.aggregate({ _max: { reservedMicros: true } });
  assert.ok(
    llm.spent() > 10_000 - Number(dearest._max.reservedMicros),
    `${llm.spent()}: what is left is less than a call may cost`,
  );
  const [daily] = await budgetUse(tools);
  assert.deepEqual([daily!.spent_usd, daily!.reserved_usd], [llm.spent() / 1e6, 0]);
  assert.equal(await db.signal.count({ where: { kind: "budget_crossed" } }), 1, "said once");
  const provisional = await db.issue.count({ where: { provisional: true } });
  assert.ok(provisional > 300 && provisional < 500, `${provisional} keep their local verdicts`);
});

test("exhausted it asks no more; a raised budget goes on, and so does the next day", async () => {
  const calls = llm.calls.length;
  await timePasses(tools);
  await refine(tools);
  assert.equal(llm.calls.length, calls);
  await saveBudgets(tools, { daily_usd: 0.011, monthly_usd: null }, by);
  await timePasses(tools);
  await refine(tools);
  assert.ok(llm.calls.length > calls && llm.spent() <= 11_000);
  assert.equal(await db.signal.count({ where: { kind: "budget_crossed" } }), 2, "another end is said again");

  const before = { calls: llm.calls.length, micros: llm.spent() };
  await saveBudgets(tools, { daily_usd: 0.003, monthly_usd: null }, by);
  clock.pass(30 * 60_000); // midnight in Tokyo
  await timePasses(tools);
  await refine(tools);
  assert.ok(llm.calls.length > before.calls && llm.spent() - before.micros <= 3000);
  const [daily] = await budgetUse(tools);
  assert.deepEqual([daily?.period, daily?.spent_usd], ["2026-12-01", (llm.spent() - before.micros) / 1e6]);
});

test("the month's limit holds as well, and takes nothing from the day", async () => {
  const before = llm.calls.length;
  const [daily] = await budgetUse(tools);
  await saveBudgets(tools, { daily_usd: 1, monthly_usd: daily!.spent_usd + 0.0001 }, by);
  await timePasses(tools);
  await refine(tools);
  assert.equal(llm.calls.length, before);
  assert.deepEqual(
    (await budgetUse(tools)).map(({ reserved_usd }) => reserved_usd),
    [0, 0],
  );
});

test("exactly three calls fit into what three calls may cost", async () => {
  await saveBudgets(tools, { daily_usd: 1, monthly_usd: null }, by);
  await timePasses(tools);
  await db.issue.updateMany({ data: { provisional: false } }); // the rest of the 500 waits no more
  await db.refinement.deleteMany();
  clock.pass(86_400_000);
  llm.always(() => ({ usage: null })); // every call costs what was reserved
  await happens(tools, { issue: "four-0", ...riddle("database", 7771) });
  await refine(tools);
  const one = Number((await db.spend.findFirstOrThrow({ orderBy: { id: "desc" } })).reservedMicros);
  clock.pass(86_400_000);
  await saveBudgets(tools, { daily_usd: (3 * one) / 1e6, monthly_usd: null }, by);
  const calls = llm.calls.length;
  for (const [at, issue] of ["four-1", "four-2", "four-3", "four-4"].entries()) {
    await happens(tools, { issue, ...riddle("database", 7772 + at) });
    await allCritical();
    await refine(tools);
  }
  llm.always(null);
  assert.equal(llm.calls.length - calls, 3);
  assert.deepEqual([(await standing(tools, "four-3")).provisional, (await standing(tools, "four-4")).provisional], [false, true]);
  const [daily] = await budgetUse(tools);
  assert.equal(daily?.spent_usd, daily?.limit_usd);
});

test("a price that nobody knows is budgeted at the dearest that is known, never as nothing", async () => {
  const strange = await ownRefinery({ LLM_MODEL_FAST: "house-model" }, { models: ["house-model"] });
  await happens(strange.tools, { issue: "strange", ...riddle("database", 1) });
  await refine(strange.tools);
  const row = await strange.tools.db.spend.findFirstOrThrow();
  assert.equal(Number(row.costMicros), strange.llm.spent(), "10 and 50 dollars a million");
  assert.ok(row.reservedMicros > 10_000n);
});

test("what a dead worker had reserved is taken as spent, and its items are taken over", async () => {
  const quick = await ownRefinery({ LLM_TIMEOUT_SECONDS: "2" });
  const now = movableClock();
  const dying: Tools = {
    ...quick.tools,
    clock: now.now,
    fault: async (point) => {
      if (point === "llm.after_answer_before_save") throw new Error("killed");
    },
  };
  for (let n = 0; n < 5; n++) await happens(quick.tools, { issue: `dead-${n}`, ...riddle("network", n) });
  await assert.rejects(() => refine(dying), /killed/);
  const { db: its } = quick.tools;
  const asking = await its.refinement.findMany({ where: { state: "asking" } });
  assert.equal(asking.length, 5);
  assert.ok(
    asking.every(({ claimedUntil }) => claimedUntil!.getTime() - Date.now() <= 60_000),
    "taken over within a minute",
  );
  const living = await openTools(quick.tools.settings, "worker");
  after(() => living.close());
  await refine({ ...living, clock: now.now });
  assert.equal(quick.llm.calls.length, 1, "not while the lease runs");
  await its.$executeRaw`UPDATE "Refinement" SET "claimedUntil" = now() - interval '1 second'`;
  now.pass(60_000);
  await refine({ ...living, clock: now.now });
  assert.equal(quick.llm.calls.length, 2);
  for (let n = 0; n < 5; n++) assert.equal((await standing(quick.tools, `dead-${n}`)).category, "network");
  assert.ok((await its.refinement.findMany()).every(({ attempts, state }) => attempts === 2 && state === "done"));
  const rows = await its.spend.findMany({ orderBy: { id: "asc" } });
  assert.deepEqual(
    rows.map(({ state, estimated, outcome }) => [state, estimated, outcome]),
    [
      ["settled", true, "lost"],
      ["settled", false, "ok"],
    ],
  );
  assert.equal(rows[0]!.costMicros, rows[0]!.reservedMicros);
});

test("a worker that wakes up after its items were taken over saves nothing", async () => {
  const zombie = await ownRefinery();
  await happens(zombie.tools, { issue: "zombie", ...riddle("network", 1) });
  const sleepy: Tools = {
    ...zombie.tools,
    fault: async (point) => {
      if (point !== "llm.after_answer_before_save") return;
      await zombie.tools.db.$executeRaw`UPDATE "Refinement" SET "claimedUntil" = now() - interval '1 second'`;
      await refine(zombie.tools);
    },
  };
  await refine(sleepy);
  assert.equal(zombie.llm.calls.length, 2);
  assert.equal(await zombie.tools.db.verdict.count({ where: { tier: "llm-fast" } }), 1);
  assert.equal(await zombie.tools.db.spend.count({ where: { state: "settled" } }), 2);
});

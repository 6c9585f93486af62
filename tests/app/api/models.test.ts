import assert from "node:assert/strict";
import { after, test } from "node:test";
import { GET as metrics } from "#app/api/metrics/route.ts";
import { GET as getBudgets, PUT as putBudgets } from "#app/api/v1/budgets/route.ts";
import { GET as getModels, PUT as putModels } from "#app/api/v1/models/route.ts";
import { GET as getSpend } from "#app/api/v1/spend/route.ts";
import { ModelRow, SpendRow } from "#lib/model/spend.ts";
import { testModel } from "#lib/pipeline/models.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { riddle, startLlm } from "../../standins/llm.ts";
import { ownDoors } from "../../support/doors.ts";
import { happens, standing, timePasses } from "../../support/riddles.ts";

const llm = await startLlm({ models: ["gpt-4.1-mini", "strong-one"] });
after(() => llm.close());
const { tools, ask } = await ownDoors({ LLM_FLUSH_SECONDS: "0", ALLOW_PRIVATE_TARGETS: "127.0.0.0/8" });
const put = (body: unknown, as: "write" | "admin" = "admin") =>
  ask(putModels, { method: "PUT", path: "/api/v1/models", as, body });
const row = { tier: "llm-fast", base_url: llm.baseUrl, model: "gpt-4.1-mini" };

test("without any model the list is empty and all goes on", async () => {
  assert.deepEqual((await ask(getModels, { as: "read" })).body, { models: [] });
  await happens(tools, { issue: "1", ...riddle("database", 1) });
  await refine(tools);
  assert.equal((await standing(tools, "1")).provisional, true);
});

test("a model is stored with its key sealed, never shown, and used at once, also for what came before", async () => {
  const { status, body, text } = await put({ models: [{ ...row, base_url: `${row.base_url}/`, key: llm.key }] });
  assert.equal(status, 200);
  const [model] = body.models.map((one: unknown) => ModelRow.parse(one));
  assert.deepEqual([model.price_source, model.price.output, model.fixed, model.fault], ["table 2026-11-21", 1.6, false, null]);
  assert.ok(!text.includes(llm.key));
  const stored = await tools.db.llmModel.findFirstOrThrow();
  assert.ok(stored.sealedKey && !Buffer.from(stored.sealedKey).includes(llm.key));
  assert.equal(await testModel(tools, model.id), null);
  await refine(tools);
  assert.equal((await standing(tools, "1")).category, "database");
  const audit = await tools.db.auditEntry.findFirstOrThrow({ where: { action: "models.change" } });
  assert.ok(!JSON.stringify(audit).includes(llm.key));
});

test("a list that comes back as it was shown keeps its keys; a key never goes to another address", async () => {
  const { body } = await ask(getModels, { as: "read" });
  assert.equal((await put(body)).status, 200);
  const stored = await tools.db.llmModel.findFirstOrThrow();
  assert.equal(stored.inputMicros, null, "the table's price stays the table's");
  const moved = await put({ models: [{ ...body.models[0], base_url: "https://llm.example.com/v1" }] });
  assert.deepEqual([moved.status, /base_url|key/.test(moved.body.detail)], [400, true]);
  const other = await startLlm();
  after(() => other.close());
  const elsewhere = await put({ models: [{ ...body.models[0], base_url: other.baseUrl }] });
  assert.deepEqual(
    [elsewhere.status, elsewhere.body.detail],
    [400, "models[0].key: another address needs the key anew, so that none is sent where it does not belong"],
  );
});

test("kinds of error and limits a minute are kept, left out they stay, and what is no query is refused", async () => {
  const { body } = await ask(getModels, { as: "read" });
  const set = await put({
    models: [{ ...body.models[0], match: "category:database", requests_per_minute: 5, tokens_per_minute: 9000 }],
  });
  assert.deepEqual([set.body.models[0].match, set.body.models[0].requests_per_minute], ["category:database", 5]);
  const { match: _, requests_per_minute: __, tokens_per_minute: ___, ...rest } = set.body.models[0];
  const again = await put({ models: [rest] });
  assert.deepEqual([again.body.models[0].match, again.body.models[0].tokens_per_minute], ["category:database", 9000]);
  const odd = await put({ models: [{ ...rest, match: "category:" }] });
  assert.match(odd.body.detail, /models\[0\]\.match: is no query: /);
  assert.equal((await put({ models: [{ ...rest, requests_per_minute: 0 }] })).status, 400);
  await put({ models: [{ ...rest, match: null, requests_per_minute: null, tokens_per_minute: null }] });
});

const wrong: [string, object, RegExp][] = [
  [
    "an address that is not public",
    { ...row, base_url: "https://10.0.0.1/v1" },
    /models\[0\]\.base_url: .*not public.*ALLOW_PRIVATE_TARGETS/,
  ],
  ["the machine's own credentials", { ...row, base_url: "http://169.254.169.254/v1" }, /models\[0\]\.base_url/],
  ["no address", { ...row, base_url: "ftp://x" }, /models\[0\]\.base_url: must be an http\(s\) address/],
  [
    "an address with a key in it",
    { ...row, base_url: `${llm.baseUrl}?key=1` },
    /models\[0\]\.base_url: must be an address alone/,
  ],
  ["no model", { ...row, model: " " }, /models\[0\]\.model: names a model/],
  ["an unknown tier", { ...row, tier: "llm-huge" }, /models\[0\]\.tier/],
  ["a key with blanks", { ...row, key: "a b" }, /models\[0\]\.key: must be/],
  ["an id of nothing", { ...row, id: "0190aaaa-0000-7000-8000-000000000000" }, /models\[0\]\.id: there is no such model/],
  ["a negative price", { ...row, price: { input: -1, cached_input: null, output: 1 } }, /models\[0\]\.price/],
  ["a field nobody knows", { ...row, sealedKey: "x" }, /sealedKey/],
];
for (const [name, model, says] of wrong)
  test(`${name} is refused at its field, and nothing is saved`, async () => {
    const { status, body } = await put({ models: [model] });
    assert.equal(status, 400);
    assert.match(body.detail, says);
    assert.equal(await tools.db.llmModel.count(), 1);
  });

test("only administrators change models; responders change budgets", async () => {
  assert.equal((await put({ models: [] }, "write")).status, 403);
  const change = (as: "read" | "write", body: unknown) => ask(putBudgets, { method: "PUT", path: "/api/v1/budgets", as, body });
  assert.equal((await change("read", { daily_usd: 1, monthly_usd: null })).status, 403);
  const { status, body } = await change("write", { daily_usd: 1, monthly_usd: null });
  const rest = { strong_daily_usd: null, strong_monthly_usd: null, thrifty: false };
  assert.deepEqual([status, body.budgets, body.fixed], [200, { daily_usd: 1, monthly_usd: null, ...rest }, false]);
  const thrifty = await change("write", { daily_usd: 1, monthly_usd: null, thrifty: true, strong_daily_usd: 0.5 });
  assert.deepEqual(thrifty.body.budgets, { daily_usd: 1, monthly_usd: null, ...rest, thrifty: true, strong_daily_usd: 0.5 });
  assert.deepEqual((await change("write", { daily_usd: 1, monthly_usd: null })).body.budgets.thrifty, true, "as it was");
  await change("write", { daily_usd: 1, monthly_usd: null, thrifty: false, strong_daily_usd: null });
  for (const bad of [
    { daily_usd: "1", monthly_usd: null },
    { daily_usd: 1 },
    { daily_usd: 1, monthly_usd: null, x: 1 },
    { daily_usd: 1e9, monthly_usd: 1 },
  ])
    assert.equal((await change("write", bad)).status, 400);
  const shown = await ask(getBudgets, { as: "read" });
  assert.deepEqual([shown.body.budgets.daily_usd, shown.body.use.length], [1, 2]);
});

test("a doubtful answer goes to the strong model; a wrong key is named on its row, and the other model takes over", async () => {
  const { body } = await ask(getModels, { as: "read" });
  const strong = {
    tier: "llm-strong",
    base_url: llm.baseUrl,
    model: "strong-one",
    key: llm.key,
    price: { input: 10, cached_input: null, output: 50 },
  };
  const saved = await put({ models: [body.models[0], strong] });
  assert.equal(saved.body.models[1].price_source, "yours");
  await happens(tools, { issue: "2", ...riddle("network", 2) });
  llm.script(({ batch, items }) => ({
    content: JSON.stringify({
      batch,
      results: items.map(({ id }) => ({
        id,
        category: "unknown",
        severity: "low",
        should_retry: false,
        root_cause: "?",
        fix_suggestion: "?",
      })),
    }),
  }));
  await refine(tools);
  const verdict = await standing(tools, "2");
  assert.deepEqual([verdict.category, verdict.tier, verdict.model], ["network", "llm-strong", "strong-one"]);
  assert.equal(
    verdict.costMicros,
    llm.calls.slice(-2).reduce((sum, call) => sum + call.micros, 0),
  );

  const broken = await put({
    models: [
      { ...saved.body.models[0], key: "wrong-key" },
      { ...saved.body.models[1], tier: "llm-fast" },
    ],
  });
  assert.equal(broken.status, 200);
  await happens(tools, { issue: "3", ...riddle("network", 3) });
  await refine(tools);
  assert.equal((await standing(tools, "3")).model, "strong-one");
  const [first, second] = (await ask(getModels, { as: "read" })).body.models;
  assert.match(first.fault, /refuses the key \(401\): the key of this model/);
  assert.equal(second.fault, null);
  assert.match((await testModel(tools, first.id)) ?? "", /refuses the key \(401\): the key of this model, which ends in …-key/);
});

test("what was spent is summed by day, model, tier and project", async () => {
  await timePasses(tools);
  const of = async (query: string) => (await ask(getSpend, { path: `/api/v1/spend?${query}`, as: "read" })).body.spend;
  const [all] = await of("");
  SpendRow.parse(all);
  assert.ok(all.calls >= 4 && all.failed === 1 && all.cost_usd > 0 && all.valid >= 3);
  const byModel = await of("group=model,tier");
  assert.deepEqual(
    byModel.map(({ model, tier }: SpendRow) => `${model} ${tier}`),
    ["gpt-4.1-mini llm-fast", "strong-one llm-fast", "strong-one llm-strong"],
  );
  const total = byModel.reduce((sum: number, { cost_usd }: SpendRow) => sum + cost_usd, 0);
  assert.ok(Math.abs(total - all.cost_usd) < 1e-9);
  assert.deepEqual(
    (await of("group=project")).map(({ project }: SpendRow) => project),
    [null],
    "these errors named none",
  );
  assert.deepEqual(await of("from=2020-01-01&to=2020-01-02&group=day"), []);
  for (const bad of ["group=secret", "from=yesterday", "group=day&group=model"])
    assert.equal((await ask(getSpend, { path: `/api/v1/spend?${bad}`, as: "read" })).status, 400);
});

test("metrics tell calls and what is left of the budget, as the ledger has them", async () => {
  const { text } = await ask(metrics, { as: null });
  assert.match(text, /^llm_requests_total\{model="strong-one",outcome="ok"\} 2$/m);
  assert.match(text, /^llm_requests_total\{model="gpt-4.1-mini",outcome="refused"\} 1$/m);
  assert.match(text, /^llm_budget_remaining_usd\{scope="daily"\} 0\.9\d+$/m);
});

test("nothing that was asked broke a rule of the stand-in", () => assert.deepEqual(llm.faults, []));

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { riddle, startLlm } from "../standins/llm.ts";
import { ownDatabase } from "../support/database.ts";

const program = fileURLToPath(new URL("../../lib/cli/verdict.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "verdict-full-"));
after(() => rmSync(folder, { recursive: true }));
const llm = await startLlm({ models: ["gpt-4.1-mini", "gpt-4.1"] });
after(() => llm.close());
const { url, db } = await ownDatabase();

const base = {
  ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  LLM_BASE_URL: llm.baseUrl,
  LLM_API_KEY: llm.key,
  LLM_MODEL_FAST: "gpt-4.1-mini",
  LLM_FLUSH_SECONDS: "0.2",
  DATA_DIR: folder,
};

async function run(args: readonly string[], input: object[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...base, ...env } });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input.map((line) => JSON.stringify(line)).join("\n"));
  const [out, err, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { status, out, err };
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers by name
const answers = (out: string): any[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const odd = (n: number, more: object = {}) => {
  const { type, value } = riddle("database", n);
  return { exception_type: type, message: value, ...more };
};

test("what is unsure is asked of the provider, each signature once a run, and everything stays in order", async () => {
  const lines = Array.from({ length: 600 }, (_, n) =>
    n % 2
      ? odd(Math.floor(n / 2) % 10, { id: n })
      : { id: n, message: "Error code: 429 - Rate limit reached for gpt-4.1 on tokens per min (TPM): Limit 30000, Used 29411" },
  );
  const { status, out, err } = await run(["classify", "--tier", "full"], lines);
  assert.deepEqual([status, err], [0, ""]);
  const said = answers(out);
  assert.deepEqual(
    said.map(({ id }) => id),
    lines.map((_, n) => n),
  );
  assert.deepEqual([said[1].category, said[1].tier, said[1].model], ["database", "llm-fast", "gpt-4.1-mini"]);
  assert.deepEqual([said[599].category, said[599].tier, said[599].cost_usd], ["database", "memory", 0]);
  assert.equal(llm.calls.flatMap(({ items }) => items).length, 10);
  assert.equal(Math.round(said.reduce((sum, { cost_usd }) => sum + cost_usd, 0) * 1e6), llm.spent());
  assert.deepEqual(llm.faults, []);
});

test("a run without a database keeps the budget of the environment for itself, and says once that it is used up", async () => {
  const calls = llm.calls.length;
  const { status, out, err } = await run(["classify"], [odd(20), odd(21)], { LLM_DAILY_BUDGET_USD: "0.000001" });
  assert.deepEqual([status, answers(out).map(({ provisional }) => provisional), llm.calls.length], [0, [true, true], calls]);
  assert.equal(err.match(/budget of this run is used up/g)?.length, 1);
});

test("with a database its budget holds, and what is spent stands in its ledger; a wrong line is answered in its place", async () => {
  const before = llm.spent();
  const { status, out } = await run(["classify"], [odd(30), { nothing: 1 }, odd(31)], { DATABASE_URL: url });
  assert.deepEqual([status, answers(out).map(({ category, line }) => category ?? line)], [0, ["database", 2, "database"]]);
  const rows = await db.spend.findMany();
  assert.equal(
    rows.reduce((sum, { costMicros }) => sum + Number(costMicros), 0),
    llm.spent() - before,
  );
  await db.setting.create({ data: { key: "budgets", value: { daily_usd: 0, monthly_usd: null }, byName: "Mai" } });
  const poor = await run(["classify"], [odd(32)], { DATABASE_URL: url });
  assert.deepEqual([poor.status, answers(poor.out)[0].provisional], [0, true]);
  assert.match(poor.err, /day’s budget|day's budget/);
});

test("a database that does not answer is a failure that says what to do", async () => {
  const { status, out, err } = await run(["classify"], [odd(40)], { DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
  assert.deepEqual([status, out], [1, ""]);
  assert.match(err, /unset DATABASE_URL/);
});

test("a provider that refuses leaves the local verdicts, and says why", async () => {
  const { status, out, err } = await run(["classify"], [odd(41)], { LLM_API_KEY: "sk-wrong" });
  assert.deepEqual([status, answers(out)[0].provisional], [0, true]);
  assert.match(err, /LLM_API_KEY/);
});

test("eval sets models side by side, each asked about every row, beside the local tier", async () => {
  const file = join(folder, "labelled.jsonl");
  const label = { category: "database", should_retry: false, severity: "high" };
  writeFileSync(file, [odd(50), odd(51), odd(52)].map((row) => JSON.stringify({ ...row, ...label })).join("\n"));
  const before = llm.calls.length;
  const { status, out } = await run(["eval", file, "--model", "gpt-4.1-mini,gpt-4.1", "--json"]);
  assert.equal(status, 0);
  const { models } = JSON.parse(out);
  assert.deepEqual(
    models.map(({ model, accuracy, valid_answers }: { model: string; accuracy: { value: number }; valid_answers: number }) => [
      model,
      accuracy.value,
      valid_answers,
    ]),
    [
      ["local", 0, 1],
      ["gpt-4.1-mini", 1, 1],
      ["gpt-4.1", 1, 1],
    ],
  );
  assert.deepEqual(
    llm.calls.slice(before).map(({ model }) => model),
    ["gpt-4.1-mini", "gpt-4.1"],
  );
  const spent = llm.calls.slice(before).map(({ micros }) => micros / 1e6);
  assert.deepEqual(
    models.slice(1).map(({ cost_usd }: { cost_usd: number }) => cost_usd),
    spent,
  );
  const table = (await run(["eval", file, "--model", "gpt-4.1-mini,gpt-4.1"])).out;
  assert.match(table, /^ +local +gpt-4.1-mini +gpt-4.1$/m);
  assert.match(table, /^accuracy % +0\.0 .* +100\.0 .* +100\.0/m);
});

test("eval of the whole cascade, and of a model that nobody can ask", async () => {
  const file = join(folder, "labelled.jsonl");
  const whole = JSON.parse((await run(["eval", file, "--json"])).out);
  assert.deepEqual([whole.accuracy.value, whole.cost_usd > 0], [1, true]);
  const keyless = await run(["eval", file, "--model", "gpt-4.1"], [], { LLM_API_KEY: "" });
  assert.equal(keyless.status, 1);
  assert.match(keyless.err, /gpt-4.1 cannot be asked: set LLM_API_KEY/);
  const refused = await run(["eval", file, "--model", "gpt-4.1"], [], { LLM_API_KEY: "sk-wrong" });
  assert.deepEqual([refused.status, /0 of 3 signatures were answered/.test(refused.err)], [1, true]);
});

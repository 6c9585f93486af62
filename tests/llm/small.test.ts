import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bodyOf } from "#lib/llm/call.ts";
import { type Dialect, dialectOf, nextDialect, writeDialect } from "#lib/llm/dialect.ts";
import { costOf, worstCase } from "#lib/llm/money.ts";
import { tablePrice } from "#lib/llm/prices.ts";
import { retryAfterMs } from "#lib/llm/retry-after.ts";

const now = new Date("2026-11-30T10:00:00Z");
const asks = (headers: Record<string, string>): number | null => retryAfterMs(new Headers(headers), now);

test("how long to wait is read in every form, and garbage is none", () => {
  assert.equal(asks({ "retry-after": "7" }), 7000);
  assert.equal(asks({ "retry-after": "1.5" }), 1500);
  assert.equal(asks({ "retry-after": "Mon, 30 Nov 2026 10:01:00 GMT" }), 60_000);
  assert.equal(asks({ "retry-after": "7", "retry-after-ms": "250" }), 250);
  assert.equal(asks({ "retry-after": "99999" }), 900_000);
  for (const said of ["0", "-5", "soon", "", "1e9", "Mon, 30 Nov 2026 09:59:00 GMT", "NaN", "7 s"])
    assert.equal(asks({ "retry-after": said }), null, said);
});

const dialects: [model: string, expected: Dialect][] = [
  ["gpt-4.1-mini", { rung: "json_schema", completion: false, temperature: true, effort: null, extras: true }],
  ["gpt-5-mini", { rung: "json_schema", completion: true, temperature: false, effort: "minimal", extras: true }],
  ["openai/gpt-5.4-nano", { rung: "json_schema", completion: true, temperature: false, effort: "none", extras: true }],
  ["gpt-6-luna", { rung: "json_schema", completion: true, temperature: false, effort: "none", extras: true }],
  ["o4-mini", { rung: "json_schema", completion: true, temperature: false, effort: null, extras: true }],
  ["deepseek-flash", { rung: "json_object", completion: false, temperature: true, effort: null, extras: true }],
  ["openai/gpt-oss-20b", { rung: "json_schema", completion: false, temperature: true, effort: null, extras: true }],
];
for (const [model, expected] of dialects)
  test(`${model} is spoken to as it wants, and what worked is remembered`, () => {
    const dialect = dialectOf(model, "https://llm.example/v1", null);
    assert.deepEqual(dialect, expected);
    assert.deepEqual(dialectOf("other", "https://llm.example/v1", writeDialect(dialect)), expected);
  });

test("a refusal is answered with the next form, and there is an end to it", () => {
  let dialect: Dialect | null = dialectOf("gpt-5-mini", "https://llm.example/v1", null);
  const seen: string[] = [];
  for (const said of ["reasoning_effort", "max_completion_tokens", "no", "no", "no", "no"]) {
    dialect = dialect && nextDialect(dialect, said, false);
    seen.push(dialect ? writeDialect(dialect) : "none");
  }
  assert.deepEqual(seen, [
    "json_schema completion no-temperature",
    "json_schema no-temperature",
    "tool no-temperature",
    "json_object no-temperature",
    "text no-temperature",
    "none",
  ]);
});

test("the schema stands in the prompt where the form does not carry it", () => {
  const prompt = { system: "s", user: "u" };
  const of = (rung: Dialect["rung"]) =>
    bodyOf(
      { model: "m", baseUrl: "https://llm.example/v1" },
      { rung, completion: false, temperature: true, effort: null, extras: true },
      prompt,
      200,
    );
  assert.equal(of("json_schema").messages[0]?.content, "s");
  assert.equal(of("tool").messages[0]?.content, "s");
  assert.deepEqual(of("tool").tool_choice, { type: "function", function: { name: "verdicts" } });
  assert.match(String(of("json_object").messages[0]?.content), /schema.*fix_suggestion/s);
  assert.equal(of("text").response_format, undefined);
});

const price = { input: 400_000, worstInput: 500_000, cached: 100_000, output: 1_600_000 };

test("what a provider says it used never costs more than was reserved, and nothing is rounded down", () => {
  fc.assert(
    fc.property(fc.nat(50_000), fc.nat(2000), fc.anything(), (bytes, most, usage) => {
      const reserved = worstCase(price, bytes, most);
      const { micros, estimated } = costOf(price, usage, reserved);
      assert.ok(Number.isInteger(micros) && micros >= 0 && micros <= reserved && (!estimated || micros === reserved));
    }),
  );
  assert.equal(costOf(price, { prompt_tokens: 1, completion_tokens: 1 }, 100).micros, 2);
  const cached = { prompt_tokens: 1000, completion_tokens: 10, prompt_tokens_details: { cached_tokens: 900 } };
  assert.equal(costOf(price, cached, 1e6).micros, 40 + 90 + 16);
  for (const usage of [
    undefined,
    null,
    {},
    { prompt_tokens: -1, completion_tokens: 5 },
    { prompt_tokens: 1e12, completion_tokens: 5 },
    { prompt_tokens: "5", completion_tokens: 5 },
  ])
    assert.deepEqual([costOf(price, usage, 77).micros, costOf(price, usage, 77).estimated], [77, true]);
});

test("an announced price holds from its day, and one of two always does", () => {
  const expected = new Date().toISOString() < "2027" ? 3.75 : 7.5;
  assert.equal(tablePrice("gemini-3.8-flash", "https://generativelanguage.googleapis.com/v1beta/openai")?.price.output, expected);
});

test("every real text has at most as many tokens as bytes", () => {
  assert.ok(worstCase(price, Buffer.byteLength("𝕏".repeat(1000)), 0) >= (4000 * price.worstInput) / 1e6);
});

test("prices are found under the names that providers and gateways use, the dearest where it is unclear", () => {
  const of = (model: string, base = "https://api.openai.com/v1") => tablePrice(model, base)?.price;
  assert.deepEqual(of("gpt-4.1-mini"), { input: 0.4, cached_input: 0.1, output: 1.6 });
  assert.deepEqual(of("gpt-4o-2024-08-06"), of("gpt-4o"));
  assert.deepEqual(
    of("models/gemini-2.5-flash", "https://generativelanguage.googleapis.com/v1beta/openai"),
    of("gemini-2.5-flash"),
  );
  assert.equal(of("openai/gpt-oss-120b", "https://gateway.example/v1")?.output, 0.75);
  assert.equal(of("openai/gpt-oss-120b", "https://api.groq.com/openai/v1")?.output, 0.6);
  assert.equal(of("deepseek-flash", "https://api.deepseek.com")?.output, 1.2, "at the peak");
  assert.equal(of("nobody-knows"), undefined);
  assert.equal(tablePrice("gpt-5.6-luna", "https://api.openai.com/v1")?.worstInput, 0.25);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type CauseId, causes } from "#lib/classify/causes.ts";
import { factsOf } from "#lib/classify/facts.ts";
import { slotsOf } from "#lib/classify/slots.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";
import { cpuMs } from "../support/cpu-ms.ts";

function slots(cause: CauseId, line: Partial<JsonlReport>, words?: Record<string, string | undefined>) {
  const report = fromJsonl({ message: "", ...line });
  const { status: _, provider: _p, ...all } = slotsOf(report, factsOf(report), cause, words);
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text));
}

const told: [CauseId, string, Record<string, string>][] = [
  ["dns", "getaddrinfo ENOTFOUND api.openai.com", { host: "api.openai.com" }],
  ["dns", "dial tcp: lookup llm.example.net on [IP_1]:53: no such host", { host: "llm.example.net" }],
  ["db-unreachable", "Error 111 connecting to redis-master:6379. Connection refused.", { host: "redis-master:6379" }],
  ["db-unreachable", 'connection to server at "db.internal", port 5432 failed', { host: "db.internal" }],
  ["dns", "php_network_getaddresses: getaddrinfo for mysql.internal failed", { host: "mysql.internal" }],
  ["refused", "Cannot connect to host orders:8080 ssl:default", { host: "orders:8080" }],
  ["refused", "[Errno 111] Connection refused", {}],
  ["context_length", "input tokens 262144 > 245760", { requested: "262144", limit: "245760" }],
  ["context_length", "Max input tokens: 8192, request input token count: 9341", { requested: "9341", limit: "8192" }],
  ["context_length", "Requested tokens (5012) exceed context window of 4096", { requested: "5012", limit: "4096" }],
  [
    "context_length",
    "The input (33215 tokens) is longer than the context length (32768 tokens).",
    { requested: "33215", limit: "32768" },
  ],
  ["context_length", "string too long. Expected a string with maximum length 10485760, got a string with length 11802344", {}],
  ["context_length", "maximum context length is 8192 tokens. Please reduce the length", { limit: "8192" }],
  ["model-name", "Unknown model 'gpt-6-turbo'. Valid model names: o1, o3, gpt-4o", { model: "gpt-6-turbo" }],
  ["model-access", "You don't have access to the model with the specified model ID.", {}],
  ["model-access", "can only access models=['gpt-4o-mini']. Tried to access claude-opus-4", { model: "claude-opus-4" }],
  ["overloaded", "models/gemini-1.5-flash:generateContent: [503 Service Unavailable]", { model: "gemini-1.5-flash" }],
  ["parameter", "400 max_tokens is too large: 16000.", { name: "max_tokens" }],
  ["template-variable", "プロンプトテンプレートの変数「商品名」が設定されていません", { name: "商品名" }],
  ["constraint", "UNIQUE constraint failed: users.email", { name: "users.email" }],
  ["missing-relation", "column users.nickname does not exist", { name: "users.nickname" }],
  ["missing-config", "1 validation error for Settings REDIS_URL Field required", { name: "REDIS_URL" }],
  ["llm-key-missing", "the OPENAI_API_KEY environment variable is missing", { name: "OPENAI_API_KEY" }],
  ["llm-key-missing", "Authorization: Bearer YOUR_KEY", {}],
  [
    "missing-file",
    "ENOENT: no such file or directory, open '/app/config/production.yaml'",
    { name: "/app/config/production.yaml" },
  ],
  ["empty-value", "undefined is not an object (evaluating 'config.rateLimit.rpm')", { name: "config.rateLimit.rpm" }],
  ["undefined-name", "cannot access local variable 'total' where it is not associated with a value", { name: "total" }],
  ["spending-cap", "exceeded its monthly budget of $500.00.", { limit: "$500.00" }],
  ["daily-cap", "requests per day (RPD): Limit 200, Used 200", { limit: "200" }],
];

test("what the rule did not name is read where the text tells it", () => {
  for (const [cause, message, expected] of told) assert.deepEqual(slots(cause, { message }), expected, message);
});

test("the rule's words come first, then the report's own, then the text", () => {
  const message = "gpt-4o is overloaded";
  assert.equal(slots("overloaded", { message }).model, "gpt-4o");
  assert.equal(slots("overloaded", { message, model: "gpt-5" }).model, "gpt-5");
  assert.equal(slots("overloaded", { message, model: "gpt-5" }, { model: "gpt-4.1" }).model, "gpt-4.1");
  assert.equal(slots("overloaded", { message, model: "gpt-5" }, { model: undefined }).model, "gpt-5");
});

test("a word of the sentence is no value, and the sentence's punctuation no part of one", () => {
  assert.deepEqual(slots("requests-per-minute", { message: "Rate limit reached for requests" }, { model: "requests" }), {});
  assert.equal(slots("tokens-per-minute", { message: "" }, { model: "claude-haiku-4-5:" }).model, "claude-haiku-4-5");
  const message = "Integrity constraint violation: 1452 (`app`.`messages`, CONSTRAINT `messages_chat_fk` FOREIGN KEY";
  assert.equal(slots("constraint", { message }, { name: "violation" }).name, "messages_chat_fk");
});

test("what would have fitted is not told as what was too long", () => {
  assert.deepEqual(slots("context_length", { message: "x" }, { limit: "8,192", requested: "512" }), { limit: "8,192" });
  assert.deepEqual(slots("tokens-per-minute", { message: "x" }, { limit: "8192", requested: "512" }), {
    limit: "8192",
    requested: "512",
  });
});

test("a text that makes patterns try again at every place is read in linear time", () => {
  const pieces = [
    "a",
    "1",
    "a.",
    "a/",
    "1,",
    " of",
    "limit is ",
    "tokens (",
    "model ",
    '"a',
    "A_",
    "{a",
    "is not a",
    "context of is ",
  ];
  for (const cause of Object.keys(causes) as CauseId[]) {
    for (const piece of pieces) {
      const message = piece.repeat(Math.ceil(8000 / piece.length));
      const report = fromJsonl({ message });
      const facts = factsOf(report);
      assert.ok(cpuMs(() => slotsOf(report, facts, cause)) < 200, `${cause} over ${piece}`);
    }
  }
});

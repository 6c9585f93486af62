import assert from "node:assert/strict";
import { test } from "node:test";
import type { LlmContext, Report } from "#lib/model/report.ts";
import { eventToReport } from "#lib/sentry/reshape/event.ts";
import { isLlm } from "#lib/sentry/reshape/llm.ts";

const report = (event: unknown): Report => eventToReport(event).report;
const llm = (event: unknown): LlmContext | null => report(event).llm;
const nothing: LlmContext = {
  provider: null,
  model: null,
  status: null,
  code: null,
  requestId: null,
  retryCount: null,
  latencyMs: null,
  finishReason: null,
};

test("the context of the usual articles is read, in contexts and in extra, and the API's name for extra", () => {
  const told = {
    model: "gpt-4",
    error_code: "rate_limit_exceeded",
    error_type: "tokens",
    response_body: '{"error":"slow down"}',
    retry_count: "3",
  };
  const expected = { ...nothing, model: "gpt-4", code: "rate_limit_exceeded", retryCount: 3 };
  for (const event of [
    { contexts: { llm_context: told } },
    { extra: { llm_context: told } },
    { context: { llm_context: told } },
  ]) {
    assert.deepEqual(llm(event), expected);
    assert.deepEqual(report(event).chain, [{ type: "", value: '{"error":"slow down"}' }]);
    assert.equal(report(event).code, "rate_limit_exceeded");
  }
  assert.equal(llm({ extra: { llm_context: { error_code: 429, error_type: "requests" } } })?.status, 429);
  assert.equal(llm({ extra: { llm_context: { error_code: 429, error_type: "requests" } } })?.code, "requests");
});

test("tags say it in several spellings", () => {
  assert.deepEqual(llm({ tags: { "llm.provider": "openai", "llm.model": "gpt-4.1", "llm.status": "429" } }), {
    ...nothing,
    provider: "openai",
    model: "gpt-4.1",
    status: 429,
  });
  assert.deepEqual(llm({ tags: { llm_call: "true", llm_provider: "anthropic", http_status: 529 } }), {
    ...nothing,
    provider: "anthropic",
    status: 529,
  });
  assert.deepEqual(llm({ tags: { llm_call: "true" } }), nothing);
  assert.equal(llm({ tags: { model: "iPhone 17", provider: "verizon", http_status: "500" } }), null);
});

test("attributes of a span and of an SDK's context are read where they do arrive", () => {
  const data = {
    "gen_ai.provider.name": "gcp.vertex_ai",
    "gen_ai.request.model": "gemini-3-pro",
    "gen_ai.response.finish_reasons": ["length"],
  };
  assert.deepEqual(llm({ contexts: { trace: { data } } }), {
    ...nothing,
    provider: "gcp.vertex_ai",
    model: "gemini-3-pro",
    finishReason: "length",
  });
  const thrown = {
    exception: { values: [{ type: "APIError", value: "no" }] },
    contexts: { APIError: { status: 400, code: "context_length_exceeded" } },
  };
  assert.deepEqual([report(thrown).httpStatus, report(thrown).code, report(thrown).llm], [400, "context_length_exceeded", null]);
  assert.equal(report({ contexts: { response: { status_code: 502 } } }).httpStatus, 502);
  assert.equal(
    report({ exception: { values: [{ mechanism: { meta: { errno: { name: "ECONNREFUSED", number: 111 } } } }] } }).code,
    "ECONNREFUSED",
  );
});

test("statuses that are none, and objects where words belong, say nothing", () => {
  assert.deepEqual(
    llm({ contexts: { llm: { status: "error", model: {}, retry_count: -1, latency_ms: "soon", provider: null } } }),
    nothing,
  );
  assert.equal(llm({ contexts: { llm: { status: 9999 } } })?.status, null);
  assert.equal(llm({ contexts: { llm: "gpt-4" } }), null);
});

test("service, region, version and the application's own judgement are kept", () => {
  const { service, region, release, tags } = report({
    extra: { ai_metadata: { service: "summaries", region: "eu-west-1", version: "7.1" } },
    contexts: { ai_classification: { type: "ai_classification", category: "rate_limit", confidence: 0.9 } },
    tags: { ai_error_category: "RATE_LIMIT" },
  });
  assert.deepEqual([service, region, release], ["summaries", "eu-west-1", "7.1"]);
  assert.deepEqual(tags, {
    ai_error_category: "RATE_LIMIT",
    "ai_classification.category": "rate_limit",
    "ai_classification.confidence": "0.9",
  });
});

const ofLlms: Record<string, unknown> = {
  tag: { tags: { "llm.provider": "openai" } },
  context: { contexts: { llm: { model: "x" } } },
  frame: { stacktrace: { frames: [{ filename: "/venv/site-packages/anthropic/_base_client.py" }, { filename: "app/main.py" }] } },
  "Vercel's SDK": { exception: { values: [{ type: "AI_APICallError", value: "Bad Request" }] } },
  cause: {
    exception: {
      values: [
        { type: "OpenAIError", value: "x" },
        { type: "SummaryError", value: "could not summarise" },
      ],
    },
  },
  "words alone": { title: "NotFoundError: The model `gpt-4-turbo` does not exist" },
};
for (const [name, event] of Object.entries(ofLlms))
  test(`an LLM error by its ${name}`, () => assert.equal(isLlm(report(event)), true));

const others = [
  {
    title: "TypeError: x is not a function",
    stacktrace: { frames: [{ filename: "src/email/main.py" }, { filename: "node_modules/maintain/index.js" }] },
  },
  { title: "OperationalError: could not connect to server", tags: { model: "iPhone", service: "billing" } },
  { title: "Those two put together: no" },
];
for (const event of others) test(`no LLM error: ${event.title}`, () => assert.equal(isLlm(report(event)), false));

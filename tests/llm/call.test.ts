import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bodyOf, call, type Endpoint } from "#lib/llm/call.ts";
import { dialectOf } from "#lib/llm/dialect.ts";
import { LlmFailure } from "#lib/llm/failure.ts";
import { outsideFetch } from "#lib/llm/outside-fetch.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { type LlmScript, startLlm } from "../standins/llm.ts";

const llm = await startLlm();
after(() => llm.close());
const names = { key: "LLM_API_KEY", model: "LLM_MODEL_FAST", address: "LLM_BASE_URL" };
const prompt = { system: "s", user: JSON.stringify({ batch: "abcdefghijkl", items: [{ id: "e1", error: { message: "m" } }] }) };

async function ask(more: Partial<Endpoint> = {}, allowPrivate: "all" | "none" = "all") {
  const fetch = outsideFetch((request) => outsideRequest({ allowPrivate }, request), 1000);
  const endpoint = { baseUrl: llm.baseUrl, key: llm.key, model: "gpt-4.1-mini", names, timeoutMs: 1000, fetch, ...more };
  const body = bodyOf(endpoint, dialectOf(endpoint.model, endpoint.baseUrl, null), prompt, 200);
  return call(endpoint, body, () => new Date());
}

async function failure(...asked: Parameters<typeof ask>): Promise<LlmFailure> {
  const error = await ask(...asked).then(
    () => assert.fail("it answered"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof LlmFailure, String(error));
  return error;
}

test("an answer is heard with its usage and the provider's id of the request", async () => {
  const { text, usage, isCut, isRefusal, requestId } = await ask();
  assert.match(text, /"results"/);
  assert.deepEqual([isCut, isRefusal, requestId], [false, false, "req_1"]);
  assert.ok((usage as { prompt_tokens: number }).prompt_tokens > 0);
});

const wrong: [name: string, more: Partial<Endpoint>, kind: string, says: RegExp][] = [
  ["a wrong key", { key: "wrong" }, "refused", /refuses the key \(401\): LLM_API_KEY/],
  ["a key that no header can carry", { key: "ключ" }, "refused", /LLM_API_KEY.*characters/],
  ["an unknown model", { model: "gpt-99" }, "refused", /no model "gpt-99" \(404\).*LLM_MODEL_FAST/],
  ["a wrong path", { baseUrl: llm.baseUrl.replace("/v1", "/api") }, "refused", /LLM_BASE_URL .*end in \/v1/],
  ["a name that nobody has", { baseUrl: "http://no-such-host.invalid/v1" }, "unavailable", /no-such-host\.invalid/],
  ["a server that speaks no TLS", { baseUrl: llm.baseUrl.replace("http:", "https:") }, "unavailable", /127\.0\.0\.1/],
  ["a port where nobody listens", { baseUrl: "http://127.0.0.1:9/v1" }, "unavailable", /127\.0\.0\.1:9 cannot be reached/],
];
for (const [name, more, kind, says] of wrong)
  test(`${name} is named with its setting`, async () => {
    const { kind: found, message } = await failure(more);
    assert.match(message, says);
    assert.equal(found, kind);
    assert.ok(!message.includes(llm.key));
  });

test("a private address is refused unless it is allowed", async () => {
  const { kind, message } = await failure({}, "none");
  assert.equal(kind, "refused");
  assert.match(message, /LLM_BASE_URL: .*ALLOW_PRIVATE_TARGETS/);
});

const scripts: [name: string, script: LlmScript, kind: string][] = [
  ["throttling", { status: 429, body: { error: { message: "slow" } } }, "throttled"],
  [
    "a window that is too small",
    { status: 400, body: { error: { message: "This model's maximum context length is 10", code: "context_length_exceeded" } } },
    "tooLong",
  ],
  ["a form that is not taken", { status: 422, body: { detail: [{ msg: "extra_forbidden" }] } }, "badRequest"],
  [
    "a stream that nobody asked for",
    { status: 500, headers: { "content-type": "text/event-stream" }, body: "data: {}" },
    "unavailable",
  ],
];
for (const [name, script, kind] of scripts)
  test(`${name} is told apart, and nothing of its text is shown`, async () => {
    llm.script(script);
    const found = await failure();
    assert.equal(found.kind, kind);
    assert.doesNotMatch(found.message, /slow|extra_forbidden|data:/);
  });

test("a stream with 200 that says nothing is an answer that says nothing", async () => {
  llm.script({ status: 200, headers: { "content-type": "text/event-stream" }, body: 'data: {"choices":[]}\n\ndata: [DONE]\n\n' });
  assert.equal((await ask()).text, "");
});

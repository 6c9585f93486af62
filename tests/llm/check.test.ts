import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { checkProvider } from "#lib/llm/check.ts";
import { outsideFetch } from "#lib/llm/outside-fetch.ts";
import { outsideRequest } from "#lib/outside/request.ts";

const key = "sk-test-1234567890-abcd";
const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const models = json(200, { object: "list", data: [{ id: "gpt-5-mini" }, { id: "gpt-5" }, { id: "models/gemini-2.5-flash" }] });
const error = (message: string, code: string) => ({ error: { message, code, type: "invalid_request_error" } });

const answers: Record<string, (response: ServerResponse) => void> = {
  "/v1": models,
  "/bad-key": json(401, error(`Incorrect API key provided: ${key}`, "invalid_api_key")),
  "/no-right": json(403, error("no access", "forbidden")),
  "/no-credit": json(429, error("You exceeded your current quota", "insufficient_quota")),
  "/throttled": json(429, error("slow down", "rate_limit_exceeded")),
  "/down": json(503, error("overloaded", "overloaded")),
  "/page": (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"),
  "/odd": json(200, { models: [] }),
  "/silent": () => undefined,
};
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
  const answer = answers[(request.url ?? "").replace(/\/models$/, "")];
  if (answer) answer(response);
  else json(404, error("not found", "not_found"))(response);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
after(() => {
  server.closeAllConnections();
  server.close();
});
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function check(
  path: string,
  wanted: readonly string[] = ["gpt-5-mini"],
  base = origin,
  allowPrivate: "all" | "none" = "all",
): Promise<string | null> {
  const timeoutMs = 1500;
  const fetch = outsideFetch((request) => outsideRequest({ allowPrivate }, request), timeoutMs);
  return checkProvider({ baseUrl: base + path, key, models: wanted, timeoutMs, fetch });
}

test("a provider that has key, address and models right is fine, asked once with the key", async () => {
  assert.equal(await check("/v1", ["gpt-5-mini", "gemini-2.5-flash", "GPT-5"]), null);
  assert.deepEqual(asked, [`GET /v1/models Bearer ${key}`]);
});

const faults: [path: string, says: RegExp][] = [
  ["/bad-key", /refuses the key \(401\).*LLM_API_KEY/],
  ["/no-right", /permissions/],
  ["/no-credit", /no credit/],
  ["/throttled", /429.*try again/],
  ["/down", /503.*try again later/],
  ["", /LLM_BASE_URL .*end in \/v1/],
  ["/page", /no OpenAI-compatible API.*\/v1/],
  ["/odd", /no OpenAI-compatible API/],
  ["/silent", /LLM_BASE_URL .*did not answer within 1.5 s: is the host spelt right, and may/],
];
for (const [path, says] of faults) {
  test(`what ${path || "a bare host"} answers is explained, without the key`, async () => {
    const said = await check(path);
    assert.match(said ?? "", says);
    assert.ok(!said?.includes(key));
  });
}

test("a model that is not there is named with the nearest ones", async () => {
  assert.match(
    (await check("/v1", ["gpt-5-mini", "gpt-5-minni"])) ?? "",
    /no model "gpt-5-minni"; perhaps you mean gpt-5-mini, .*LLM_MODEL_FAST/,
  );
});

test("a host that does not exist, and one that may not be reached, are told apart", async () => {
  assert.match(
    (await check("/v1", [], "https://llm.invalid")) ?? "",
    /^LLM_BASE_URL https:.*: llm\.invalid cannot be reached \(E\w+\): is the host spelt right/,
  );
  assert.match((await check("/v1", [], origin, "none")) ?? "", /ALLOW_PRIVATE_TARGETS/);
});

test("a port on which nothing listens is not said to be slow", async () => {
  assert.equal(
    await check("/v1", [], "http://127.0.0.1:1"),
    "LLM_BASE_URL http://127.0.0.1:1/v1: 127.0.0.1:1 cannot be reached (ECONNREFUSED): does the server run, and is the port right?",
  );
});

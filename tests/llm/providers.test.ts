import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bodyOf, call, readReply } from "#lib/llm/call.ts";
import { checkProvider } from "#lib/llm/check.ts";
import { dialectOf, rungs } from "#lib/llm/dialect.ts";
import { providerAt, providers } from "#lib/llm/providers.ts";
import { startLlm } from "../standins/llm.ts";

const llm = await startLlm({ models: ["m-1"] });
after(() => llm.close());
const names = { key: "K", model: "M", address: "A" };
const prompt = { system: "s", user: JSON.stringify({ batch: "abcdefghijkl", items: [{ id: "e1", error: { message: "m" } }] }) };

/** The provider's real address, answered by the stand-in. */
function answeredHere(baseUrl: string): typeof fetch {
  return (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.endsWith("/models") ? "/v1/models" : "/v1/chat/completions";
    assert.ok(url.href.startsWith(baseUrl), url.href);
    return fetch(`${new URL(llm.baseUrl).origin}${path}${url.search}`, init ?? {});
  };
}

test("there are many providers, each found by its own address and by no other's", () => {
  assert.ok(providers.length >= 12);
  for (const { id, base_url } of providers) assert.equal(providerAt(base_url).id, id);
  assert.equal(providerAt("https://api.openai.com.evil.example/v1").id, "unknown");
  assert.equal(providerAt("https://llm.example/v1").id, "unknown");
  assert.equal(providerAt("nonsense").id, "unknown");
});

for (const provider of providers) {
  const { name, base_url: baseUrl, key_header: instead, also_key_header: besides, headers, query, extra } = provider;
  const endpoint = { baseUrl, key: llm.key, model: "m-1", names, timeoutMs: 2000, fetch: answeredHere(baseUrl) };

  test(`${name} is asked in its own form, with its own headers, and answers`, async () => {
    const dialect = dialectOf("m-1", baseUrl, null);
    assert.equal(dialect.rung, provider.rung ?? "json_schema");
    const plain = { ...endpoint, fetch: withBearer(endpoint.fetch, Boolean(instead)) };
    const heard = await call(plain, bodyOf(endpoint, dialect, prompt, 200), () => new Date());
    assert.match(heard.text, /"results"/);
    const asked = llm.calls.at(-1);
    assert.equal(asked?.rung, dialect.rung);
    for (const [header, value] of Object.entries(headers)) assert.equal(asked?.headers[header], value);
    for (const header of [instead, besides]) if (header) assert.equal(asked?.headers[header], llm.key);
    for (const [key, value] of Object.entries(query))
      assert.equal(new URL(asked?.url ?? "", "http://x").searchParams.get(key), value);
    for (const [key, value] of Object.entries(extra)) assert.deepEqual(asked?.body[key], value);
  });

  for (const { model, body } of provider.quiet)
    test(`${name}: a model like ${model} is told not to think, until it refuses to be told`, () => {
      const like = [
        "gemini-2.5-flash",
        "gemini-3-pro",
        "qwen3-32b",
        "gpt-oss-20b",
        "grok-3-mini",
        "kimi-k2.6",
        "deepseek-chat",
      ].find((one) => new RegExp(model, "i").test(one));
      const dialect = dialectOf(like ?? "", baseUrl, null);
      const sent = (extras: boolean) => bodyOf({ model: like ?? "", baseUrl }, { ...dialect, extras }, prompt, 200) as object;
      for (const [key, value] of Object.entries(body)) {
        assert.deepEqual((sent(true) as Record<string, unknown>)[key], value);
        assert.equal(key in sent(false), false);
      }
    });
}

/** The stand-in knows one header for its key. */
const withBearer =
  (inner: typeof fetch, isElsewhere: boolean): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    assert.equal(headers.has("authorization"), !isElsewhere);
    headers.set("authorization", `Bearer ${llm.key}`);
    return inner(input, { ...init, headers });
  };

test("a list of models is read in both forms, and who has none is not blamed", async () => {
  const check = (baseUrl: string, answer: Response) =>
    checkProvider({ baseUrl, key: "k", models: ["m-1"], timeoutMs: 1000, fetch: async () => answer });
  assert.equal(await check("https://api.together.xyz/v1", Response.json([{ id: "m-1" }])), null);
  assert.equal(await check("https://api.openai.com/v1", Response.json({ data: [{ id: "m-1" }] })), null);
  assert.match((await check("https://api.openai.com/v1", Response.json({ data: [{ id: "m-2" }] }))) ?? "", /no model "m-1"/);
  assert.equal(await check("https://r.openai.azure.com/openai/deployments/d", new Response("", { status: 404 })), null);
});

test("an answer is read from whatever form it comes in", () => {
  const verdict = '{"batch":"b","results":[]}';
  const whole = (message: object, finish = "stop") => JSON.stringify({ choices: [{ finish_reason: finish, message }] });
  assert.equal(readReply(whole({ content: verdict })).text, verdict);
  assert.equal(readReply(whole({ content: null, tool_calls: [{ function: { arguments: verdict } }] })).text, verdict);
  assert.equal(
    readReply(whole({ content: "", tool_calls: [{ function: { arguments: { batch: "b", results: [] } } }] })).text,
    verdict,
  );
  assert.equal(readReply(whole({ content: null }, "length")).isCut, true);
  assert.equal(readReply(whole({ content: null, refusal: "no" })).isRefusal, true);
  assert.deepEqual([readReply("").text, readReply("<html>").text, readReply("[]").text], ["", "", ""]);
  assert.deepEqual(rungs, ["json_schema", "tool", "json_object", "text"]);
});

test("a stream that nobody asked for is joined, also one of a tool call, and one that breaks off is cut", () => {
  const event = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`;
  const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })}\n\n`;
  const heard = readReply(
    `: waiting\n\n${event({ content: '{"a"' })}${event({ content: ":1}" }, "stop")}${usage}data: [DONE]\n\n`,
  );
  assert.deepEqual([heard.text, heard.isCut, heard.usage], ['{"a":1}', false, { prompt_tokens: 3, completion_tokens: 2 }]);
  const tool = (text: string) => event({ tool_calls: [{ function: { arguments: text } }] });
  assert.equal(readReply(`${tool('{"b"')}${tool(":2}")}`).text, '{"b":2}');
  assert.equal(readReply(`${event({ content: "x" }, "length")}`).isCut, true);
  assert.equal(readReply("data: nonsense\n\n").text, "");
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { systemPrompt, userPrompt } from "#lib/classify/prompt.ts";
import { demoEnvironment, demoSecrets } from "#lib/cli/demo/environment.ts";
import { demoModels } from "#lib/cli/demo/llm.ts";
import { sentryState } from "#lib/cli/demo/sentry-api.ts";
import { startSurroundings } from "#lib/cli/demo/surroundings.ts";
import { tablePrice } from "#lib/llm/prices.ts";
import { objectIn, sortAnswers } from "#lib/llm/wire.ts";
import { readSettings } from "#lib/pipeline/settings.ts";

const sentry = sentryState();
const around = await startSurroundings(sentry);
after(() => around.close());

const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const reply = await fetch(`${around.url}${path}`, { method: "POST", body: JSON.stringify(body), headers });
  return { status: reply.status, body: reply.status === 204 ? null : await reply.json() };
};

test("the models answer what they are asked, always the same", async () => {
  const items = [
    { id: "e1", error: { type: "AgentError", frames: ["agents/loop.py:42 in next_action"] } },
    { id: "e2", error: { type: "Nobody", frames: [] } },
  ];
  const messages = [
    { role: "system", content: systemPrompt() },
    { role: "user", content: userPrompt("abcdefgh", items) },
  ];
  const { body } = await post("/v1/chat/completions", { model: demoModels.fast, messages });
  const sorted = sortAnswers(["e1", "e2"], "abcdefgh", objectIn(body.choices[0].message.content));
  assert.equal(sorted?.good.get("e1")?.category, "response_quality");
  assert.equal(sorted?.good.get("e2")?.category, "unknown");
  assert.ok(body.usage.prompt_tokens > 500 && body.usage.completion_tokens > 20);
  for (const model of Object.values(demoModels)) assert.ok(tablePrice(model, around.url), `${model} has a price`);
});

test("Slack, the webhook and Sentry take what is sent", async () => {
  assert.equal((await post("/api/chat.postMessage", {})).body.ok, true);
  assert.equal((await post("/alerts", {})).status, 204);
  const authorization = { authorization: `Bearer ${sentry.token}` };
  assert.equal((await post("/api/0/organizations/harbor/issues/1/notes/", { text: "x" }, authorization)).status, 201);
  assert.equal((await post("/api/0/organizations/harbor/issues/1/notes/", { text: "x" })).status, 401);
  assert.equal((await post("/elsewhere", {})).status, 404);
  assert.deepEqual(around.told, { slack: 1, webhook: 1 });
});

test("the settings of a demo hold, whatever the machine's own say", () => {
  const theirs = {
    LLM_API_KEY: "sk-real",
    SLACK_WEBHOOK_URL: "https://hooks.slack.com/x",
    DATABASE_URL: "postgres://real/db",
    PORT: "3111",
  };
  const secrets = demoSecrets();
  const own = demoEnvironment(theirs, { dataDir: "/nowhere", url: around.url, token: "sntrys_standin", secrets });
  const settings = readSettings({ ...theirs, ...own });
  assert.deepEqual(
    [settings.DATABASE_URL, settings.SLACK_WEBHOOK_URL, settings.LLM_API_KEY, settings.PORT, settings.HOST],
    [undefined, undefined, "sk-demo", 3111, "127.0.0.1"],
  );
});

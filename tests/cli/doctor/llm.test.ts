import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkLlm } from "#lib/cli/doctor/llm.ts";
import { saveModels } from "#lib/pipeline/models.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { startLlm } from "../../standins/llm.ts";
import { ownTools } from "../../support/tools.ts";

const llm = await startLlm({ models: ["gpt-4.1-mini", "house-model"] });
after(() => llm.close());
const tools = await ownTools();
const { settings } = tools;
const row = { tier: "llm-fast", base_url: llm.baseUrl, model: "gpt-4.1-mini", key: llm.key };
const said = async (given = settings): Promise<string[]> =>
  (await checkLlm(given)).map(({ name, state, message }) => `${state} ${name}: ${message}`);

test("without any model it says so, and that is no failure", async () => {
  assert.deepEqual(await said(), ["warn llm: No model is set up (LLM_API_KEY is not set): rules and memory decide alone."]);
});

test("every model that is set up is tried, and what is wrong is said of its row", async () => {
  const models = [
    row,
    { ...row, model: "house-model" },
    { ...row, model: "gpt-4.1-mni" },
    { ...row, key: "sk-wrong-0000" },
    { ...row, enabled: false },
  ];
  await saveModels(tools, { models }, { id: "p", name: "Pat" });
  const [good, house, misspelt, wrong, off] = await said();
  assert.equal(good, `ok llm gpt-4.1-mini: ${llm.baseUrl} accepts the key and has gpt-4.1-mini`);
  assert.match(house ?? "", /^ok llm house-model: .*price is unknown/);
  assert.match(misspelt ?? "", /^fail llm gpt-4.1-mni: The provider has no model "gpt-4.1-mni"; perhaps you mean gpt-4.1-mini/);
  assert.match(
    wrong ?? "",
    /^fail llm gpt-4.1-mini: The provider refuses the key \(401\): the key of this model, which ends in …0000/,
  );
  assert.match(off ?? "", /^ok .*switched off$/);
});

test("a key that was sealed with another seal key is said, and none is made", async () => {
  const other = { ...settings, SEAL_KEY: "another-seal-key-of-32-characters-or-more" };
  assert.match((await said(other))[0] ?? "", /^fail llm gpt-4.1-mini: Its key cannot be opened with the SEAL_KEY at hand/);
  assert.match((await said({ ...settings, DATA_DIR: "/nowhere" }))[0] ?? "", /^fail .*cannot be opened/);
});

test("while the database is away, the environment's model is tried all the same", async () => {
  const env = {
    DATABASE_URL: "postgresql://u:p@127.0.0.1:1/x",
    LLM_BASE_URL: llm.baseUrl,
    LLM_API_KEY: llm.key,
    LLM_MODEL_FAST: "gpt-4.1-mini",
    LLM_MODEL_STRONG: "gone",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  };
  const [fast, strong] = await said(readSettings(env));
  assert.match(fast ?? "", /^ok llm: /);
  assert.match(strong ?? "", /^fail llm gone: .*Change LLM_MODEL_STRONG/);
});

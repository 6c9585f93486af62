import assert from "node:assert/strict";
import { test } from "node:test";
import { languages } from "#lib/model/language.ts";
import { unsetProject } from "#lib/model/project.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { saveProject } from "#lib/pipeline/projects.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing } from "../support/riddles.ts";

const { tools } = await ownRefinery({ DEFAULT_LANGUAGE: "vi" });
const by = { id: "p", name: "Pat" };
const tpm = {
  type: "RateLimitError",
  value:
    "429 Rate limit reached for gpt-4.1 in organization org-a on tokens per min (TPM): Limit 30000, Used 29411, Requested 2412. Please try again in 20s.",
};
const words = async (issue: string) => {
  const { rootCause, fixSuggestion } = await standing(tools, issue);
  return [rootCause, fixSuggestion] as const;
};
await saveProject(tools, { installationId: "default", slug: "tokyo" }, { ...unsetProject, language: "ja" }, by);

test("cause and fix are told in the installation's language, and in the project's where it has one", async () => {
  await happens(tools, { issue: "7001", ...tpm, project: "hanoi" });
  const [root, fix] = await words("7001");
  assert.match(root, /^Đã chạm giới hạn TPM .* 30000 của gpt-4\.1: đã dùng 29411/);
  assert.match(fix, /^Retry sau 20 giây/);
  await happens(tools, { issue: "7002", ...tpm, project: "tokyo" });
  const [japanese, advice] = await words("7002");
  assert.match(japanese, /^gpt-4\.1 の TPM.*上限 30000 に達した。使用済み 29411/);
  assert.match(advice, /^20 秒待って/);
});

test("what a person said is explained in the project's language", async () => {
  await happens(tools, { issue: "7003", ...riddle("database", 1), project: "tokyo" });
  await correct(tools, { issue: "7003", by, input: { category: "infrastructure" } });
  assert.match((await words("7003"))[0], /実行環境/);
});

test("a model's words stay as they came, also when its verdict is remembered", async () => {
  const error = { ...riddle("network", 2), project: "tokyo" };
  await happens(tools, { issue: "7004", ...error });
  assert.match((await words("7004"))[0], /\p{Script=Hiragana}/u);
  await refine(tools);
  assert.match((await words("7004"))[0], /^The \w+ was stuck\.$/);
  await happens(tools, { issue: "7005", ...error });
  const later = await standing(tools, "7005");
  assert.deepEqual([later.tier, later.fixSuggestion], ["memory", "Oil the gate, then try again."]);
  assert.match(later.rootCause, /^The \w+ was stuck\.$/);
});

test("DEFAULT_LANGUAGE is one of six, and a wrong one is told which", () => {
  for (const language of languages) assert.equal(readSettings({ DEFAULT_LANGUAGE: language }).DEFAULT_LANGUAGE, language);
  assert.equal(readSettings({}).DEFAULT_LANGUAGE, "en");
  assert.throws(() => readSettings({ DEFAULT_LANGUAGE: "jp" }), /DEFAULT_LANGUAGE is one of en, zh-CN, vi, ja, ko, th/);
});

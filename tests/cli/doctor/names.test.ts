import assert from "node:assert/strict";
import { test } from "node:test";
import { checkNames } from "#lib/cli/doctor/names.ts";
import { settingNames } from "#lib/pipeline/settings.ts";

const said = (env: Record<string, string>): string[] => checkNames(env).map(({ message }) => message);

const cases = [
  ["SENTRY_WEBHOOK_SECRET", "SENTRY_CLIENT_SECRET"],
  ["HOLYSHEEP_API_KEY", "LLM_API_KEY together with LLM_BASE_URL"],
  ["DAILY_BUDGET_USD", "LLM_DAILY_BUDGET_USD"],
  ["openai_api_key", "LLM_API_KEY"],
] as const;

for (const [wrong, right] of cases) {
  test(`${wrong} is taken for ${right}`, () =>
    assert.deepEqual(said({ [wrong]: "x" }), [`${wrong} is set and nothing reads it: did you mean ${right}?`]));
}

test("names of other programs are left alone", () => {
  assert.deepEqual(
    said({
      HOME: "/root",
      PATH: "/bin",
      PWD: "/",
      HOSTNAME: "a",
      SHELL: "sh",
      LANG: "C",
      NODE_ENV: "test",
      npm_config_cache: "x",
      SENTRY_RELEASE: "1",
      LOGNAME: "me",
    }),
    [],
  );
});

test("a wrong name beside the right one, or an empty one, is no news", () => {
  assert.deepEqual(said({ OPENAI_API_KEY: "a", LLM_API_KEY: "b" }), []);
  assert.deepEqual(said({ SENTRY_WEBHOOK_SECRET: "" }), []);
});

test("a right name is never taken for a wrong one", () => {
  assert.deepEqual(said(Object.fromEntries(settingNames.map((name) => [name, "x"]))), []);
});

test("values are never shown", () => {
  assert.doesNotMatch(said({ SENTRY_WEBHOOK_SECRET: "hidden-value" }).join(), /hidden-value/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkNames } from "#lib/cli/doctor/names.ts";
import { settingNames } from "#lib/pipeline/settings.ts";

const said = (env: Record<string, string>): string[] => checkNames(env, settingNames).map(({ message }) => message);

const cases = [
  ["SENTRY_WEBHOOK_SECRET", "SENTRY_CLIENT_SECRET"],
  ["HOLYSHEEP_API_KEY", "LLM_API_KEY together with LLM_BASE_URL"],
  ["DAILY_BUDGET_USD", "LLM_DAILY_BUDGET_USD"],
  ["SENTRY_CLIENT_SECRE", "SENTRY_CLIENT_SECRET"],
  ["DATABSE_URL", "DATABASE_URL"],
  ["LLM_BASEURL", "LLM_BASE_URL"],
  ["sentry_auth_token", "SENTRY_AUTH_TOKEN"],
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

test("one letter dropped is found in every name that is long enough", () => {
  const long = settingNames.filter((name) => name.length >= 10);
  fc.assert(
    fc.property(fc.constantFrom(...long), fc.nat(100), (name, at) => {
      const wrong = name.slice(0, at % name.length) + name.slice((at % name.length) + 1);
      assert.match(said({ [wrong]: "x" }).join(), /did you mean/);
    }),
  );
});

test("values are never shown", () => {
  assert.doesNotMatch(said({ SENTRY_WEBHOOK_SECRET: "hidden-value" }).join(), /hidden-value/);
});

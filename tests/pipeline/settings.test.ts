import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "#lib/pipeline/settings.ts";

const secret = "hunter2-in-an-address";

test("the address of models carries nothing that its faults would tell everybody, and who tries is not quoted", () => {
  for (const address of [
    `https://llm.example/v1?key=${secret}`,
    `https://u:${secret}@llm.example/v1`,
    `https://llm.example/v1#${secret}`,
  ])
    assert.throws(
      () => readSettings({ LLM_BASE_URL: address }),
      (error: Error) => /LLM_BASE_URL must be an address alone/.test(error.message) && !error.message.includes(secret),
    );
  assert.equal(readSettings({ LLM_BASE_URL: "http://127.0.0.1:11434/v1" }).LLM_BASE_URL, "http://127.0.0.1:11434/v1");
});

const faultsOf = (env: Record<string, string>): string => {
  try {
    readSettings(env);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

test("every wrong value of the channels is named at once, with what to write, and none is quoted", () => {
  const said = faultsOf({
    PAGERDUTY_ROUTING_KEY: "hunter2",
    PAGERDUTY_API_URL: "events.pagerduty.com",
    SMTP_URL: "https://hunter2@mail.example.com",
    EMAIL_FROM: "hunter2",
    EMAIL_TO: "a@example.com, hunter2",
    TWILIO_ACCOUNT_SID: "SKhunter2",
    TWILIO_AUTH_TOKEN: "hunter2",
    TWILIO_FROM: "hunter2-hunter2",
    TWILIO_TO: "+15005550001,hunter2",
    TWILIO_API_URL: "ftp://hunter2.example",
    RETRY_HOOK_URL: "hunter2",
    RETRY_HOOK_SECRET: "hunter2",
  });
  for (const fault of [
    "12 settings are wrong",
    "PAGERDUTY_ROUTING_KEY is too short to be a PagerDuty integration key",
    "PAGERDUTY_API_URL must be an http(s) address",
    "SMTP_URL must look like smtp://user:password@mail.example.com:587",
    "EMAIL_FROM must be an address such as verdict@example.com",
    "EMAIL_TO is a comma list of at most 50 addresses",
    "TWILIO_ACCOUNT_SID is the Account SID",
    "TWILIO_AUTH_TOKEN is too short",
    "TWILIO_FROM is the Twilio number that sends",
    "TWILIO_TO is a comma list of at most 50 numbers",
    "TWILIO_API_URL must be an http(s) address",
    "RETRY_HOOK_URL must be an http(s) address",
    "RETRY_HOOK_SECRET must be at least 24 characters",
  ])
    assert.ok(said.includes(fault), `${fault} is missing in:\n${said}`);
  assert.doesNotMatch(said, /hunter2/);
});

const halves: [Record<string, string>, RegExp][] = [
  [{ SMTP_URL: "smtp://mail.example.com" }, /SMTP_URL and EMAIL_FROM go together/],
  [{ EMAIL_FROM: "a@example.com" }, /SMTP_URL and EMAIL_FROM go together/],
  [{ TWILIO_ACCOUNT_SID: "AC0000000001" }, /TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM go together/],
  [{ RETRY_HOOK_SECRET: "a secret of at least 24 bytes!" }, /RETRY_HOOK_URL is needed with RETRY_HOOK_SECRET/],
  [{ SMTP_URL: "smtp://u:p%@mail.example.com", EMAIL_FROM: "a@example.com" }, /SMTP_URL must write signs such as % and @/],
  [{ PAGERDUTY_ROUTINGKEY: "x" }, /did you mean PAGERDUTY_ROUTING_KEY\?/],
];
for (const [env, words] of halves)
  test(`${Object.keys(env).join(" and ")} alone: ${words.source}`, () => assert.match(faultsOf(env), words));

test("what is right is read: lists apart, empty ones absent", () => {
  const { EMAIL_TO, TWILIO_TO, TWILIO_FROM, EMAIL_FROM } = readSettings({
    SMTP_URL: "smtps://user:p%40ss@mail.example.com",
    EMAIL_FROM: "Verdict <verdict@example.com>",
    EMAIL_TO: " a@example.com ,b@example.com,",
    TWILIO_ACCOUNT_SID: "AC00000000000000000000000000000001",
    TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
    TWILIO_FROM: "Verdict",
    TWILIO_TO: "",
  });
  assert.deepEqual([EMAIL_TO, TWILIO_TO, TWILIO_FROM], [["a@example.com", "b@example.com"], [], "Verdict"]);
  assert.equal(EMAIL_FROM, "Verdict <verdict@example.com>");
});

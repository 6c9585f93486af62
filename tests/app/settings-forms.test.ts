import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOfAddress, readSecrets } from "#app/(signed-in)/settings/channels/secrets-form.ts";
import { amountOf, faultsOf, kept, readModel } from "#app/(signed-in)/settings/models/model-form.ts";
import { readProject } from "#app/(signed-in)/settings/projects/project-form.ts";
import { readWriteBack } from "#app/(signed-in)/settings/sentry/write-back-form.ts";
import { secretsForm } from "#lib/model/channel.ts";
import { BadInput, wrongAt } from "#lib/model/errors.ts";
import { unsetProject } from "#lib/model/project.ts";

const amounts: readonly [string | undefined, number | null | undefined][] = [
  [undefined, null],
  ["  ", null],
  ["0.25", 0.25],
  ["0,5", 0.5],
  [" 12 ", 12],
  ["-1", undefined],
  ["1e9", undefined],
  ["free", undefined],
  ["0x10", undefined],
];
for (const [written, amount] of amounts)
  test(`an amount written ${JSON.stringify(written)} is ${amount}`, () => assert.equal(amountOf(written), amount));

const model = { tier: "llm-fast", base_url: "https://api.example.com/v1", model: "m" };

test("a model without a price or key leaves them as they are", () => {
  assert.deepEqual(readModel({ ...model, key: "", input: "", cached_input: "", output: "", enabled: "on" }), {
    ok: true,
    model: { ...model, price: null, enabled: true },
  });
});

test("a price has input and output, and each is an amount", () => {
  assert.deepEqual(readModel({ ...model, input: "1", output: "" }), { ok: false, fields: { output: "priceHalf" } });
  assert.deepEqual(readModel({ ...model, input: "x", output: "2" }), { ok: false, fields: { input: "amount" } });
  const read = readModel({ ...model, key: "k", input: "1", output: "2" });
  const price = { input: 1, cached_input: null, output: 2 };
  assert.deepEqual(read, { ok: true, model: { ...model, price, enabled: false, key: "k" } });
});

test("of a list's row only what is the user's own goes back", () => {
  const price = { input: 1, cached_input: null, output: 2 };
  const own = { match: "level:error", requests_per_minute: 5, tokens_per_minute: null };
  const said = { fixed: false, fault: null, doubt: null };
  const row = { ...model, id: "1", tier: "llm-fast", enabled: true, price, ...own, ...said } as const;
  const back = { ...model, id: "1", enabled: true, ...own };
  assert.deepEqual(kept({ ...row, price_source: "table 2026-11-21" }), { ...back, price: null });
  assert.deepEqual(kept({ ...row, price_source: "yours" }), { ...back, price });
});

test("what is wrong with a list is said at the field of the row in the form, else as it is", () => {
  const error = new BadInput([
    { path: "models[1].base_url", message: "must be an address" },
    { path: "models[0].key", message: "must be visible" },
    { path: "models[1].price.input", message: "is odd" },
  ]);
  assert.deepEqual(faultsOf(error, 1), { ok: false, fields: { base_url: "Must be an address", price: "Is odd" } });
  assert.throws(() => faultsOf(new BadInput("has at most 20 models"), 0), /at most 20/);
  assert.throws(() => faultsOf(new Error("a bug"), 0), /a bug/);
});

test("a channel's form is read by the way that was chosen", () => {
  const bot = readSecrets("slack", { way: "bot", bot_token: "xoxb-1234", channel: "#alerts" });
  assert.deepEqual(bot, { ok: true, secrets: { bot_token: "xoxb-1234", channel: "#alerts" } });
  assert.deepEqual(readSecrets("slack", { way: "bot", bot_token: "", channel: "a b" }), {
    ok: false,
    fields: { bot_token: "missing", channel: "Must be one word" },
  });
  assert.deepEqual(readSecrets("webhook", { url: "https://example.com/hook", secret: " " }), {
    ok: true,
    secrets: { url: "https://example.com/hook" },
  });
  const wrong = readSecrets("webhook", { url: "javascript:alert(1)", role: "admin" });
  assert.ok(!wrong.ok && "url" in wrong.fields);
  const pager = { routing_key: "R0123456789abcdef0123456789abcdef" };
  assert.deepEqual(readSecrets("pagerduty", pager), { ok: true, secrets: pager });
  assert.deepEqual(readSecrets("email", { smtp_url: "https://mail.example.com", from: "" }), {
    ok: false,
    fields: {
      smtp_url: "Must look like smtp://user:password@mail.example.com:587, or smtps://… for TLS from the first byte",
      from: "missing",
    },
  });
});

test("a Slack channel of which nothing is given is told both ways", () => {
  const given = readSecrets("slack", {});
  assert.deepEqual(given, { ok: false, fields: { webhook_url: "missing" } });
  const said = secretsForm("slack", {})
    ?.safeParse({})
    .error?.issues.map(({ message }) => message);
  assert.deepEqual(said, ["is missing: give it, or bot_token with channel"]);
});

test("an address that may not be reached is said at its field; a bug is not", () => {
  const said = faultOfAddress(wrongAt("url", "It is private."));
  assert.deepEqual(said, { ok: false, fields: { url: "It is private." } });
  assert.throws(() => faultOfAddress(new BadInput("hook is set by ALERT_WEBHOOK_URL")), /set by ALERT_WEBHOOK_URL/);
  assert.throws(() => faultOfAddress(new Error("a bug")), /a bug/);
});

test("write-back's boxes and owners are read by their names", () => {
  const read = readWriteBack({ comment: "on", dry_run: "on", owner_database: " team:7 ", owner_network: "" });
  assert.deepEqual(read, { ok: true, input: { kinds: ["comment"], dry_run: true, owners: { database: "team:7" } } });
  const wrong = readWriteBack({ owner_database: "the team" });
  assert.ok(!wrong.ok && /^Is whom Sentry assigns to/.test(wrong.fields.owner_database ?? ""));
  assert.ok(!readWriteBack({ owner_nonsense: "team:7" }).ok);
});

test("a project's form follows what stands for all where a field is empty", () => {
  const empty = { language: "", preset: "", use_llm: "yes", daily_usd: "", monthly_usd: "" };
  assert.deepEqual(readProject(empty), { settings: unsetProject });
  const said = { language: "ja", preset: "sre", use_llm: "no", daily_usd: "0,5", monthly_usd: "" };
  const settings = { language: "ja", preset: "sre", use_llm: false, daily_usd: 0.5, monthly_usd: null };
  assert.deepEqual(readProject(said), { settings });
  assert.deepEqual(readProject({ ...empty, monthly_usd: "much" }), { ok: false, fields: { monthly_usd: "amount" } });
});

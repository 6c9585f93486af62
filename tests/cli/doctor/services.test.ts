import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkSentry } from "#lib/cli/doctor/services.ts";
import { saveSentry } from "#lib/pipeline/sentry-setup.ts";
import { startSentry } from "../../standins/sentry.ts";
import { ownTools } from "../../support/tools.ts";

const sentry = await startSentry({ token: "sntrys_a-token-of-the-settings-page" });
after(() => sentry.close());
const tools = await ownTools({ SENTRY_CLIENT_SECRET: "" });
const { settings, db } = tools;
const secret = "a-client-secret-of-the-settings-page";
const said = async (given = settings): Promise<string[]> =>
  (await checkSentry(given)).map(({ name, state, message }) => `${state} ${name}: ${message}`);

test("what is set nowhere is said of both places", async () => {
  const [hook, api] = await said();
  assert.match(hook ?? "", /^warn webhook secret: SENTRY_CLIENT_SECRET is not set, and Settings → Sentry keeps none: .*503/);
  assert.match(api ?? "", /^warn sentry api: SENTRY_AUTH_TOKEN is not set, and Settings → Sentry keeps none: /);
});

test("a secret and a token that the settings keep are opened, and the token is tried", async () => {
  const given = { base_url: sentry.url, organisation: sentry.org, secret, token: sentry.token };
  assert.deepEqual(await saveSentry(tools, given, { id: "p", name: "Pat" }), { ok: true });
  assert.deepEqual(await said(), [
    `ok webhook secret: kept in Settings → Sentry; Sentry sends to ${settings.PUBLIC_URL}/api/sentry/webhook`,
    `ok sentry api: the token of Settings → Sentry reads the issues of ${sentry.org} at ${sentry.url}`,
  ]);
});

test("what Sentry refuses is said of the field that holds it", async () => {
  sentry.script("issues", { status: 401 });
  assert.match(
    (await said())[1] ?? "",
    /^fail sentry api: Sentry refuses the token \(401\): .* paste it in Settings → Sentry\.$/,
  );
  await db.installation.update({ where: { id: "default" }, data: { organisation: "elsewhere" } });
  assert.match((await said())[1] ?? "", /^fail .*"elsewhere": check the organisation slug in Settings → Sentry and that/);
  assert.match((await said({ ...settings, SENTRY_ORG: "gone" }))[1] ?? "", /"gone": check SENTRY_ORG and/);
  await db.installation.update({ where: { id: "default" }, data: { organisation: null } });
  assert.match((await said())[1] ?? "", /^warn sentry api: the token cannot be tried without the organisation's slug/);
});

test("what was sealed with another key fails, unless the environment sets it", async () => {
  const other = { ...settings, SEAL_KEY: "another-seal-key-of-32-characters-or-more" };
  const closed = /^fail [a-z ]+: what Settings → Sentry keeps cannot be opened\. Sealed with key .*, or paste it there again\.$/;
  for (const line of await said(other)) assert.match(line, closed);
  for (const line of await said({ ...settings, DATA_DIR: "/nowhere" })) assert.match(line, /^fail .*There is no seal key/);
  const set = { SENTRY_BASE_URL: sentry.url, SENTRY_ORG: sentry.org, SENTRY_AUTH_TOKEN: sentry.token };
  for (const line of await said({ ...other, ...set, SENTRY_CLIENT_SECRET: secret })) assert.match(line, /^ok /);
});

test("while the database is away it says that it does not know", async () => {
  const away = { ...settings, DATABASE_URL: "postgresql://u:p@127.0.0.1:1/x" };
  for (const line of await said(away)) assert.match(line, /^warn .* not known while the database is away/);
});

test("no secret is shown", async () => {
  const all = (await said()).join();
  assert.ok(!all.includes(secret) && !all.includes(sentry.token));
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { firstId, openInstallations } from "#lib/pipeline/installations.ts";
import { saveSentry, sentrySetup } from "#lib/pipeline/sentry-setup.ts";
import { startSentry } from "../standins/sentry.ts";
import { deliver, movableClock, ownTools } from "../support/tools.ts";
import { issueBody } from "../support/webhooks.ts";

const sentry = await startSentry({ token: "sntrys_a-token-of-the-settings-page" });
after(() => sentry.close());
const tools = await ownTools({ SENTRY_CLIENT_SECRET: "" });
const by = { id: "u1", name: "Ada" };
const [first, second] = ["first-client-secret-of-the-page", "second-client-secret-of-the-page"];
const tell = (secret: string, id: string) => deliver(tools, "issue", issueBody({ id }), { secret });

test("before anything is set, deliveries are turned away and the page says so", async () => {
  assert.equal((await tell(first, "1")).outcome, "noSecret");
  assert.deepEqual(sentrySetup(tools).secret, { tail: null, fixed: null });
});

test("a client secret that is pasted verifies at once, and only its end is shown", async () => {
  assert.deepEqual(await saveSentry(tools, { secret: `  ${first}\n` }, by), { ok: true });
  assert.equal((await tell(first, "2")).outcome, "accepted");
  assert.deepEqual(sentrySetup(tools).secret, { tail: "page", fixed: null });
});

test("what is wrong is said at its field, and nothing is kept", async () => {
  const faults = async (input: unknown) => {
    const saved = await saveSentry(tools, input, by);
    return saved.ok ? null : saved.fields;
  };
  assert.deepEqual(await faults({ secret: "too short", organisation: "a b", token: "x" }), {
    secret: "spaces",
    organisation: "spaces",
    token: "tokenShort",
  });
  assert.deepEqual(await faults({ secret: "too-short" }), { secret: "secretShort" });
  assert.deepEqual(await faults({ token: sentry.token }), { organisation: "orgMissing" });
  assert.match((await faults({ base_url: "ftp://sentry.io" }))?.base_url ?? "", /not allowed/);
  assert.match(
    (await faults({ base_url: "https://no-such-host.invalid" }))?.base_url ?? "",
    /cannot be found: is it spelt right/,
  );
  assert.match((await faults({ base_url: "http://10.0.0.1" }))?.base_url ?? "", /ALLOW_PRIVATE_TARGETS/);
  const all = { base_url: sentry.url, organisation: sentry.org, token: sentry.token };
  assert.match((await faults({ ...all, token: "sntrys_wrong" }))?.token ?? "", /refuses the token \(401\).*paste it here/);
  assert.match((await faults({ ...all, organisation: "elsewhere" }))?.organisation ?? "", /no organisation "elsewhere"/);
  sentry.script("issues", { status: 403 });
  assert.match((await faults(all))?.token ?? "", /lacks the permission event:read/);
  sentry.script("issues", "html");
  assert.match((await faults(all))?.base_url ?? "", /is not Sentry's API/);
  assert.ok(await faults({ role: "admin" }));
  assert.equal(sentrySetup(tools).organisation.value, null);
});

test("a token that Sentry accepts is kept and used at once", async () => {
  const saved = await saveSentry(tools, { base_url: `${sentry.url}/`, organisation: sentry.org, token: sentry.token }, by);
  assert.deepEqual(saved, { ok: true });
  await tools.sentry(firstId)?.check(sentry.org);
  const { base_url, organisation, token } = sentrySetup(tools);
  assert.deepEqual([base_url.value, organisation.value, token.tail], [sentry.url, sentry.org, "page"]);
});

test("a kept token is not sent to another base URL; whoever names one gives the token anew", async () => {
  const other = await startSentry({ token: "sntrys_a-token-of-another-sentry" });
  try {
    const alone = { base_url: other.url, organisation: other.org };
    assert.deepEqual(await saveSentry(tools, alone, by), { ok: false, fields: { token: "tokenAnew" } });
    assert.deepEqual(await saveSentry(tools, { base_url: `${sentry.url}//` }, by), { ok: true });
    const fixed = await ownTools({ SENTRY_AUTH_TOKEN: sentry.token });
    assert.deepEqual(await saveSentry(fixed, alone, by), { ok: false, fields: { base_url: "tokenFixed" } });
    assert.deepEqual(other.requests, []);
    assert.equal(sentrySetup(tools).base_url.value, sentry.url);
  } finally {
    await other.close();
  }
});

test("a secret that is replaced verifies on for a week, and another process learns of the new one", async () => {
  const other = openInstallations(tools.db, tools.sealKeys, tools.settings);
  assert.deepEqual(await saveSentry(tools, { secret: second }, by), { ok: true });
  await other.refresh();
  const now = new Date();
  assert.deepEqual(
    other.secrets(now).map(({ secret }) => secret),
    [second, first],
  );
  assert.equal((await tell(first, "3")).outcome, "accepted");
  assert.equal((await tell(second, "4")).outcome, "accepted");
  await other.refresh();
  const clock = movableClock(now);
  clock.pass(8 * 86_400_000);
  assert.deepEqual(
    other.secrets(clock.now()).map(({ secret }) => secret),
    [second],
  );
});

test("the environment decides over what was saved, and cannot be overruled", async () => {
  const settings = { ...tools.settings, SENTRY_CLIENT_SECRET: "a-client-secret-of-the-environment" };
  const installations = openInstallations(tools.db, tools.sealKeys, settings);
  await installations.refresh();
  assert.deepEqual(
    installations.secrets(new Date()).map(({ secret }) => secret),
    [settings.SENTRY_CLIENT_SECRET],
  );
  const theirs = { ...tools, settings, installations };
  assert.deepEqual(sentrySetup(theirs).secret, { tail: "ment", fixed: "SENTRY_CLIENT_SECRET" });
  assert.equal(sentrySetup(theirs).organisation.value, sentry.org);
  assert.deepEqual(await saveSentry(theirs, { secret: first }, by), { ok: false, fields: { secret: "fixed" } });
});

test("no secret stands in the database or the audit log in plain words", async () => {
  const kept = JSON.stringify([await tools.db.installation.findMany(), await tools.db.auditEntry.findMany()], (_, value) =>
    value instanceof Uint8Array || value?.type === "Buffer" ? Buffer.from(value.data ?? value).toString("latin1") : value,
  );
  for (const secret of [first, second, sentry.token]) assert.ok(!kept.includes(secret));
  const entries = await tools.db.auditEntry.findMany({ where: { action: "sentry.save" }, orderBy: { id: "asc" } });
  assert.deepEqual(
    entries.map(({ data }) => (data as { replaced: string[] }).replaced),
    [["secret"], ["token"], [], ["secret"]],
  );
});

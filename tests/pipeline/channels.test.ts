import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { administrators } from "#lib/model/channel.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { channelStates } from "#lib/pipeline/channel-states.ts";
import { channelOf, specOf, usableChannels } from "#lib/pipeline/channels.ts";
import { openChannel, secretsOf } from "#lib/pipeline/open-channel.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import { startTwilio } from "../standins/twilio.ts";
import { sampleNotice } from "../support/notices.ts";
import { ownTools } from "../support/tools.ts";

const [pagerduty, twilio] = [await startPagerDuty(), await startTwilio()];
after(() => Promise.all([pagerduty.close(), twilio.close()]));
const tools = await ownTools();
const { db } = tools;
const by = { id: "p", name: "Pat" };
beforeEach(async () => {
  for (const standIn of [pagerduty, twilio]) standIn.forget();
  await db.channel.deleteMany();
  await db.user.deleteMany();
});

const twilioKeys = {
  TWILIO_ACCOUNT_SID: twilio.accountSid,
  TWILIO_AUTH_TOKEN: twilio.authToken,
  TWILIO_FROM: twilio.from,
  TWILIO_API_URL: twilio.url,
};
const mailKeys = { SMTP_URL: "smtp://verdict:a-long-password@127.0.0.1:2525", EMAIL_FROM: "Verdict <verdict@example.com>" };

/** The same tools under other settings. */
const under = (env: Record<string, string>) => ({
  ...tools,
  settings: readSettings({ ALLOW_PRIVATE_TARGETS: "127.0.0.0/8", ...env }),
});

let version = 0;
async function documentWith(channels: object[]): Promise<void> {
  const policies = [{ name: "everything", match: "*", ladder: [{ after: "0s", to: [(channels[0] as { name: string }).name] }] }];
  const document = PolicyDocument.parse({ version: 1, channels, policies });
  await db.policyVersion.create({ data: { version: ++version, document, byName: "test" } });
}

describe("which channels can be used", () => {
  test("is said with their kinds: those whose secrets are set and that go to somebody, and digests that one of them carries", async () => {
    await documentWith([
      { name: "pager", kind: "pagerduty" },
      { name: "mail", kind: "email" },
      { name: "sms", kind: "sms" },
      { name: "voice", kind: "voice", to: ["+15005550001"] },
      { name: "slack", kind: "slack" },
      { name: "retry", kind: "retry-hook" },
      { name: "by mail", kind: "digest", to: ["slack", "mail"], at: "09:00" },
      { name: "by slack", kind: "digest", to: ["slack"], at: "09:00" },
    ]);
    const all = {
      ...twilioKeys,
      ...mailKeys,
      EMAIL_TO: "oncall@example.com",
      PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
      RETRY_HOOK_URL: "http://127.0.0.1:9/",
    };
    assert.deepEqual(
      [...(await usableChannels(under(all)))],
      [
        ["pager", "pagerduty"],
        ["mail", "email"],
        ["voice", "voice"],
        ["by mail", "digest"],
      ],
    );
    assert.deepEqual([...(await usableChannels(under({})))], []);
  });

  test("one that goes to nobody says what to do", async () => {
    await documentWith([{ name: "sms", kind: "sms" }]);
    const at = under(twilioKeys);
    const [{ state, configured, error, fixed } = { state: null, configured: null, error: null, fixed: null }] =
      await channelStates(at);
    assert.deepEqual([state, configured, fixed], ["unset", false, true]);
    assert.match(error ?? "", /goes to nobody.*\(to:\).*TWILIO_TO/);
    await assert.rejects(channelOf(at, "sms"), /goes to nobody/);
    const filled = under({ ...twilioKeys, TWILIO_TO: "+15005550001, +15005550002" });
    await (await channelOf(filled, "sms"))?.deliver(sampleNotice());
    assert.deepEqual(twilio.tried.sort(), ["+15005550001", "+15005550002"]);
  });

  test("others of a kind share the environment's account, unless they have their own; their receivers are their own", async () => {
    await documentWith([
      { name: "sms", kind: "sms", to: ["+15005550001"] },
      { name: "sms of the others", kind: "sms", to: ["+15005550002"], language: "ja" },
    ]);
    const at = under(twilioKeys);
    await (await channelOf(at, "sms of the others"))?.deliver(sampleNotice());
    assert.deepEqual(twilio.tried, ["+15005550002"]);
    const [own, other] = await channelStates(at);
    assert.deepEqual([own?.fixed, other?.fixed, other?.configured], [true, false, true]);
    const secrets = { account_sid: twilio.accountSid, auth_token: "another-auth-token", from: "+15005550009" };
    await saveChannel(at, "sms of the others", secrets, by);
    const [, saved] = await channelStates(at);
    assert.deepEqual(saved?.shown, { account_sid: "…0001", auth_token: "…oken", from: "+15005550009" });
    await assert.rejects(saveChannel(at, "sms", secrets, by), /sms is set by TWILIO_ACCOUNT_SID: change it there/);
  });

  test("a name that sends text messages cannot call", async () => {
    await documentWith([
      { name: "sms", kind: "sms", to: ["+15005550001"] },
      { name: "voice", kind: "voice", to: ["+15005550001"] },
    ]);
    assert.deepEqual([...(await usableChannels(under({ ...twilioKeys, TWILIO_FROM: "Verdict" }))).keys()], ["sms"]);
  });

  test("the environment's retry hook is there also when the policies do not name it", async () => {
    await documentWith([{ name: "slack", kind: "slack" }]);
    const states = await channelStates(under({ RETRY_HOOK_URL: "http://127.0.0.1:9/again" }));
    assert.deepEqual(
      states.map(({ name, kind, fixed, configured }) => [name, kind, fixed, configured]),
      [
        ["slack", "slack", false, false],
        ["retry", "retry-hook", true, true],
      ],
    );
  });
});

describe("mail to the administrators", () => {
  const add = (email: string, role: string) => db.user.create({ data: { id: email, name: email, email, role } });

  test("goes to each of them, through the environment's server", async () => {
    await documentWith([{ name: "slack", kind: "slack" }]);
    await add("a@example.com", "admin");
    await add("b@example.com", "admin");
    await add("viewer@example.com", "viewer");
    const at = under(mailKeys);
    const spec = await specOf(at, administrators);
    assert.deepEqual([spec?.kind, spec?.to], ["email", ["a@example.com", "b@example.com"]]);
    assert.deepEqual(spec && secretsOf(at, spec, null), { smtp_url: mailKeys.SMTP_URL, from: mailKeys.EMAIL_FROM });
    assert.ok(spec && openChannel(at, spec, { smtp_url: mailKeys.SMTP_URL, from: mailKeys.EMAIL_FROM }));
  });

  test("goes through the server that a mail channel of the policies keeps, else cannot go", async () => {
    await documentWith([{ name: "post", kind: "email", to: ["c@example.com"] }]);
    await add("a@example.com", "admin");
    assert.equal(await channelOf(tools, administrators), null);
    const kept = { smtp_url: "smtp://127.0.0.1:2526", from: "verdict@example.com" };
    await saveChannel(tools, "post", kept, by);
    const spec = await specOf(tools, administrators);
    assert.deepEqual(spec && secretsOf(tools, spec, null), kept);
    await assert.rejects(saveChannel(tools, administrators, kept, by), /name no channel administrators/);
  });
});

test("no secret of any kind is in what is shown of a channel, nor in the sealed row", async () => {
  await documentWith([
    { name: "pager", kind: "pagerduty" },
    { name: "mail", kind: "email", to: ["a@example.com"] },
    { name: "sms", kind: "sms", to: ["+15005550001"] },
    { name: "voice", kind: "voice", to: ["+15005550001"] },
    { name: "bot", kind: "slack" },
    { name: "again", kind: "retry-hook" },
  ]);
  const hidden = "hunter2hunter2hunter2hunter2";
  const given: Record<string, Record<string, string>> = {
    pager: { routing_key: `R0${hidden}` },
    mail: { smtp_url: `smtp://user:${hidden}@127.0.0.1:2525`, from: "verdict@example.com" },
    sms: { account_sid: twilio.accountSid, auth_token: `${hidden}1234`, from: "+15005550006" },
    voice: { account_sid: twilio.accountSid, auth_token: `${hidden}1234`, from: "+15005550006" },
    bot: { bot_token: `xoxb-${hidden}`, channel: "#alerts", signing_secret: `${hidden}5678` },
    again: { url: `http://127.0.0.1:9/${hidden}/again`, secret: `${hidden}9012` },
  };
  for (const [name, secrets] of Object.entries(given)) await saveChannel(tools, name, secrets, by);
  const states = await channelStates(tools);
  assert.ok(states.every(({ configured, state }) => configured && state === "ok"));
  const rows = await db.channel.findMany();
  const sealed = rows.map((row) => Buffer.from(row.sealed ?? []).toString("latin1")).join();
  assert.doesNotMatch(`${JSON.stringify(states)} ${sealed} ${JSON.stringify(await db.auditEntry.findMany())}`, /hunter2hunter2/);
  assert.deepEqual(states.find(({ name }) => name === "mail")?.shown, {
    smtp_url: "127.0.0.1:2525",
    from: "verdict@example.com",
  });
});

describe("a target that may not be reached", () => {
  test("is refused when it is saved, whatever kind it is", async () => {
    await documentWith([
      { name: "mail", kind: "email", to: ["a@example.com"] },
      { name: "again", kind: "retry-hook" },
    ]);
    const strict = { ...tools, settings: readSettings({}) };
    const from = "verdict@example.com";
    for (const smtp_url of [
      "smtp://127.0.0.1:25",
      "smtp://[::1]:25",
      "smtp://localhost:25",
      "smtps://169.254.169.254",
      "smtp://127.1",
    ])
      await assert.rejects(saveChannel(strict, "mail", { smtp_url, from }, by), /not public|cannot be found/);
    await assert.rejects(saveChannel(strict, "again", { url: "https://10.1.2.3/again" }, by), /not public/);
    assert.equal(await db.channel.count(), 0);
  });

  test("is refused when it is used, too: what was allowed when it was saved may not be any more", async () => {
    await documentWith([{ name: "mail", kind: "email", to: ["a@example.com"] }]);
    await saveChannel(tools, "mail", { smtp_url: "smtp://127.0.0.1:2525", from: "verdict@example.com" }, by);
    const strict = { ...tools, settings: readSettings({}) };
    const mail = await channelOf(strict, "mail");
    await assert.rejects(Promise.resolve(mail?.deliver(sampleNotice())), /not public; ALLOW_PRIVATE_TARGETS/);
  });
});

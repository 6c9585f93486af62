import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { PUT } from "#app/api/v1/channels/[name]/route.ts";
import { POST } from "#app/api/v1/channels/[name]/test/route.ts";
import { GET } from "#app/api/v1/channels/route.ts";
import { channelOf, usableChannels } from "#lib/pipeline/channels.ts";
import { secretsOf } from "#lib/pipeline/open-channel.ts";
import { testChannel } from "#lib/pipeline/test-channel.ts";
import { startRetryHook } from "../../standins/retry-hook.ts";
import { startSlack } from "../../standins/slack.ts";
import { startReceiver } from "../../standins/webhook-receiver.ts";
import { ownDoors } from "../../support/doors.ts";
import { sampleNotice } from "../../support/notices.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, receiver] = [await startSlack(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
const { tools, ask } = await ownDoors({
  SLACK_BOT_TOKEN: slack.token,
  SLACK_CHANNEL: slack.channel,
  SLACK_API_URL: slack.url,
});
const { db } = tools;
after(() => Promise.all([slack.close(), receiver.close()]));
beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  await db.channel.deleteMany();
  await db.auditEntry.deleteMany();
});

const list = async () => (await ask(GET)).body.channels as { name: string; [key: string]: unknown }[];
const one = async (name: string) => (await list()).find((channel) => channel.name === name)!;
const put = (name: string, body: unknown, as: "admin" | "write" = "admin") =>
  ask(PUT, { method: "PUT", params: { name }, as, body });
const tryOut = (name: string) => ask(POST, { method: "POST", params: { name } });

describe("the list of channels", () => {
  test("says of each whether it is set, by whom, how it fares, and of its secrets only the end", async () => {
    const { name, kind, configured, fixed, state, shown } = await one("slack");
    assert.deepEqual([name, kind, configured, fixed, state], ["slack", "slack", true, true, "ok"]);
    assert.deepEqual(shown, { bot_token: `…${slack.token.slice(-4)}`, channel: "#alerts" });
    const hook = await one("hook");
    assert.deepEqual([hook.configured, hook.fixed, hook.state], [false, false, "unset"]);
    const pager = await one("pager");
    assert.deepEqual([pager.configured, pager.state], [false, "unset"]);
    const digests = (await list()).filter(({ kind: each }) => each === "digest");
    assert.ok(digests.every(({ configured: isSet, state: fares }) => isSet && fares === "ok"));
    const usable = await usableChannels(tools);
    assert.deepEqual([...usable], [["slack", "slack"], ...digests.map(({ name: each }) => [each, "digest"])]);
  });
});

describe("setting a channel's secrets", () => {
  test("seals them for that channel alone; they are never shown, and it can be sent to", async () => {
    const { status, text } = await put("hook", { url: receiver.url, secret });
    assert.equal(status, 200, text);
    assert.doesNotMatch(text, /plain secret/);
    assert.deepEqual((await one("hook")).shown, { url: `…${receiver.url.slice(-4)}`, secret: `…${secret.slice(-4)}` });
    await (await channelOf(tools, "hook"))!.deliver(sampleNotice());
    assert.deepEqual([receiver.faults, receiver.arrived.length], [[], 1]);

    const row = await db.channel.findUniqueOrThrow({ where: { name: "hook" } });
    assert.doesNotMatch(Buffer.from(row.sealed!).toString("latin1"), /plain secret|127\.0\.0\.1/);
    const [entry] = await db.auditEntry.findMany();
    assert.deepEqual([entry?.action, entry?.target, entry?.byName], ["channel.saved", "hook", "key to admin"]);
    assert.doesNotMatch(JSON.stringify(entry), /plain secret|127\.0\.0\.1/);
  });

  test("sealed secrets moved to another row or changed do not open, and the row says so", async () => {
    await put("hook", { url: receiver.url, secret });
    const row = await db.channel.findUniqueOrThrow({ where: { name: "hook" } });
    assert.throws(() => secretsOf(tools, { name: "other", kind: "webhook" }, row), /belongs to another row/);
    const changed = Buffer.from(row.sealed!).map((byte, at) => (at > 40 ? byte ^ 1 : byte));
    await db.channel.update({ where: { name: "hook" }, data: { sealed: changed } });
    const { state, error } = await one("hook");
    assert.equal(state, "broken");
    assert.match(String(error), /changed or belongs to another row.*save this channel's secrets again/);
  });

  const wrong: [string, unknown, RegExp][] = [
    ["hook", {}, /url: /],
    ["hook", { url: "ftp://example.com/x" }, /url: must be an address/],
    ["hook", { url: "https://169.254.169.254/latest" }, /is not public; nothing can allow it/],
    ["hook", { url: "https://10.0.0.1/hook" }, /^url: 10\.0\.0\.1 is at an address that is not public; ALLOW_PRIVATE_TARGETS/],
    ["hook", { url: "https://169.254.169.254/latest" }, /not public/],
    ["hook", { url: "https://me:pass@example.com/" }, /must not hold a user name or password/],
    ["hook", { url: "https://no-such-host.invalid/hook" }, /^url: no-such-host\.invalid cannot be found: is it spelt right\?/],
    ["hook", { url: "http://127.0.0.1/hook", secret: "short" }, /secret: must have at least 24 characters/],
    ["hook", { url: "http://127.0.0.1/hook", other: "x" }, /other/],
    ["slack", { webhook_url: slack.webhook }, /slack is set by SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN: change it there/],
    ["pager", { url: "http://127.0.0.1/hook" }, /routing_key: /],
    ["pager", { routing_key: "short" }, /routing_key: is too short to be a PagerDuty integration key/],
    ["digest", { url: "http://127.0.0.1/hook" }, /digest is a digest: it has no secrets/],
    ["mail", { smtp_url: "https://mail.example", from: "a@b.example" }, /smtp_url: must look like smtp:/],
    [
      "mail",
      { smtp_url: "smtp://u:p@10.0.0.1:25", from: "a@b.example" },
      /^smtp_url: 10\.0\.0\.1 is at an address that is not public/,
    ],
    ["mail", { smtp_url: "smtp://u:p@169.254.169.254", from: "a@b.example" }, /not public/],
    ["mail", { smtp_url: "smtp://u:p@0x7f.1:25", from: "a@b.example\r\nBcc: c@d.example" }, /from: must be an address/],
    ["mail", { smtp_url: "smtp://u:p%zz@127.0.0.1", from: "a@b.example" }, /smtp_url: must write signs such as %/],
    [
      "mail",
      { smtp_url: "smtp://1.1.1.1:8080", from: "a@b.example" },
      /1\.1\.1\.1 can only be reached on port 25, 465, 587, 2525/,
    ],
    [
      "sms",
      { account_sid: "AC0000000001", auth_token: "a-token-of-twilio", from: "0049 30 1" },
      /from: is the Twilio number that sends/,
    ],
    [
      "sms",
      { account_sid: "SK0000000001", auth_token: "a-token-of-twilio", from: "+15005550006" },
      /account_sid: is the Account SID/,
    ],
  ];
  for (const [name, body, words] of wrong)
    test(`${name} with ${JSON.stringify(body)} is refused: ${words.source}`, async () => {
      const answer = await put(name, body);
      assert.equal(answer.status, 400);
      assert.match(answer.body.detail, words);
      assert.equal(await db.channel.count(), 0);
    });

  test("one that the policies do not name is not there, and only an administrator may", async () => {
    assert.equal((await put("nowhere", { url: receiver.url })).status, 404);
    assert.equal((await put("hook", { url: receiver.url }, "write")).status, 403);
  });
});

describe("a test", () => {
  test("that is not taken this once is said until the next success, and breaks nothing", async () => {
    await put("hook", { url: receiver.url, secret });
    receiver.script({ status: 503, body: "" });
    const { ok, fault: said } = (await tryOut("hook")).body as { ok: boolean; fault: string };
    const failed = await one("hook");
    assert.deepEqual([ok, failed.state, failed.error], [false, "ok", said]);
    assert.match(said, /503/);
    assert.deepEqual((await tryOut("hook")).body, { ok: true });
    assert.deepEqual([(await one("hook")).state, (await one("hook")).error], ["ok", null]);
  });

  test("that is not taken leaves a broken channel broken, for the reason that must be mended", async () => {
    await put("hook", { url: receiver.url, secret });
    for (const status of [410, 503]) {
      receiver.script({ status, body: "" });
      await tryOut("hook");
    }
    const { state, error } = await one("hook");
    assert.equal(state, "broken");
    assert.match(String(error), /410/);
  });

  test("is a real message that says it is one, and mends what was noted as broken", async () => {
    await db.channel.create({ data: { name: "slack", kind: "slack", state: "broken", error: "old" } });
    assert.equal((await one("slack")).state, "broken");
    assert.deepEqual((await tryOut("slack")).body, { ok: true });
    assert.deepEqual(slack.faults, []);
    assert.match(slack.received[0]!.seen, /^Test · • Info\n[\s\S]*alerts reach this channel/);
    const { state, error, sent_at } = await one("slack");
    assert.deepEqual([state, error, typeof sent_at], ["ok", null, "string"]);
    assert.equal(await db.auditEntry.count({ where: { action: "channel.tested", target: "slack" } }), 1);
  });

  test("that fails says exactly what is wrong, and never what a private address answered", async () => {
    slack.script({ status: 200, body: { ok: false, error: "not_in_channel" } });
    const { status, body } = await tryOut("slack");
    assert.deepEqual([status, body.ok], [200, false]);
    assert.match(body.fault, /not_in_channel: the bot is not in the channel: invite it there/);
    assert.equal((await one("slack")).state, "broken");
    await put("hook", { url: receiver.url, secret });
    receiver.script({ status: 500, body: "inner page" });
    assert.equal((await tryOut("hook")).body.fault, "The webhook answered 500.");
    assert.equal((await tryOut("mail")).body.fault, "Its secrets are not set: save them first.");
    assert.match((await tryOut("digest")).body.fault, /digest is a digest: test the channels that carry it/);
    assert.equal((await tryOut("nowhere")).status, 404);
  });

  test("without secrets says so", async () => {
    assert.equal((await tryOut("hook")).body.fault, "Its secrets are not set: save them first.");
  });

  test("is refused the sixth time within a minute, and says how long to wait", async () => {
    for (let n = 0; n < 5; n++) assert.deepEqual((await tryOut("slack")).body, { ok: true });
    const { status, headers, body } = await tryOut("slack");
    assert.equal(status, 429);
    assert.match(headers.get("retry-after") ?? "", /^(?:60|[1-5]\d)$/);
    assert.match(body.detail, /5 tests of slack within a minute: wait \d+ s/);
    assert.equal(slack.received.length, 5);
    assert.equal(await db.auditEntry.count(), 5);
    assert.equal((await tryOut("hook")).status, 200); // the others have their own
  });

  test("that two ask for at once is sent once, and both are told the same", async () => {
    const answers = await Promise.all([tryOut("slack"), tryOut("slack"), tryOut("slack")]);
    assert.deepEqual(
      answers.map(({ body }) => body),
      [{ ok: true }, { ok: true }, { ok: true }],
    );
    assert.deepEqual([slack.received.length, await db.auditEntry.count()], [1, 1]);
    slack.script({ status: 500, body: "" });
    const failed = await Promise.all([tryOut("slack"), tryOut("slack")]);
    assert.equal(new Set(failed.map(({ text }) => text)).size, 1);
    assert.match(failed[0].body.fault, /500/);
  });

  test("that a second click asks for right after it is the first one's; new secrets are a new start", async () => {
    await put("hook", { url: receiver.url, secret });
    const by = { id: "p", name: "Pat" };
    const click = () => testChannel(tools, "hook", by, new Date(Date.now() - 2000));
    assert.deepEqual([await click(), await click()], [{ ok: true }, { ok: true }]);
    assert.equal(receiver.arrived.length, 1);
    await put("hook", { url: receiver.url, secret });
    await click();
    assert.equal(receiver.arrived.length, 2);
  });

  test("of each kind is a message of its own that asks for nothing", async () => {
    const own = { secret: `whsec_${Buffer.from("a secret of at least 24 bytes!").toString("base64")}` };
    const again = await startRetryHook(own.secret);
    after(() => again.close());
    await put("retry", { url: again.url, ...own });
    assert.deepEqual((await tryOut("retry")).body, { ok: true });
    assert.deepEqual([again.faults, again.calls.map(({ type, shouldRetry }) => [type, shouldRetry])], [[], [["test", false]]]);
  });
});

import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { type Channel, type Send, Throttled } from "#lib/channels/channel.ts";
import { slackBot } from "#lib/channels/slack-bot.ts";
import { slackUrl, slackWebhook } from "#lib/channels/slack-webhook.ts";
import { signers, webhook } from "#lib/channels/webhook.ts";
import { BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import type { Scripted } from "../standins/script.ts";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { sampleNotice } from "../support/notices.ts";

const send: Send = (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request);
const hasty: Send = (request) => send({ ...request, timeoutMs: 300 });
const clock = () => new Date();
const secret = `whsec_${Buffer.from("a secret of at least 24 bytes!").toString("base64")}`;

const slack = await startSlack();
const receiver = await startReceiver({ secret });
after(() => Promise.all([slack.close(), receiver.close()]));
beforeEach(() => {
  for (const standIn of [slack, receiver]) standIn.forget();
});

const bot = (more = {}): Channel =>
  slackBot({ token: slack.token, channel: slack.channel, apiUrl: slack.url, clickable: true, send, ...more });
const hook = (more = {}): Channel => slackWebhook({ url: slack.webhook, apiUrl: undefined, send, ...more });
const generic = (more = {}): Channel => webhook({ url: receiver.url, secret, send, clock, ...more });

describe("a layout that Slack refuses", () => {
  for (const [name, channel, refusal] of [
    ["the bot", bot, { status: 200, body: { ok: false, error: "invalid_blocks" } }],
    ["the webhook", hook, { status: 400, body: "invalid_blocks" }],
  ] as const)
    test(`is no reason for ${name} to say nothing: the text is sent alone, and once`, async () => {
      slack.script(refusal);
      await channel().deliver({ ...sampleNotice(), line: "<!channel> *boom*" });
      assert.deepEqual(slack.faults, []);
      assert.equal(slack.received.length, 1);
      assert.match(slack.received[0]!.text, /&lt;!channel&gt; \*boom\*/);
      slack.script(refusal, refusal);
      await assert.rejects(channel().deliver(sampleNotice()), BadInput);
    });
});

describe("the Slack bot", () => {
  test("posts, is told where, and edits that message in place", async () => {
    const notice = sampleNotice();
    const externalId = await bot().deliver(notice);
    assert.match(externalId ?? "", /^C0STANDIN01:1700000000\.\d{6}$/);
    await bot().update?.(externalId!, { ...notice, state: "resolved", stateBy: "Ann" });
    assert.deepEqual(slack.faults, []);
    assert.deepEqual(
      slack.received.map(({ path, ts }) => [path, `C0STANDIN01:${ts}` === externalId]),
      [
        ["/api/chat.postMessage", true],
        ["/api/chat.update", true],
      ],
    );
    assert.match(slack.standing()[0]!.seen, /^✓ Resolved by Ann · ⬢ Critical · Timeout/);
    assert.equal(slack.standing().length, 1);
  });

  test("with a wrong token is broken, and the sentence says what to copy from where", async () => {
    const wrong = bot({ token: "xoxb-wrong-token-0123" }).deliver(sampleNotice());
    await assert.rejects(
      wrong,
      (error: Error) => error instanceof ConfigurationError && /invalid_auth.*OAuth & Permissions/.test(error.message),
    );
  });

  test("to a channel that is not there is broken, and the sentence says so", async () => {
    await assert.rejects(bot({ channel: "#nowhere" }).deliver(sampleNotice()), /channel_not_found.*invite the bot/);
  });

  test("an edit of a message that was deleted fails for that message alone", async () => {
    await assert.rejects(bot().update!("C0STANDIN01:1.000001", sampleNotice()), (error) => error instanceof BadInput);
  });
});

describe("the Slack webhook", () => {
  test("posts what Slack takes, and cannot edit", async () => {
    assert.equal(await hook().deliver(sampleNotice()), null);
    assert.equal(hook().update, null);
    assert.deepEqual(slack.faults, []);
    assert.match(slack.received[0]!.seen, /^⬢ Critical · Timeout/);
  });

  test("another scheme and host stand in for Slack's own, and for no other", () => {
    assert.equal(slackUrl("https://hooks.slack.com/services/T/B/x", "http://127.0.0.1:9"), "http://127.0.0.1:9/services/T/B/x");
    assert.equal(slackUrl("https://chat.example/hooks/x", "http://127.0.0.1:9"), "https://chat.example/hooks/x");
    assert.equal(slackUrl("https://hooks.slack.com/services/T/B/x", undefined), "https://hooks.slack.com/services/T/B/x");
  });
});

describe("the webhook", () => {
  test("is signed as the standard says, its id is the message's own", async () => {
    const notice = sampleNotice();
    await generic().deliver(notice);
    await generic().deliver(notice);
    assert.deepEqual(receiver.faults, []);
    assert.deepEqual(
      receiver.arrived.map(({ id, event }) => [id, event.type]),
      [
        [notice.id, "incident.opened"],
        [notice.id, "incident.opened"],
      ],
    );
  });

  for (const [name, written, key] of [
    [
      "any long text signs with its bytes",
      "a-plain-secret-of-24-and-more-characters",
      Buffer.from("a-plain-secret-of-24-and-more-characters"),
    ],
    ["unmarked base64 signs both ways: as base64", "c2VjcmV0IHNlY3JldCBzZWNyZXQ=", Buffer.from("secret secret secret")],
    ["unmarked base64 signs both ways: as text", "c2VjcmV0IHNlY3JldCBzZWNyZXQ=", Buffer.from("c2VjcmV0IHNlY3JldCBzZWNyZXQ=")],
    [
      "a mark before what is no base64 is text",
      "whsec_not*base64*but*long*enough",
      Buffer.from("whsec_not*base64*but*long*enough"),
    ],
  ] as const)
    test(name, async () => {
      const theirs = await startReceiver({ secret: new Uint8Array(key) });
      await generic({ url: theirs.url, secret: written }).deliver(sampleNotice());
      assert.deepEqual([theirs.faults, theirs.arrived.length], [[], 1]);
      await theirs.close();
      assert.ok(signers(written).length > 0);
    });

  test("an answer of 10 MB is taken, and its beginning read", async () => {
    receiver.script("huge");
    let read = 0;
    const counted: Send = async (request) => {
      const reply = await send(request);
      read += reply.bytes.length;
      return reply;
    };
    assert.equal(typeof (await generic({ send: counted }).deliver(sampleNotice())), "string");
    assert.equal(read, 65_536);
  });

  test("a late answer is waited for, a later one is not", async () => {
    receiver.script({ late: 100 });
    assert.equal(typeof (await generic().deliver(sampleNotice())), "string");
    receiver.script({ late: 2000 });
    await assert.rejects(generic({ send: hasty }).deliver(sampleNotice()), (error) => error instanceof Busy);
  });

  test("every 2xx is a success", async () => {
    for (const status of [200, 201, 202, 204]) {
      receiver.script({ status });
      assert.equal(typeof (await generic().deliver(sampleNotice())), "string");
    }
  });
});

type Kind = typeof Busy | typeof ConfigurationError | typeof BadInput;
type Failure = readonly [Kind, RegExp];
interface Case {
  scripted: Scripted;
  slackHook: Failure;
  slackBot: Failure;
  webhook: Failure | null;
}

const code = (status: number, body: string): Scripted => ({ status, body });
const no = (error: string): Scripted => ({ status: 200, body: { ok: false, error } });
const same = (kind: Kind, words: RegExp) =>
  ({ slackHook: [kind, words], slackBot: [kind, words], webhook: [kind, words] }) as const;

const cases: Record<string, Case> = {
  "429": { scripted: { status: 429, headers: { "retry-after": "30" } }, ...same(Throttled, /429/) },
  "500": { scripted: code(500, "oops"), ...same(Busy, /500/) },
  "503": { scripted: code(503, ""), ...same(Busy, /503/) },
  hang: { scripted: "hang", ...same(Busy, /did not answer within/) },
  "reset after accepting": { scripted: "reset", ...same(Busy, /cannot be reached/) },
  "301": {
    scripted: { status: 301, headers: { location: "http://127.0.0.1:1/" } },
    ...same(ConfigurationError, /301, a redirect/),
  },
  "307": {
    scripted: { status: 307, headers: { location: "http://127.0.0.1:1/" } },
    ...same(ConfigurationError, /307, a redirect/),
  },
  "403": { scripted: code(403, "no"), ...same(ConfigurationError, /403/) },
  "404 no_service": {
    scripted: code(404, "no_service"),
    ...same(ConfigurationError, /404/),
    slackHook: [ConfigurationError, /no_service: this webhook was removed.*make a new incoming webhook/],
  },
  "410 channel_is_archived": {
    scripted: code(410, "channel_is_archived"),
    ...same(ConfigurationError, /410/),
    slackHook: [ConfigurationError, /archived: unarchive it/],
  },
  "400 invalid_payload": {
    scripted: code(400, "invalid_payload"),
    ...same(BadInput, /400/),
    slackHook: [BadInput, /400, invalid_payload/],
  },
  "200 ok:false is_archived": {
    scripted: no("is_archived"),
    slackHook: [ConfigurationError, /archived/],
    slackBot: [ConfigurationError, /is_archived: the channel is archived/],
    webhook: null,
  },
  "200 ok:false internal_error": {
    scripted: no("internal_error"),
    slackHook: [Busy, /trouble/],
    slackBot: [Busy, /trouble/],
    webhook: null,
  },
  "200 ok:false msg_too_long": {
    scripted: no("msg_too_long"),
    slackHook: [BadInput, /msg_too_long/],
    slackBot: [BadInput, /msg_too_long/],
    webhook: null,
  },
  "200 HTML": {
    scripted: "html",
    slackHook: [ConfigurationError, /web page/],
    slackBot: [ConfigurationError, /not Slack's API/],
    webhook: null,
  },
};

for (const [name, { scripted, ...expected }] of Object.entries(cases)) {
  for (const [way, channel, standIn] of [
    ["slackHook", hook, slack],
    ["slackBot", bot, slack],
    ["webhook", generic, receiver],
  ] as const) {
    const failure = expected[way];
    test(`${way} answered with ${name}: ${failure ? failure[0].name : "taken"}`, async () => {
      standIn.script(scripted);
      const sent = channel({ send: scripted === "hang" ? hasty : send }).deliver(sampleNotice());
      if (!failure) return void (await sent);
      await assert.rejects(sent, (error: Error) => {
        assert.ok(error instanceof failure[0], `${error.name}: ${error.message}`);
        assert.match(error.message, failure[1]);
        if (error instanceof Throttled) assert.equal(error.afterMs, 30_000);
        return true;
      });
    });
  }
}

test("a channel can be looked at without posting: what works passes, what is wrong is said as a message would", async () => {
  await bot().check?.();
  await hook().check?.();
  assert.deepEqual([slack.received, slack.faults, generic().check], [[], [], null]);
  await assert.rejects(bot({ token: "xoxb-wrong-token-0123" }).check!(), /invalid_auth/);
  slack.script(code(404, "no_service"));
  await assert.rejects(hook().check!(), /no_service/);
});

test("what a private address answers is shown to nobody, what a public one answers by 200 characters at most", async () => {
  receiver.script(code(500, "the inner secret"), code(422, "the inner secret"), code(404, "the inner secret"));
  for (let n = 0; n < 3; n++)
    await assert.rejects(generic().deliver(sampleNotice()), (error: Error) => !error.message.includes("inner"));
  const text = "x".repeat(500);
  const fake: Send = async () => ({ status: 500, headers: {}, bytes: new Uint8Array(), text: () => `a\nb\u202e ${text}` });
  await assert.rejects(generic({ send: fake }).deliver(sampleNotice()), (error: Error) => {
    assert.match(error.message, /answered 500: a b x{196}$/);
    return true;
  });
});

test("a receiver that repeats our address or secret does not make us repeat it", async () => {
  const url = "https://hooks.example.com/services/T0001/aVerySecretPart?key=another-secret";
  const said = `Cannot POST /services/T0001/aVerySecretPart?key=another-secret (aVerySecretPart, another-secret, ${secret}, ${slack.token})`;
  const fake: Send = async () => ({ status: 404, headers: {}, bytes: new Uint8Array(), text: () => said });
  for (const [channel, secrets] of [
    [generic({ send: fake, url }), ["aVerySecretPart", "another-secret", secret]],
    [hook({ send: fake, url }), ["aVerySecretPart", "another-secret"]],
    [bot({ send: fake }), [slack.token]],
  ] as const)
    await assert.rejects(channel.deliver(sampleNotice()), (error: Error) => {
      assert.match(error.message, /404: Cannot POST/);
      return secrets.every((each) => !error.message.includes(each));
    });
});

test("an address that may not be reached is never asked", async () => {
  const strict: Send = (request) => outsideRequest({ allowPrivate: "none" }, request);
  for (const channel of [hook({ send: strict }), bot({ send: strict }), generic({ send: strict })])
    await assert.rejects(channel.deliver(sampleNotice()), (error) => error instanceof ConfigurationError);
  assert.deepEqual([slack.received, receiver.arrived], [[], []]);
});

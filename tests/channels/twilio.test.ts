import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { type Channel, type Progress, type Send, Throttled } from "#lib/channels/channel.ts";
import { sms, smsText } from "#lib/channels/sms.ts";
import { spoken, voice } from "#lib/channels/voice.ts";
import { BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { severities } from "#lib/model/taxonomy.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { startTwilio } from "../standins/twilio.ts";
import { hostileTexts, sampleNotice } from "../support/notices.ts";

const send: Send = (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request);
const twilio = await startTwilio();
after(() => twilio.close());
beforeEach(() => twilio.forget());

const [ann, bob, cem] = ["+15005550001", "+15005550002", "+15005550003"] as const;
const account = (to: readonly string[], more = {}) => {
  const { accountSid, authToken: token, from, url: apiUrl } = twilio;
  return { accountSid, token, from, to, apiUrl, send, statusOf: null, ...more };
};
const texts = (to: readonly string[] = [ann], more = {}): Channel => sms(account(to, more));
const calls = (to: readonly string[] = [ann], more = {}): Channel => voice(account(to, more));

/** Keeps in memory what a message's row would. */
function memory(kept: string | null = null) {
  const state = { kept, notes: [] as string[] };
  const progress: Progress = {
    get kept() {
      return state.kept;
    },
    keep: async (reached) => {
      state.kept = reached;
    },
    note: (sentence) => void state.notes.push(sentence),
  };
  return { state, progress };
}

describe("a text message", () => {
  test("goes out as Twilio asks, says all of it and where to read on; its id is Twilio's", async () => {
    const notice = sampleNotice();
    const id = await texts().deliver(notice);
    assert.deepEqual([twilio.faults, twilio.received.length], [[], 1]);
    const [{ sid, to, from, said }] = twilio.received as [(typeof twilio.received)[0]];
    assert.deepEqual([id, to, from], [sid, ann, twilio.from]);
    for (const words of ["Critical", "APITimeoutError", "The provider did not answer", "api / production / 1.4.2", "4509876"])
      assert.ok(said.includes(words), said);
    assert.ok(said.endsWith(`\n${notice.links.incident}`));
    assert.equal(texts().update, null);
  });

  test("is cut between characters, and its link never is", () => {
    for (const text of hostileTexts) {
      const notice = sampleNotice({ line: text, type: text, rootCause: text, fix: text });
      const said = smsText(notice);
      assert.ok(said.length <= 1600 && said.isWellFormed());
      assert.ok(said.endsWith(String(notice.links.incident)));
    }
    assert.match(
      smsText(sampleNotice({ rootCause: "x".repeat(5000), fix: "y".repeat(5000), line: "z".repeat(5000) })),
      /… \(cut\)\nhttps:/,
    );
  });
});

describe("a call", () => {
  test("reads it out twice, in the language of the message", async () => {
    await calls().deliver(sampleNotice({ language: "ja" }));
    assert.deepEqual(twilio.faults, []);
    const { kind, sid, said } = twilio.received[0]!;
    assert.deepEqual([kind, sid.slice(0, 2)], ["call", "CA"]);
    assert.equal(said.match(/<Say language="ja-JP">/g)?.length, 2);
    assert.match(said, /Request timed out after 30 s/);
  });

  test("says all that a message says, the most urgent first", () => {
    const said = spoken(sampleNotice());
    const words = ["Critical, Timeout", "Request timed out", "The provider did not answer", "What to do", "Retry", "Confidence"];
    const rest = ["12 users, 1,340 events", "1.4.2", "Decided by", "4509876"];
    const places = [...words, ...rest].map((each) => said.indexOf(each));
    assert.ok(!places.includes(-1), said);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      said,
    );
  });

  test("holds no markup, no address and no shape, whatever text it reads", async () => {
    for (const text of hostileTexts) {
      const notice = sampleNotice({ line: text, type: text, rootCause: text, project: text });
      await calls().deliver(notice);
      for (const severity of severities) assert.doesNotMatch(spoken({ ...notice, severity }), /https?:|[⬢▲◆●•✓<>]/);
    }
    assert.deepEqual([twilio.faults, twilio.received.length], [[], hostileTexts.length]);
  });

  test("is not made again when the verdict changes", async () => {
    await calls().update?.("CA1", sampleNotice({ severity: "low" }));
    assert.deepEqual(twilio.tried, []);
  });
});

for (const [name, channel] of [
  ["text messages", texts],
  ["calls", calls],
] as const)
  describe(`${name} to several`, () => {
    test("one wrong number keeps nobody else from it, and it is said which", async () => {
      twilio.refuse(bob, 21211);
      const { state, progress } = memory();
      const id = await channel([ann, bob, cem]).deliver(sampleNotice(), progress);
      assert.deepEqual(twilio.received.map(({ to }) => to).sort(), [ann, cem]);
      assert.equal(id, twilio.received.map(({ sid }) => sid).join(","));
      assert.match(state.notes.join(), /^1 of 3 receivers did not get it: Twilio says 21211 of …0002: it is no telephone number/);
      for (const to of [ann, bob, cem]) assert.ok(!`${state.notes} ${state.kept}`.includes(to));
    });

    test("a retry goes to those alone who have not got it", async () => {
      twilio.refuse(bob, 20500, 500);
      twilio.refuse(cem, 21614);
      const { state, progress } = memory();
      const notice = sampleNotice();
      await assert.rejects(channel([ann, bob, cem]).deliver(notice, progress), Busy);
      assert.deepEqual(twilio.tried.sort(), [ann, bob, cem]);
      twilio.forget();
      const id = await channel([ann, bob, cem]).deliver(notice, memory(state.kept).progress);
      assert.deepEqual(twilio.tried, [bob]);
      assert.equal(id?.split(",").length, 2);
    });

    test("nobody is reached when all are wrong, and it is not tried again", async () => {
      for (const to of [ann, bob]) twilio.refuse(to, 21614);
      await assert.rejects(channel([ann, bob]).deliver(sampleNotice(), memory().progress), BadInput);
    });

    test("a number that is named twice gets it once", async () => {
      await channel([ann, ann]).deliver(sampleNotice(), memory().progress);
      assert.deepEqual(twilio.tried, [ann]);
    });

    test("what is used up for now pauses, and who has it stays known", async () => {
      twilio.refuse(bob, 63038, 429);
      const { state, progress } = memory();
      await assert.rejects(channel([ann, bob]).deliver(sampleNotice(), progress), (error: Error) => {
        assert.ok(error instanceof Throttled && error.afterMs === 3_600_000, String(error));
        return true;
      });
      twilio.forget();
      await channel([ann, bob]).deliver(sampleNotice(), memory(state.kept).progress);
      assert.deepEqual(twilio.tried, [bob]);
    });
  });

type Kind = typeof Busy | typeof ConfigurationError | typeof BadInput;
const coded = (status: number, code: number) => ({ status, body: { code, message: "as Twilio says it", status } });
const answers: [string, Parameters<typeof twilio.script>[0], Kind, RegExp][] = [
  ["21211", coded(400, 21211), BadInput, /21211 of …0001: it is no telephone number/],
  ["21614", coded(400, 21614), BadInput, /no mobile/],
  ["21610", coded(400, 21610), BadInput, /STOP/],
  ["30006", coded(400, 30006), BadInput, /carrier cannot be reached/],
  [
    "30006 of a message that was taken",
    { status: 201, body: { sid: "SM1", status: "failed", error_code: 30006 } },
    BadInput,
    /30006/,
  ],
  ["a code that is not known", coded(400, 21999), BadInput, /400, 21999/],
  ["14107", coded(400, 14107), Throttled, /used up/],
  ["63038", coded(400, 63038), Throttled, /used up/],
  ["20429", coded(429, 20429), Throttled, /used up/],
  ["429 without a code", { status: 429, headers: { "retry-after": "7" } }, Throttled, /asked to wait/],
  ["20003", coded(401, 20003), ConfigurationError, /Account SID or auth token is wrong/],
  ["21606", coded(400, 21606), ConfigurationError, /sending number/],
  ["500", { status: 500, body: "oops" }, Busy, /500/],
  ["a reset", "reset", Busy, /cannot be reached/],
  ["a redirect", { status: 302, headers: { location: "https://elsewhere.example" } }, ConfigurationError, /redirect/],
  ["200 with a page", "html", ConfigurationError, /not Twilio's API/],
  ["201 without an id", { status: 201, body: {} }, ConfigurationError, /not Twilio's API/],
];
for (const [name, scripted, kind, words] of answers)
  test(`${name} is ${kind.name}`, async () => {
    for (const channel of [texts(), calls()]) {
      twilio.script(scripted);
      await assert.rejects(channel.deliver(sampleNotice(), memory().progress), (error: Error) => {
        assert.ok(error instanceof kind, String(error));
        assert.match(error.message, words);
        assert.ok(!error.message.includes(twilio.authToken) && !error.message.includes(ann));
        return true;
      });
    }
  });

test("how long to wait is what Twilio says, when it says it", async () => {
  twilio.script({ status: 429, headers: { "retry-after": "7" }, body: { code: 20429, status: 429 } });
  await assert.rejects(texts().deliver(sampleNotice()), (error: Error) => error instanceof Throttled && error.afterMs === 7000);
});

test("a wrong token reaches nobody, and the channel must be mended", async () => {
  await assert.rejects(texts([ann], { token: "wrong-token-0123456789" }).deliver(sampleNotice()), ConfigurationError);
  assert.deepEqual(twilio.received, []);
});

test("an address that may not be reached is never asked", async () => {
  const strict: Send = (request) => outsideRequest({ allowPrivate: "none" }, request);
  await assert.rejects(texts([ann], { send: strict }).deliver(sampleNotice()), ConfigurationError);
  assert.deepEqual(twilio.tried, []);
});

test("fifty receivers are reached, five at once", async () => {
  const many = Array.from({ length: 50 }, (_, n) => `+150055510${String(n).padStart(2, "0")}`);
  const { progress } = memory();
  const id = await texts(many).deliver(sampleNotice(), progress);
  assert.deepEqual([id?.split(",").length, new Set(twilio.tried).size], [50, 50]);
});

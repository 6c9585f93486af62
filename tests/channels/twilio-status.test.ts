import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import fc from "fast-check";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import type { Send } from "#lib/channels/channel.ts";
import { withoutId } from "#lib/channels/receivers.ts";
import { sms } from "#lib/channels/sms.ts";
import { twilioSigners } from "#lib/channels/twilio-signature.ts";
import { carrierFault, carrierSaidIn, unanswered } from "#lib/channels/twilio-status.ts";
import { voice } from "#lib/channels/voice.ts";
import { BadInput, ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { statusOf } from "#lib/pipeline/twilio-address.ts";
import { startTwilio } from "../standins/twilio.ts";
import { sampleNotice } from "../support/notices.ts";

const send: Send = (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request);
const twilio = await startTwilio();
after(() => twilio.close());
beforeEach(() => twilio.forget());
const ann = "+15005550001";
const accountWith = (status: ((message: string) => string) | null) => {
  const { accountSid, authToken: token, from, url: apiUrl } = twilio;
  return { accountSid, token, from, to: [ann], apiUrl, send, statusOf: status };
};

describe("the signature", () => {
  const [token, address] = ["a-token-of-some-length", "https://verdict.example/api/twilio/status/c21z/0"];
  const signers = (form: Record<string, string | string[]>, signature: string | null, at = address) => {
    const fields = Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]));
    return twilioSigners({ address: at, form: new URLSearchParams(fields), signature }, [
      { id: "other", token: "another-token-of-some-length" },
      { id: "own", token },
      { id: "empty", token: "" },
    ]);
  };
  const text = fc.string({ unit: "grapheme", maxLength: 20 });

  test("is the one that Twilio's own package writes, whatever the fields hold", () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }))), (form) => {
        assert.deepEqual(signers(form, getExpectedTwilioSignature(token, address, form)), ["own"]);
      }),
    );
  });
  test("holds for the address with the port or without it, and for no other", () => {
    const form = { MessageSid: "SM1" };
    const sign = (at: string) => getExpectedTwilioSignature(token, at, form);
    const port = address.replace("example", "example:443");
    assert.deepEqual([signers(form, sign(port)), signers(form, sign(address), port)], [["own"], ["own"]]);
    for (const other of [address.replace("c21z", "b3Ro"), `${address}?x=1`, address.replace("https", "http")])
      assert.deepEqual(signers(form, sign(other)), [], other);
  });
  test("of nothing, of half a signature, of another form and of the empty token is none", () => {
    const form = { MessageSid: "SM1", MessageStatus: "failed" };
    const good = getExpectedTwilioSignature(token, address, form);
    for (const bad of [null, "", "=", good.slice(0, 20), `${good}=`, Buffer.alloc(20).toString("base64")])
      assert.deepEqual(signers(form, bad), [], String(bad));
    assert.deepEqual(signers({ ...form, MessageStatus: "delivered" }, good), []);
    assert.deepEqual(signers(form, getExpectedTwilioSignature("", address, form)), []);
  });
});

describe("what Twilio reports", () => {
  const same = { AccountSid: "AC00000000000000000000000000000001", To: ann };
  const message = (MessageStatus: string, more = {}) => ({ ...same, MessageSid: "SM1234", MessageStatus, ...more });
  const call = (CallStatus: string, more = {}) => ({ ...same, CallSid: "CA1234", CallStatus, ...more });
  const read = (form: Record<string, string>) => carrierSaidIn(new URLSearchParams(form));

  test("is an end, or it is nothing yet", () => {
    const words = [message("delivered"), message("undelivered", { ErrorCode: "30003" }), message("failed"), call("completed")];
    const calls = [call("busy"), call("no-answer"), call("failed", { ErrorCode: "13224" })];
    const found = [...words, ...calls].map(read).map((said) => (said && said !== "malformed" ? [said.said, said.code] : said));
    const messages = [
      ["reached", null],
      ["failed", 30003],
      ["failed", null],
      ["reached", null],
    ];
    assert.deepEqual(found, [...messages, ["unanswered", null], ["unanswered", null], ["failed", 13224]]);
    for (const status of ["queued", "sending", "sent", "accepted", "constructor", "no-answer", ""])
      assert.equal(read(message(status)), null, status);
    for (const status of ["ringing", "in-progress", "delivered"]) assert.equal(read(call(status)), null, status);
  });
  test("keeps of a number its end alone, and of an odd error none", () => {
    const said = read(message("failed", { ErrorCode: "<b>30003", ErrorMessage: "x" }));
    assert.deepEqual(said, {
      account: same.AccountSid,
      sid: "SM1234",
      ending: "0001",
      said: "failed",
      status: "failed",
      code: null,
    });
  });
  test("that names no message, or no account, is none of Twilio's", () => {
    for (const form of [
      {},
      { MessageStatus: "failed" },
      { ...message("failed"), MessageSid: "<b>" },
      { ...message("failed"), AccountSid: "" },
    ])
      assert.equal(read(form as Record<string, string>), "malformed");
  });
  test("is named after who must act", () => {
    const fault = (sid: string, code: number | null) => carrierFault({ sid, ending: "0001", code });
    assert.ok(fault("SM1", 30034) instanceof ConfigurationError);
    for (const [sid, code, words] of [
      ["SM1", 30003, /^Twilio says 30003 of …0001: the telephone is off or away$/],
      ["SM1", 30999, /^The carrier did not deliver it to …0001 \(Twilio says 30999\)$/],
      ["SM1", null, /^The carrier did not deliver it to …0001$/],
      ["CA1", null, /^The call could not be put through to …0001$/],
    ] as const) {
      assert.ok(fault(sid, code) instanceof BadInput);
      assert.match(fault(sid, code).message, words);
    }
    const words = ["busy", "no-answer", "canceled"].map((status) => unanswered({ ending: "0001", status }));
    assert.deepEqual(words, ["…0001 was busy.", "…0001 did not answer.", "…0001 was not called to the end."]);
  });
});

test("whom it has reached is what is left, as long as somebody is", () => {
  assert.deepEqual(withoutId("SM1,SM2", "SM1", true), { left: "SM2" });
  assert.deepEqual(withoutId("SM1", "SM1", true), { left: null });
  assert.equal(withoutId("SM1,SM2", "SM3", true), null);
  assert.equal(withoutId(null, "SM1", true), null);
  const [a, b] = ["0123456789ab", "ba9876543210"];
  assert.deepEqual(withoutId(`${a}:SM1 ${b}:-`, "SM1", false), { left: `${a}:- ${b}:-` });
  assert.equal(withoutId(`${a}:SM1 ${b}:-`, "SM2", false), null);
});

describe("the address that is reported to", () => {
  const at = (PUBLIC_URL: string) => statusOf({ PUBLIC_URL }, "sms · Schicht")?.("m") ?? null;
  test("is one that carries any channel's name in plain letters", () => {
    assert.equal(at("https://verdict.example/errors"), "https://verdict.example/errors/api/twilio/status/c21zIMK3IFNjaGljaHQ/m");
    assert.equal(at("https://8.8.8.8"), "https://8.8.8.8/api/twilio/status/c21zIMK3IFNjaGljaHQ/m");
  });
  for (const inside of [
    "http://localhost:3000",
    "http://verdict:3000",
    "http://verdict.local",
    "https://verdict.corp",
    "http://10.1.2.3",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://[fd00::1]",
    "https://my_host.example",
  ])
    test(`is none where nobody outside reaches ${inside}`, () => assert.equal(at(inside), null));

  test("goes along with a message and a call, and is left away where there is none", async () => {
    const notice = sampleNotice();
    for (const open of [sms, voice]) {
      await open(accountWith((id) => `https://verdict.example/status/${id}`)).deliver(notice);
      await open(accountWith(null)).deliver(notice);
    }
    const address = `https://verdict.example/status/${notice.id}`;
    assert.deepEqual(
      twilio.received.map(({ statusCallback }) => statusCallback),
      [address, null, address, null],
    );
    assert.deepEqual(twilio.faults, []);
  });
  test("that Twilio does not take keeps nothing from being sent", async () => {
    for (const open of [sms, voice]) await open(accountWith(() => "https://verdict.my_host.example/")).deliver(sampleNotice());
    assert.deepEqual(
      twilio.received.map(({ kind, statusCallback }) => [kind, statusCallback]),
      [
        ["message", null],
        ["call", null],
      ],
    );
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testChannel } from "#lib/pipeline/test-channel.ts";
import { carrierWorld } from "../support/carriers.ts";

const { twilio, tools, clock, world, work, rules, told, report, messages, channelState } = await carrierWorld();

describe("what the sender must mend", () => {
  const unregistered = { code: 30034 };

  test("breaks the channel, which is told elsewhere; that Twilio takes more mends nothing, a delivery does", async () => {
    await rules(["sms"]);
    const [first] = await told("seven");
    await report(first!, "undelivered", unregistered);
    await work();
    const fault = "Twilio says 30034: the number is not registered for A2P 10DLC: register it in Twilio's console.";
    assert.deepEqual(await channelState("sms"), ["broken", fault]);
    const [broken] = await messages("verdict:channel_broken:sms");
    assert.deepEqual(broken?.slice(0, 2), ["hook", "sent"]);
    clock.pass(1000);
    const [, second, ...more] = await told("eight");
    assert.deepEqual(
      [await channelState("sms"), more],
      [["broken", fault], []],
      "what reached nobody is not sent again meanwhile",
    );
    assert.equal(await report(first!, "delivered"), 200);
    await work();
    assert.deepEqual(await channelState("sms"), ["broken", fault], "what went before says nothing");
    await report(second!, "delivered");
    await work();
    assert.deepEqual(await channelState("sms"), ["ok", null]);
    assert.equal((await world.incident("verdict:channel_broken:sms")).state, "resolved");
    assert.equal(twilio.received.length, 3, "the first is told now");
  });

  test("is forgotten with new secrets, and after a day", async () => {
    await rules(["sms"]);
    const [first] = await told("nine");
    await report(first!, "undelivered", unregistered);
    await work();
    clock.pass(86_400_001);
    await told("ten");
    assert.deepEqual(await channelState("sms"), ["ok", null]);
  });

  test("is found by a test of the channel, too", async () => {
    await rules(["sms"]);
    const by = { id: "p", name: "Pat" };
    assert.deepEqual(await testChannel(tools, "sms", by), { ok: true });
    const [sent] = twilio.received;
    await report(sent!, "undelivered", unregistered);
    await work();
    assert.equal((await channelState("sms"))[0], "broken");
    clock.pass(1000);
    assert.deepEqual(await testChannel(tools, "sms", by), { ok: true });
    assert.equal((await channelState("sms"))[0], "broken");
    await report(twilio.received[1]!, "delivered");
    await work();
    assert.deepEqual(await channelState("sms"), ["ok", null]);
    clock.pass(3_600_001);
    await report(sent!, "undelivered", unregistered);
    await work();
    assert.deepEqual(await channelState("sms"), ["ok", null], "an old test is nobody's message");
  });
});

describe("a call", () => {
  for (const [status, sentence] of [
    ["no-answer", "…0001 did not answer."],
    ["busy", "…0001 was busy."],
  ] as const)
    test(`that ends in ${status} is shown, and the ladder goes on by its own time`, async () => {
      await rules(["voice"], ["hook"]);
      const [call] = await told(status);
      for (let n = 0; n < 2; n++) await report(call!, status);
      await work();
      assert.deepEqual(await messages(status), [["voice", "sent", sentence]]);
      assert.deepEqual(await channelState("voice"), ["ok", null]);
      await world.pass(15 * 60_000);
      await work();
      assert.deepEqual((await messages(status))[1], ["hook", "sent", null]);
    });

  test("that cannot be put through has failed", async () => {
    await rules(["voice"], ["hook"]);
    const [call] = await told("call");
    await report(call!, "failed");
    await work();
    assert.deepEqual(await messages("call"), [
      ["voice", "failed", "The call could not be put through to …0001."],
      ["hook", "sent", null],
    ]);
  });
});

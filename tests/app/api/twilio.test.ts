import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { POST } from "#app/api/twilio/status/[channel]/[message]/route.ts";
import { carrierWorld } from "../../support/carriers.ts";

const { twilio, ask, work, rules, told, report, messages } = await carrierWorld();

describe("a stranger", () => {
  const unchanged = async (signature: string) => {
    await work();
    assert.deepEqual(await messages(signature), [["sms", "sent", null]]);
  };
  test("has no way in: another token, another address, another account, another message, other fields", async () => {
    await rules(["sms"], ["hook"]);
    const [sent] = await told("x");
    assert.equal(await report(sent!, "failed", { token: "a-token-of-somebody-else" }), 401);
    assert.equal(await report(sent!, "failed", { as: (address) => address.replace("c21z", "Ym90aA") }), 401);
    const good = twilio.report(sent!, "failed");
    const asked = async (more: object) => (await ask(POST, { method: "POST", as: null, ...good, ...more })).status;
    assert.equal(await asked({ body: good.body.replace("0001", "0002") }), 401);
    assert.equal(await asked({ headers: { "content-type": "application/x-www-form-urlencoded" } }), 401);
    assert.equal(await asked({ params: { ...good.params, channel: "dm9pY2U" } }), 401);
    assert.equal(await asked({ params: { ...good.params, message: "0".repeat(36) } }), 401);
    assert.equal(await asked({ params: { ...good.params, channel: `${good.params.channel}=` } }), 401);
    assert.equal(await asked({ headers: { ...good.headers, "content-type": "application/json" } }), 415);
    assert.equal(await asked({ body: "x".repeat(70_000) }), 413);
    assert.equal(await report(sent!, "failed", { more: { AccountSid: "AC00000000000000000000000000000002" } }), 200);
    assert.equal(await report(sent!, "failed", { more: { AccountSid: "" } }), 400);
    assert.equal(await report({ ...sent!, sid: `SM${"9".repeat(32)}` }, "failed"), 200);
    await unchanged("x");
  });

  test("who holds the token of one channel says nothing of another's messages", async () => {
    await rules(["sms"], ["hook"]);
    const [sent] = await told("y");
    const voices = sent!.statusCallback!.replace("c21z", "dm9pY2U");
    assert.equal(await report({ ...sent!, statusCallback: voices }, "failed"), 200, "here both have one account");
    await unchanged("y");
  });
});

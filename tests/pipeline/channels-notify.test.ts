import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { leaseMs, notify } from "#lib/pipeline/notify.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import { startTwilio } from "../standins/twilio.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const [pagerduty, twilio] = [await startPagerDuty(), await startTwilio()];
const clock = movableClock();
const [ann, bob, cem] = ["+15005550001", "+15005550002", "+15005550003"] as const;
const tools = {
  ...(await ownTools({
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    PAGERDUTY_API_URL: pagerduty.url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_TO: [ann, bob, cem].join(),
    TWILIO_API_URL: twilio.url,
  })),
  clock: clock.now,
};
const { db } = tools;
after(() => Promise.all([pagerduty.close(), twilio.close()]));
beforeEach(async () => {
  for (const standIn of [pagerduty, twilio]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.channel.deleteMany();
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

const rowOf = (id: string) => db.message.findUniqueOrThrow({ where: { id } });
const announce = async (channel: string, more: Parameters<typeof addMessage>[4] = {}) => {
  const made = await addIncident(db, { at: clock.now() });
  return { ...made, message: await addMessage(db, made, channel, clock.now(), more) };
};
const want = (id: string) => db.message.update({ where: { id }, data: { wanted: { increment: 1 } } });
const resolve = (incident: string) =>
  db.incident.update({ where: { id: incident }, data: { state: "resolved", resolvedAt: clock.now() } });
const actions = () => pagerduty.events.map(({ event_action: action }) => action);

describe("PagerDuty", () => {
  test("learns of an incident, that it is taken on and that it is over, under one key, which is the message's external id", async () => {
    const { message, incident } = await announce("pager", { urgency: "high" });
    await notify(tools, { message });
    assert.equal((await rowOf(message)).externalId, incident);
    await db.incident.update({ where: { id: incident }, data: { state: "acknowledged", acknowledgedBy: "Ann" } });
    await want(message);
    await notify(tools, { message });
    await resolve(incident);
    await want(message);
    await notify(tools, { message });
    assert.deepEqual([pagerduty.faults, actions()], [[], ["trigger", "acknowledge", "resolve"]]);
    await want(message);
    await notify(tools, { message });
    assert.deepEqual([...pagerduty.incidents()], [[incident, ["resolved"]]]);
  });

  for (const [name, scripted] of [
    ["429", { status: 429, headers: { "retry-after": "10" } }],
    ["500", { status: 500, body: "" }],
    ["a reset after it was taken", "reset"],
  ] as const)
    test(`that answers ${name} is tried again, and the incident stays one`, async () => {
      const { message, incident } = await announce("pager");
      pagerduty.script(scripted);
      await notify(tools, { message });
      assert.equal((await rowOf(message)).state, "queued");
      clock.pass(15_000);
      await notify(tools, { message });
      assert.equal((await rowOf(message)).state, "sent");
      assert.deepEqual([...pagerduty.incidents()], [[incident, ["triggered"]]]);
    });

  test("that refuses is not asked again; the row says what was asked, its key masked, and the answer", async () => {
    const { message, incident } = await announce("pager");
    const errors = ["'payload.severity' is invalid"];
    pagerduty.script({ status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } });
    await notify(tools, { message });
    const { state, error, attempts } = await rowOf(message);
    assert.deepEqual([state, attempts], ["failed", 1]);
    assert.match(error ?? "", /\(400\): Event object is invalid; 'payload\.severity' is invalid/);
    assert.match(error ?? "", /It was asked: \{"routing_key":"…ABCD","event_action":"trigger"/);
    assert.ok(error?.includes(incident) && !error.includes(pagerduty.routingKey), error ?? "");
    await notify(tools, { message });
    assert.equal((await rowOf(message)).attempts, 1);
  });

  test("never learns of what was over before it was told; what may have been opened there is closed", async () => {
    const first = await announce("pager");
    await resolve(first.incident);
    await notify(tools, { message: first.message });
    assert.deepEqual([actions(), (await rowOf(first.message)).state], [[], "cancelled"]);

    const second = await announce("pager");
    pagerduty.script("reset");
    await notify(tools, { message: second.message });
    await resolve(second.incident);
    clock.pass(10_000);
    await notify(tools, { message: second.message });
    assert.deepEqual([...pagerduty.incidents()], [[second.incident, ["resolved"]]]);
  });

  for (const answer of [{ status: 503, body: "" }, "reset"] as const)
    test(`whose first answer was ${JSON.stringify(answer)} is left with nothing open, though the end is sent first`, async () => {
      const { message, ...made } = await announce("pager");
      pagerduty.script(answer);
      await notify(tools, { message });
      await resolve(made.incident);
      const end = await addMessage(db, made, "pager", clock.now(), { reason: "resolved" });
      await notify(tools, { message: end });
      clock.pass(10_000);
      await notify(tools, { message });
      clock.pass(10_000);
      await notify(tools, { message: end });
      const open = [...pagerduty.incidents().values()].filter((states) => states.length > 0 && states.at(-1) !== "resolved");
      assert.deepEqual(open, [], JSON.stringify(actions()));
      assert.notEqual(actions().at(-1), "trigger");
    });
});

describe("text messages to several", () => {
  test("one wrong number keeps nobody else from it; the row says who has not got it", async () => {
    twilio.refuse(bob, 21211);
    const { message } = await announce("sms");
    await notify(tools, { message });
    const { state, error, externalId } = await rowOf(message);
    assert.deepEqual([state, externalId?.split(",").length], ["sent", 2]);
    assert.match(error ?? "", /^1 of 3 receivers did not get it: Twilio says 21211 of …0002/);
    assert.deepEqual(twilio.received.map(({ to }) => to).sort(), [ann, cem]);
  });

  test("who has it does not get it again, though another is tried for long", async () => {
    twilio.refuse(bob, 20500, 500);
    const { message } = await announce("sms");
    for (let n = 0; n < 3; n++) {
      await notify(tools, { message });
      clock.pass(600_000);
    }
    assert.deepEqual(twilio.tried.sort(), [ann, bob, bob, bob, cem]);
    const waiting = await rowOf(message);
    assert.deepEqual([waiting.state, waiting.attempts], ["queued", 3]);
    twilio.forget();
    await notify(tools, { message });
    assert.deepEqual([twilio.tried, (await rowOf(message)).state], [[bob], "sent"]);
    assert.equal((await rowOf(message)).externalId?.split(",").length, 3);
  });

  test("a process that dies between two receivers leaves the rest to the next", async () => {
    const { message } = await announce("sms");
    const dead = { ...tools, request: tools.request };
    let sent = 0;
    dead.request = async (request) => {
      if (/To=%2B15005550003/.test(String(request.body))) return new Promise(() => undefined); // as if it stopped here
      const reply = await tools.request(request);
      sent += 1;
      return reply;
    };
    void notify(dead, { message });
    while (sent < 2 || !/SM.* .*SM/.test((await rowOf(message)).externalId ?? "")) await new Promise(setImmediate);
    clock.pass(leaseMs("sms") + 1);
    await notify(tools, { message });
    assert.deepEqual(twilio.received.map(({ to }) => to).sort(), [ann, bob, cem]);
    const { state, doubtful } = await rowOf(message);
    assert.deepEqual([state, doubtful], ["sent", true]);
  });

  test("when all numbers are wrong the message is given up at once, and the channel is not broken", async () => {
    for (const to of [ann, bob, cem]) twilio.refuse(to, 21614);
    const { message } = await announce("sms");
    await notify(tools, { message });
    const { state, attempts, error } = await rowOf(message);
    assert.deepEqual([state, attempts], ["failed", 1]);
    assert.match(error ?? "", /21614 of …0001: it is no mobile number/);
    assert.notEqual((await db.channel.findUnique({ where: { name: "sms" } }))?.state, "broken");
  });

  test("what is used up for now has the channel wait, and no attempt counts", async () => {
    twilio.script({ status: 429, headers: { "retry-after": "120" }, body: { code: 20429, status: 429 } });
    const { message } = await announce("sms");
    await notify(tools, { message });
    const { state, attempts, nextAttemptAt } = await rowOf(message);
    assert.deepEqual([state, attempts, nextAttemptAt], ["queued", 0, new Date(clock.now().getTime() + 120_000)]);
    const row = await db.channel.findUniqueOrThrow({ where: { name: "sms" } });
    assert.equal(row.pausedUntil?.getTime(), clock.now().getTime() + 120_000);
  });
});

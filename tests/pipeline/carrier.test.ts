import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { administrators } from "#lib/model/channel.ts";
import { carrier } from "#lib/pipeline/carrier.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { jobs } from "#lib/queue/queue.ts";
import { ann, away, bob, carrierWorld } from "../support/carriers.ts";
import { jobsOf } from "../support/route.ts";

const { twilio, tools, db, clock, world, take, work, rules, told, report, messages, channelState } = await carrierWorld();

describe("a text message that Twilio took", () => {
  test("and that its carrier does not deliver has failed: the next step is told at once, and the incident shows why", async () => {
    await rules(["sms"], ["hook"]);
    const [sent] = await told("one");
    assert.deepEqual(await messages("one"), [["sms", "sent", null]]);
    for (const status of ["sent", "delivered"]) assert.equal(await report(sent!, status), 200);
    await work();
    assert.deepEqual(await messages("one"), [["sms", "sent", null]]);
    assert.equal(await report(sent!, "undelivered", { code: 30003 }), 200);
    await work();
    assert.deepEqual(await messages("one"), [
      ["sms", "failed", away],
      ["hook", "sent", null],
    ]);
    assert.deepEqual(await channelState("sms"), ["ok", null], "the telephone is not the channel");
  });

  test("is reported as often as Twilio likes, and by several at once: others are told once", async () => {
    await rules(["sms"], ["hook"]);
    const [sent] = await told("two");
    await Promise.all(Array.from({ length: 5 }, () => report(sent!, "undelivered", { code: 30003 })));
    const reports = await take("carrier");
    assert.equal(reports.length, 5);
    await Promise.all(reports.map((data) => carrier(tools, jobs.carrier.parse(data))));
    await work();
    await report(sent!, "undelivered", { code: 30003 });
    await work();
    assert.deepEqual(await messages("two"), [
      ["sms", "failed", away],
      ["hook", "sent", null],
    ]);
    assert.equal(await db.incidentAct.count(), 1);
  });

  test("to several has failed when the last of them has not got it", async () => {
    await rules(["both"], ["hook"]);
    const sent = await told("three");
    const [toAnn, toBob] = [sent.find(({ to }) => to === ann)!, sent.find(({ to }) => to === bob)!];
    await report(toAnn, "undelivered", { code: 30003 });
    await work();
    assert.deepEqual(await messages("three"), [["both", "sent", away]]);
    await report(toBob, "failed");
    await work();
    assert.deepEqual(await messages("three"), [
      ["both", "failed", `${away} The carrier did not deliver it to …0002.`],
      ["hook", "sent", null],
    ]);
  });

  test("whose outcome comes before it is written down who has it waits for that", async () => {
    await rules(["sms"], ["hook"]);
    const [sent] = await told("four");
    await db.message.updateMany({ data: { state: "sending", posted: 0, externalId: null } });
    await report(sent!, "undelivered", { code: 30003 });
    const [job] = await take("carrier");
    await carrier(tools, jobs.carrier.parse(job));
    const [later] = await jobsOf(tools, "carrier");
    assert.ok(later && later.seconds > 4, JSON.stringify(later));
    await db.message.updateMany({ data: { state: "sent", posted: 1, externalId: sent!.sid } });
    await work();
    assert.deepEqual((await messages("four"))[0], ["sms", "failed", away]);
  });

  test("while others are still to be reached is taken from those who have it", async () => {
    await rules(["both"], ["hook"]);
    twilio.refuse(bob, 20500, 500);
    const [toAnn] = await told("five");
    await report(toAnn!, "undelivered", { code: 30003 });
    await work();
    const [message] = await db.message.findMany({ where: { channel: "both" } });
    assert.match(message?.externalId ?? "", /^[0-9a-f]{12}:-$/);
    twilio.forget();
    clock.pass(60_000);
    await db.channel.updateMany({ data: { pausedUntil: null } });
    await notify(tools, { message: message!.id });
    assert.deepEqual(twilio.tried, [bob], "nobody is tried again");
    assert.deepEqual((await messages("five"))[0]?.slice(0, 2), ["both", "sent"]);
  });

  test("and that nobody can be told of instead leaves the incident undelivered, for the last resort", async () => {
    await rules(["sms"]);
    const [sent] = await told("six");
    await report(sent!, "failed", { code: 30008 });
    await work();
    assert.notEqual((await world.incident("six")).undeliveredAt, null);
    assert.deepEqual(
      (await messages("six")).map(([channel]) => channel),
      ["sms", administrators],
    );
  });
});

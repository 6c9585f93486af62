import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { administrators } from "#lib/model/channel.ts";
import { acknowledge, resolveIncident } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { stepFailed } from "#lib/pipeline/step-failed.ts";
import { tellUnreached } from "#lib/pipeline/tell-unreached.ts";
import { testChannel } from "#lib/pipeline/test-channel.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { jobs } from "#lib/queue/queue.ts";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { happening } from "../support/happen.ts";
import { dueAll, jobsOf, routeAll } from "../support/route.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, receiver] = [await startSlack(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
after(() => Promise.all([slack.close(), receiver.close()]));
const clock = movableClock();
const own = await ownTools({ SLACK_WEBHOOK_URL: slack.webhook, ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const minute = 60_000;
const channels = [
  { name: "slack", kind: "slack" },
  { name: "hook", kind: "webhook" },
  { name: "pager", kind: "pagerduty" },
];
const ladder = (...steps: string[][]) => steps.map((to, n) => ({ after: `${n * 15}m`, to, urgency: "high" as const }));
const document = (...steps: string[][]) => ({
  version: 1 as const,
  hourly: 1000,
  channels,
  policies: [
    { name: "verdict itself", match: "signal:channel_broken", ladder: ladder(["hook"]) },
    { name: "all", match: "*", deadline: "0s", ladder: ladder(...steps) },
  ],
});
beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime()); // the receiver verifies the time
  await db.channel.deleteMany();
  await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct", "DigestLine", "Gathering", pgboss.job`;
});

/** Does what waits in the queue, until nothing does. */
async function work(): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await routeAll(tools);
    for (const { id } of await db.message.findMany({ where: { state: "queued", nextAttemptAt: null }, orderBy: { id: "asc" } }))
      await notify(tools, { message: id });
    for (const { data } of await jobsOf(tools, "failed")) await stepFailed(tools, { decision: String(data.decision) });
    const mended = await jobsOf(tools, "mended");
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'mended'`;
    for (const { data } of mended) await tellUnreached(tools, jobs.mended.parse(data));
    await dueAll(tools);
  }
}

const gone = { status: 410, body: "channel_is_archived" };

test("a step that no channel took leads to the next at once, and the channel's own signal goes elsewhere", async () => {
  await world.rules(document(["slack"], ["hook"]));
  slack.script(gone);
  await world.signal("1", { signature: "one" });
  await work();
  const { id, undeliveredAt, ladderAt } = await world.incident("one");
  assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1"]);
  assert.equal(undeliveredAt, null);
  assert.equal(ladderAt!.getTime(), clock.now().getTime() - 15 * minute);
  const broken = await world.incident("verdict:channel_broken:slack");
  const told = (await world.messages({ incidentId: broken.id })).map(({ channel, state }) => [channel, state]);
  assert.deepEqual(told, [["hook", "sent"]]);
  const [act, ...others] = await db.incidentAct.findMany();
  assert.deepEqual([act?.act, act?.byName, others.length], [{ kind: "failed", step: 0 }, null, 0]);
});

test("a step that one of two channels took is no failure", async () => {
  await world.rules(document(["slack", "hook"], ["hook"]));
  slack.script(gone);
  await world.signal("2", { signature: "two" });
  await work();
  assert.deepEqual(await world.decisions((await world.incident("two")).id), ["send first 0"]);
});

for (const [name, steps] of [
  ["the last step", [["slack"]]],
  ["the last that can be told by", [["slack"], ["pager"], ["pager"]]],
] as const)
  test(`when ${name} fails nobody is reached: it says so, once, and the administrators are told`, async () => {
    await world.rules(document(...steps.map((step) => [...step])));
    slack.script(gone);
    await world.signal("3", { signature: "three" });
    await work();
    const { id, undeliveredAt } = await world.incident("three");
    assert.deepEqual(undeliveredAt, clock.now());
    const sent = await world.messages({ incidentId: id });
    assert.deepEqual(
      sent.map(({ channel, urgency }) => [channel, urgency]),
      [
        ["slack", "high"],
        [administrators, "high"],
      ],
    );
    await work();
    assert.equal((await world.messages({ incidentId: id })).length, 2);
  });

test("a step that is given up after the later ones were passed over is undelivered too", async () => {
  await world.rules(document(["slack"], ["pager"]));
  slack.script(...Array.from({ length: 8 }, () => ({ status: 500 })));
  await world.signal("4", { signature: "four" });
  for (let n = 0; n < 12; n++) {
    await work();
    const [message] = await db.message.findMany({ where: { channel: "slack" } });
    if (message?.state !== "queued") break;
    clock.pass(Math.max(0, (message.nextAttemptAt?.getTime() ?? 0) - clock.now().getTime()) + 1);
    await dueAll(tools);
    await notify(tools, { message: message.id });
  }
  await work();
  const { id, undeliveredAt } = await world.incident("four");
  assert.ok(undeliveredAt);
  assert.deepEqual(await world.decisions(id), ["send first 0", "none no_channel 1"]);
  assert.equal((await world.messages({ channel: administrators })).length, 1);
});

test("when the last step fails, but an earlier one was taken, nobody says that nobody was reached", async () => {
  await world.rules(document(["slack"], ["hook"]));
  await world.signal("9", { signature: "nine" });
  await work();
  receiver.script({ status: 410 });
  clock.pass(16 * minute);
  await dueAll(tools);
  await work();
  const { id, undeliveredAt } = await world.incident("nine");
  assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1"]);
  assert.deepEqual([undeliveredAt, await world.messages({ channel: administrators })], [null, []]);
});

test("what a channel takes late was told to somebody after all", async () => {
  await world.rules(document(["slack"], ["hook"]));
  slack.script({ status: 500 });
  receiver.script({ status: 410 });
  await world.signal("10", { signature: "ten" });
  await work();
  clock.pass(16 * minute);
  await dueAll(tools);
  for (const { id } of await db.message.findMany({ where: { channel: "hook", state: "queued" } }))
    await notify(tools, { message: id });
  for (const { data } of await jobsOf(tools, "failed")) await stepFailed(tools, { decision: String(data.decision) });
  assert.ok((await world.incident("ten")).undeliveredAt);
  for (const { id } of await db.message.findMany({ where: { channel: "slack", state: "queued" } }))
    await notify(tools, { message: id });
  assert.equal((await world.incident("ten")).undeliveredAt, null);
});

test("a channel that fails for a day does not have the others told again", async () => {
  await world.rules(document(["slack", "hook"]));
  slack.script(...Array.from({ length: 8 }, () => ({ status: 500 })));
  await world.signal("5", { signature: "five" });
  for (let n = 0; n < 12; n++) {
    await work();
    clock.pass(40 * minute);
    for (const { id } of await db.message.findMany({ where: { state: "queued" } })) await notify(tools, { message: id });
  }
  assert.equal(receiver.arrived.filter(({ event }) => event.type === "incident.opened").length, 1);
  const states = (await world.messages())
    .filter(({ incidentId }) => incidentId !== null)
    .map(({ channel, state }) => [channel, state]);
  assert.deepEqual(states, [
    ["slack", "failed"],
    ["hook", "sent"],
  ]);
});

test("what was told of a broken channel ends with the first message that it takes, and begins anew when it breaks again", async () => {
  await world.rules(document(["slack"], ["hook"]));
  const tell = async (issue: string, ...answers: Parameters<typeof slack.script>): Promise<void> => {
    slack.script(...answers);
    await world.signal(issue, { signature: issue });
    await work();
    clock.pass(6 * minute); // the group may be told of again
  };
  await tell("6", gone);
  const broken = await world.incident("verdict:channel_broken:slack");
  assert.equal(broken.state, "open");
  await tell("7");
  assert.equal((await world.incident("verdict:channel_broken:slack")).state, "resolved");
  await tell("8", gone);
  const again = await world.incident("verdict:channel_broken:slack");
  assert.deepEqual([again.state, again.id === broken.id], ["open", false]);
});

const by = { id: "a", name: "Ada" };

for (const [name, mend] of [
  ["a test succeeds", async () => assert.deepEqual(await testChannel(tools, "slack", by), { ok: true })],
  [
    "it takes another message",
    async () => {
      await world.signal("another", { signature: "another" });
    },
  ],
] as const)
  test(`when ${name} on a channel that works again, what reached nobody and is still open is told there, once`, async () => {
    await world.rules(document(["slack"]));
    slack.script(gone, gone, gone);
    for (const issue of ["lost", "taken", "over"]) {
      await world.signal(issue, { signature: issue });
      await work();
    }
    const [lost, taken, over] = await Promise.all(["lost", "taken", "over"].map((each) => world.incident(each)));
    await acknowledge(tools, { incident: taken!.id, by });
    await resolveIncident(tools, { incident: over!.id, by });
    slack.forget();
    clock.pass(3 * 60 * minute);
    await mend();
    await work();
    await Promise.all([1, 2].map(() => tellUnreached(tools, { channel: "slack" })));
    await work();
    assert.deepEqual(await world.decisions(lost!.id), ["send first 0", "send repeat 0"]);
    assert.equal((await world.incident("lost")).undeliveredAt, null);
    for (const { id } of [taken!, over!]) assert.equal((await world.decisions(id)).includes("send repeat 0"), false);
    const acts = await db.incidentAct.findMany({ where: { incidentId: lost!.id }, orderBy: { id: "asc" } });
    assert.deepEqual(
      acts.map(({ act, byName }) => [act, byName]),
      [
        [{ kind: "failed", step: 0 }, null],
        [{ kind: "mended", channel: "slack" }, null],
      ],
    );
    const sent = await world.messages({ incidentId: lost!.id, channel: "slack" });
    assert.deepEqual(
      sent.map(({ state }) => state),
      ["failed", "sent"],
    );
  });

test("after a long time without a channel what is over the limit of an hour comes in one bundle, the worst alone", async () => {
  await world.rules({ ...document(["slack"]), hourly: 3 });
  const issues = Array.from({ length: 8 }, (_, n) => `m${n}`);
  slack.script(...issues.map(() => gone));
  for (const [n, issue] of issues.entries()) {
    await world.signal(issue, { signature: issue, severity: n === 2 ? "critical" : "high" });
    await work();
    clock.pass(61 * minute);
  }
  assert.equal(await db.incident.count({ where: { undeliveredAt: { not: null }, policy: "all" } }), 8);
  assert.deepEqual(await testChannel(tools, "slack", by), { ok: true });
  await work();
  clock.pass(minute);
  await work();
  const sent = await world.messages({ channel: "slack" });
  const told = sent.filter(({ state, digest }) => state === "sent" && digest === null);
  const titles = await db.incident.findMany({ where: { id: { in: told.map(({ incidentId }) => incidentId ?? "") } } });
  assert.deepEqual(titles.map(({ subject }) => (subject as { signature: string }).signature).sort(), ["m2", "m6", "m7"]);
  const [bundle, ...more] = sent.filter(({ digest }) => digest === "slack");
  assert.deepEqual([bundle?.state, more.length], ["sent", 0]);
  assert.equal(await db.digestLine.count({ where: { channel: "slack", reason: "over_rate" } }), 5);
  assert.equal(await db.incident.count({ where: { undeliveredAt: { not: null } } }), 0);
});

test("however many wait for other channels, what reached nobody is told where one works again", async () => {
  await world.rules(document(["slack"]));
  slack.script(gone);
  await world.signal("behind", { signature: "behind", severity: "high" });
  await work();
  const { id } = await world.incident("behind");
  await db.$executeRaw`
    INSERT INTO "Incident" SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'groupKey', n, 'severityRank', 0, 'assigned', ARRAY['pager']))).*
    FROM "Incident" i, generate_series(1, 60) n WHERE i."id" = ${id}::uuid`;
  await tellUnreached(tools, { channel: "slack" });
  await work();
  assert.deepEqual(await world.decisions(id), ["send first 0", "send repeat 0"]);
});

test("what a silence holds back all the same has one entry of it, however often the channel fails and works again", async () => {
  const until = new Date(clock.now().getTime() + 60 * minute).toISOString();
  const silences = [{ id: "00000000-0000-7000-8000-000000000001", match: "*", until, mode: "hold" as const }];
  await world.rules(document(["slack"]));
  slack.script(gone);
  await world.signal("held", { signature: "held" });
  await work();
  await world.rules({ ...document(["slack"]), silences });
  for (let n = 0; n < 3; n++) await tellUnreached(tools, { channel: "slack" });
  const { id, undeliveredAt } = await world.incident("held");
  assert.deepEqual(await world.decisions(id), ["send first 0", "hold silenced"]);
  assert.ok(undeliveredAt);
  assert.equal(await db.incidentAct.count({ where: { incidentId: id, act: { path: ["kind"], equals: "mended" } } }), 1);
});

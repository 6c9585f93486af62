import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { incidentAnswer } from "#lib/pipeline/incident-answer.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { stepFailed } from "#lib/pipeline/step-failed.ts";
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
const by = { id: "a", name: "Ada" };

const document = (to: string, { policy = "all", hourly = 1000 } = {}) => ({
  version: 1 as const,
  hourly,
  channels: [
    { name: to, kind: "slack" as const },
    { name: "hook", kind: "webhook" as const },
    { name: "second", kind: "webhook" as const },
  ],
  policies: [
    {
      name: policy,
      match: "severity:high",
      deadline: "0s",
      ladder: [to, "hook"].map((name, n) => ({ after: `${n * 15}m`, to: [name] })),
    },
    { name: "rest", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["hook"] }] },
  ],
});

await world.rules(document("chat"));
await saveChannel(tools, "chat", { webhook_url: slack.webhook }, by);
await saveChannel(tools, "second", { url: receiver.url, secret }, by);

beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct", "DigestLine", "Gathering"`;
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

/** Posts what waits, and does what follows, until nothing does. */
async function post(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await routeAll(tools);
    for (const { id } of await db.message.findMany({ where: { state: "queued" }, orderBy: { id: "asc" } }))
      await notify(tools, { message: id });
    const failed = await jobsOf(tools, "failed");
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'failed'`;
    for (const { data } of failed) await stepFailed(tools, jobs.failed.parse(data));
    await dueAll(tools);
  }
}

const told = async (id: string) => (await world.messages({ incidentId: id })).map(({ channel, state }) => `${channel} ${state}`);

for (const [name, other, messages] of [
  ["a channel gets another name", document("chat"), ["slack cancelled", "chat sent"]],
  ["a policy gets another name", document("slack", { policy: "high" }), ["slack cancelled", "slack sent"]],
] as const)
  test(`when ${name} while a message waits, its incident is told by the rules that stand, once`, async () => {
    await world.rules(document("slack"));
    await world.signal("1", { signature: "one", severity: "high" });
    await world.rules(other);
    await post();
    const { id, undeliveredAt, steps } = await world.incident("one");
    assert.deepEqual([await told(id), undeliveredAt, steps], [messages, null, 1]);
    assert.equal(slack.received.length, 1);
    assert.deepEqual(
      (await db.incidentAct.findMany()).map(({ act }) => act),
      [{ kind: "failed", step: 0, again: true }],
    );
    assert.deepEqual(
      (await incidentAnswer(tools, id)).acts.map(({ kind, step, again }) => [kind, step, again]),
      [["failed", 0, true]],
    );
    clock.pass(15 * minute + 1);
    await dueAll(tools);
    await post();
    assert.deepEqual((await told(id)).slice(2), ["hook sent"]);
  });

for (const [where, ladder, messages, isReached] of [
  ["is the last", ["nowhere"], ["slack cancelled"], false],
  ["is not the last", ["nowhere", "hook"], ["slack cancelled", "hook sent"], true],
] as const)
  test(`a step that ${where} is taken again in vain when its channel's new name can be sent nothing`, async () => {
    await world.rules(document("slack"));
    await world.signal("4", { signature: "four", severity: "high" });
    const [policy, rest] = document("nowhere").policies;
    const steps = ladder.map((name, n) => ({ after: `${n * 15}m`, to: [name] }));
    await world.rules({ ...document("nowhere"), policies: [{ ...policy!, ladder: steps }, rest!] });
    await post();
    const { id, undeliveredAt } = await world.incident("four");
    const own = (await world.messages({ incidentId: id })).filter(({ channel }) => channel !== "administrators");
    assert.deepEqual(
      own.map(({ channel, state }) => `${channel} ${state}`),
      messages,
    );
    assert.equal(undeliveredAt === null, isReached);
  });

test("a later step is taken again, and no earlier one", async () => {
  await world.rules({ ...document("slack"), policies: laterTo("second") });
  await world.signal("2", { signature: "two", severity: "high" });
  await post();
  clock.pass(15 * minute + 1);
  await dueAll(tools);
  await world.rules({ ...document("slack"), channels: document("slack").channels.slice(0, 2), policies: laterTo("hook") });
  await post();
  const { id } = await world.incident("two");
  assert.deepEqual(await told(id), ["slack sent", "second cancelled", "hook sent"]);
  assert.deepEqual(await world.decisions(id), ["send first 0", "send step 1", "send step 1"]);
});

function laterTo(name: string) {
  const [policy, rest] = document("slack").policies;
  return [
    {
      ...policy!,
      ladder: [
        { after: "0s", to: ["slack"] },
        { after: "15m", to: [name] },
      ],
    },
    rest!,
  ];
}

test("who has it in hand is told nothing more", async () => {
  await world.rules(document("slack"));
  await world.signal("3", { signature: "three", severity: "high" });
  const { id } = await world.incident("three");
  await acknowledge(tools, { incident: id, by });
  await world.rules(document("chat"));
  await post();
  assert.deepEqual(await told(id), ["slack cancelled"]);
});

test("what is gathered for a channel that gets another name is told there, and a row says why it was not where it was to be", async () => {
  await world.rules(document("slack", { hourly: 1 }));
  await world.signal("alone", { signature: "alone", severity: "high" });
  await post();
  for (const issue of ["4", "5"]) await world.signal(issue, { signature: issue, severity: "high" });
  await post();
  await world.rules(document("chat", { hourly: 1 }));
  clock.pass(minute + 1);
  await dueAll(tools);
  await post();
  clock.pass(minute + 1);
  await dueAll(tools);
  await post();
  const bundles = (await world.messages()).filter(({ digest }) => digest !== null);
  assert.deepEqual(
    bundles.map(({ channel, state }) => `${channel} ${state}`),
    ["slack cancelled", "chat sent"],
  );
  const [four, five] = [await world.incident("4"), await world.incident("5")];
  const decisions = [await world.decisions(four.id), await world.decisions(five.id)];
  assert.deepEqual(decisions.map(([, again]) => again).sort(), ["digest over_rate 0", "send step 0"]);
  assert.equal(await db.incident.count({ where: { undeliveredAt: { not: null } } }), 0);
});

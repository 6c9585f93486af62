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
const by = { id: "a", name: "Ada" };
const gone = { status: 410, body: "channel_is_archived" };
const document = (...steps: string[][]) => ({
  version: 1 as const,
  hourly: 1,
  channels: [
    { name: "slack", kind: "slack" as const },
    { name: "hook", kind: "webhook" as const },
    { name: "often", kind: "digest" as const, to: ["slack"], every: "10m" },
  ],
  policies: [
    { name: "verdict itself", match: "signal:channel_broken OR signal:resolved", ladder: [{ after: "0s", to: ["often"] }] },
    { name: "all", match: "*", deadline: "0s", ladder: steps.map((to, n) => ({ after: `${n * 15}m`, to })) },
  ],
});

beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  clock.pass(Date.now() - clock.now().getTime()); // the receiver verifies the time
  await db.channel.deleteMany();
  await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct", "DigestLine", "Gathering"`;
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

async function take(name: "failed" | "mended"): Promise<unknown[]> {
  const all = await jobsOf(tools, name);
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = ${name}`;
  return all.map(({ data }) => data);
}

/** Does what waits in the queue, until nothing does. */
async function work(): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await routeAll(tools);
    await dueAll(tools);
    for (const { id } of await db.message.findMany({ where: { state: "queued", nextAttemptAt: null }, orderBy: { id: "asc" } }))
      await notify(tools, { message: id });
    for (const data of await take("failed")) await stepFailed(tools, jobs.failed.parse(data));
    for (const data of await take("mended")) await tellUnreached(tools, jobs.mended.parse(data));
  }
}

/** One incident is told alone, the others come in a bundle, which goes. */
async function bundled(issues: readonly string[], ...answers: Parameters<typeof slack.script>): Promise<void> {
  await world.signal("alone", { signature: "alone" });
  await work();
  slack.script(...answers);
  for (const issue of issues) await world.signal(issue, { signature: issue });
  await work();
  clock.pass(minute + 1);
  await work();
}

const lost = () => db.incident.count({ where: { undeliveredAt: { not: null } } });
const acts = (incidentId: string) =>
  db.incidentAct.findMany({ where: { incidentId }, orderBy: { id: "asc" } }).then((all) => all.map(({ act }) => act));

test("a bundle that its channel does not take leads the ladder of each of its incidents on, once", async () => {
  await world.rules(document(["slack"], ["hook"]));
  await bundled(["one", "two"], gone);
  const [bundle] = await world.messages({ channel: "slack", digest: "slack" });
  assert.equal(bundle?.state, "failed");
  for (const issue of ["one", "two"]) {
    const { id, undeliveredAt } = await world.incident(issue);
    assert.equal(undeliveredAt, null);
    const told = await world.decisions(id);
    assert.deepEqual([told[0], told.length], ["digest over_rate 0", 2]);
    assert.match(told[1]!, /^(send step|digest over_rate) 1$/);
    assert.deepEqual(await acts(id), [{ kind: "failed", step: 0 }]);
  }
  await stepFailed(tools, { decision: bundle!.decisionId! });
  assert.equal(await db.incidentAct.count(), 2);
  assert.deepEqual(await world.decisions((await world.incident("alone")).id), ["send first 0"]);
});

test("where that was the last step nobody was reached: each incident says so, and the last resort is told of all in one message", async () => {
  await world.rules(document(["slack"]));
  await bundled(["one", "two", "three"], gone);
  assert.equal(await lost(), 3);
  await work();
  const [last, ...more] = await world.messages({ channel: administrators });
  assert.deepEqual([last?.digest, more.length], [administrators, 0]);
  const lines = await db.digestLine.findMany({ where: { channel: administrators } });
  assert.equal(lines.length, 3);
  assert.ok(lines.every(({ at }) => at >= last!.linesFrom! && at < last!.linesUntil!));
  const [job] = (await jobsOf(tools, "notify")).filter(({ data }) => data.message === last!.id);
  assert.ok(job!.seconds > 10 && job!.seconds < 20, `${job!.seconds} s`);
});

test("once the channel works again all of them are told there, once", async () => {
  await world.rules(document(["slack"]));
  await bundled(["one", "two", "taken", "over"], gone);
  await acknowledge(tools, { incident: (await world.incident("taken")).id, by });
  await resolveIncident(tools, { incident: (await world.incident("over")).id, by });
  clock.pass(2 * 60 * minute);
  assert.deepEqual(await testChannel(tools, "slack", by), { ok: true });
  await work();
  clock.pass(10 * minute);
  await work();
  const [one, two] = [await world.incident("one"), await world.incident("two")];
  const told = [await world.decisions(one.id), await world.decisions(two.id)];
  assert.deepEqual(told.map(([, second]) => second).sort(), ["digest over_rate 0", "send repeat 0"]);
  assert.deepEqual([one.undeliveredAt, two.undeliveredAt], [null, null]);
  assert.equal((await world.decisions((await world.incident("taken")).id)).length, 1);
  const states = (await world.messages({ channel: "slack", digest: "slack" })).map(({ state }) => state);
  assert.deepEqual(states, ["failed", "sent"]);
});

test("what another channel was told of as well, or ended meanwhile, is not led on", async () => {
  await world.rules({ ...document(["slack", "hook"]), hourly: 1 });
  await world.signal("alone", { signature: "alone" });
  await work();
  await db.message.updateMany({ where: { channel: "hook" }, data: { createdAt: new Date(0), channel: "elsewhere" } }); // the hook has room
  slack.script(gone);
  await world.signal("both", { signature: "both" });
  await world.signal("over", { signature: "over" });
  await work();
  await resolveIncident(tools, { incident: (await world.incident("over")).id, by });
  clock.pass(minute + 1);
  await work();
  assert.equal((await world.messages({ channel: "slack", digest: "slack" }))[0]?.state, "failed");
  assert.deepEqual([await lost(), await db.incidentAct.count({ where: { byName: null } })], [0, 0]);
});

test("a step waits for the bundle that may still go, and a bundle that goes late was told to somebody after all", async () => {
  await world.rules(document(["slack", "hook"]));
  await world.signal("alone", { signature: "alone" });
  await work();
  await db.message.updateMany({ where: { channel: "hook" }, data: { createdAt: new Date(0), channel: "elsewhere" } });
  receiver.script({ status: 410 });
  slack.script({ status: 500 });
  await world.signal("late", { signature: "late" });
  await work();
  const { id } = await world.incident("late");
  assert.deepEqual(await acts(id), [], "its bundle is still gathered");
  clock.pass(minute + 1);
  await work();
  assert.deepEqual(await acts(id), [], "its bundle is tried again");
  await db.incident.update({ where: { id }, data: { undeliveredAt: clock.now() } });
  clock.pass(minute);
  const [bundle] = await world.messages({ channel: "slack", digest: "slack" });
  await notify(tools, { message: bundle!.id });
  assert.equal((await world.incident("late")).undeliveredAt, null);
});

test("a digest that nobody takes is lost for those whom nothing else told, and they come in the next", async () => {
  await world.rules({ ...document(["often"]), hourly: 10 });
  slack.script(gone);
  for (const issue of ["one", "two"]) await world.signal(issue, { signature: issue, severity: "low" });
  clock.pass(10 * minute);
  await work();
  assert.equal(await lost(), 2);
  clock.pass(minute);
  assert.deepEqual(await testChannel(tools, "slack", by), { ok: true });
  await work();
  assert.equal(await lost(), 0);
  clock.pass(10 * minute);
  await work();
  const digests = await world.messages({ channel: "slack", digest: "often" });
  assert.deepEqual(
    digests.map(({ state }) => state),
    ["failed", "sent"],
  );
});

test("however many a bundle tells of, each is led on", async () => {
  await world.rules(document(["slack"]));
  await bundled(["one"], gone);
  const { id } = await world.incident("one");
  const [bundle] = await world.messages({ channel: "slack", digest: "slack" });
  await db.incident.update({ where: { id }, data: { undeliveredAt: null } });
  await db.incidentAct.deleteMany();
  await db.$executeRaw`
    WITH copies AS (SELECT gen_random_uuid() AS "incident", overlay(d."id"::text PLACING lpad(n::text, 12, '0') FROM 25)::uuid AS "decision", gen_random_uuid() AS "line", n
      FROM "Decision" d, generate_series(1, 250) n WHERE d."incidentId" = ${id}::uuid),
    incidents AS (INSERT INTO "Incident" SELECT (jsonb_populate_record(i, jsonb_build_object('id', c."incident", 'groupKey', c.n))).* FROM "Incident" i, copies c WHERE i."id" = ${id}::uuid),
    decisions AS (INSERT INTO "Decision" SELECT (jsonb_populate_record(d, jsonb_build_object('id', c."decision", 'incidentId', c."incident"))).* FROM "Decision" d, copies c WHERE d."incidentId" = ${id}::uuid)
    INSERT INTO "DigestLine" SELECT (jsonb_populate_record(l, jsonb_build_object('id', c."line", 'decisionId', c."decision", 'incidentId', c."incident"))).* FROM "DigestLine" l, copies c
    WHERE l."incidentId" = ${id}::uuid AND l."channel" = 'slack'`;
  await stepFailed(tools, { decision: bundle!.decisionId! });
  for (const data of await take("failed")) await stepFailed(tools, jobs.failed.parse(data));
  assert.equal(await lost(), 251);
  assert.deepEqual(await jobsOf(tools, "failed"), []);
});

for (const [what, steps] of [
  ["a bundle", ["slack"]],
  ["a digest", ["often"]],
] as const)
  test(`${what} of a channel that is not set up any more reaches nobody, which is known; it is told once the channel is set up`, async () => {
    await world.rules(document([...steps]));
    await world.signal("alone", { signature: "alone" });
    await work();
    for (const issue of ["one", "two"]) await world.signal(issue, { signature: issue });
    await work();
    const { settings } = tools;
    Object.assign(tools, { settings: { ...settings, SLACK_WEBHOOK_URL: undefined } });
    try {
      clock.pass(10 * minute + 1);
      await work();
    } finally {
      Object.assign(tools, { settings });
    }
    const bundle = (await world.messages({ channel: "slack" })).find(({ digest }) => digest !== null);
    assert.deepEqual([bundle?.state, /not set/.test(bundle?.error ?? "")], ["failed", true]);
    for (const issue of ["one", "two"]) assert.notEqual((await world.incident(issue)).undeliveredAt, null);
    assert.equal((await world.messages({ channel: administrators, digest: administrators })).length, 1); // and one of the channel itself
    clock.pass(2 * 60 * minute);
    assert.deepEqual(await testChannel(tools, "slack", by), { ok: true });
    for (let n = 0; n < 2; n++) {
      await work();
      clock.pass(10 * minute);
    }
    await work();
    for (const issue of ["one", "two"]) {
      const { id, undeliveredAt } = await world.incident(issue);
      assert.equal(undeliveredAt, null);
      assert.match((await world.decisions(id))[1]!, /^(?:send repeat|digest (?:over_rate|repeat)) 0$/);
    }
  });

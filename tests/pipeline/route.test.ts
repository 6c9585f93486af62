import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { transaction } from "#lib/db/client.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { due } from "#lib/pipeline/due.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { raise } from "#lib/pipeline/raise.ts";
import { route } from "#lib/pipeline/route.ts";
import { sweep } from "#lib/pipeline/sweep.ts";
import { raiseAndRoute } from "#lib/pipeline/tell.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { addIssue } from "../support/issues.ts";
import { dueAll, jobsOf, routeAll } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const env = { ALERT_WEBHOOK_URL: "https://example.com/hook", SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" };
const clock = movableClock();
const own = await ownTools(env);
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const minute = 60_000;
/** The defaults, without a limit that matters here. */
const unlimited = { ...(await currentPolicies(tools)).document, hourly: 1000 };
await db.policyVersion.create({ data: { version: 2, document: unlimited, byName: "test", at: clock.now() } });

async function signal(issue: string, kind: SignalKind, subject: Partial<Subject> = {}): Promise<string> {
  const id =
    (await db.issue.findFirst({ where: { sentryIssueId: issue } }))?.id ??
    (await addIssue(db, { sentryIssueId: issue, severity: subject.severity ?? "medium" }));
  if (subject.severity) await db.issue.update({ where: { id }, data: { severityRank: severityRank(subject.severity) } });
  const full = {
    ...emptySubject,
    message: "boom",
    severity: "medium" as const,
    category: "timeout" as const,
    signature: issue,
    ...subject,
    signal: kind,
  };
  await transaction(db, (tx) =>
    raiseAndRoute(tools, tx, {
      installation: "default",
      kind,
      at: clock.now(),
      issue: id,
      verdict: null,
      subject: full,
      was: null,
      by: null,
    }),
  );
  return (await db.signal.findFirstOrThrow({ where: { issueId: id }, orderBy: { id: "desc" } })).id;
}
const tell = async (issue: string, kind: SignalKind, subject: Partial<Subject> = {}): Promise<void> =>
  route(tools, { signal: await signal(issue, kind, subject) });
const incidentsOf = (signature: string) =>
  db.incident.findMany({ where: { subject: { path: ["signature"], equals: signature } }, orderBy: { id: "asc" } });
const messages = (incidentId: string) => db.message.findMany({ where: { incidentId }, orderBy: { id: "asc" } });
const decisions = async (incidentId: string): Promise<string[]> =>
  (await db.decision.findMany({ where: { incidentId }, orderBy: { id: "asc" } })).map(
    ({ action, reason }) => `${action} ${reason}`,
  );

test("a signal becomes a decision, an incident, its member, messages and their jobs in one transaction", async () => {
  await tell("201", "created", { severity: "critical" });
  const [incident] = await incidentsOf("201");
  assert.deepEqual([incident?.state, incident?.severityRank, incident?.policy, incident?.told], ["open", 0, "critical", 1]);
  const sent = await messages(incident!.id);
  assert.deepEqual(
    sent.map(({ channel, state, reason, wanted, posted }) => [channel, state, reason, wanted, posted]),
    [
      ["slack", "queued", "first", 1, 0],
      ["hook", "queued", "first", 1, 0],
    ],
  );
  const jobs = await jobsOf(tools, "notify");
  assert.deepEqual(jobs.map(({ data }) => data.message).sort(), sent.map(({ id }) => id).sort());
  assert.deepEqual(
    jobs.map(({ priority }) => priority),
    [5, 5],
  );
  const later = await jobsOf(tools, "due");
  assert.deepEqual(
    later.map(({ data, seconds }) => [data.incident, Math.round(seconds)]),
    [
      [incident?.id, 300],
      [incident?.id, 302],
    ],
  );
  const detail = await incidentDetail(db, incident!.id);
  assert.deepEqual(
    [detail?.members, detail?.decisions[0]?.to, detail?.decisions[0]?.skipped],
    [["201"], ["slack", "hook"], ["pager", "sms"]],
  );
});

test("a second run of the job does nothing", async () => {
  const before = [await db.decision.count(), await db.message.count()];
  const { id } = await db.signal.findFirstOrThrow({ orderBy: { id: "desc" } });
  await route(tools, { signal: id });
  await route(tools, { signal: uuidv7() });
  assert.deepEqual([await db.decision.count(), await db.message.count()], before);
});

test("twenty issues of one signature within a minute are one incident and one message a channel", async () => {
  for (let n = 0; n < 20; n++) {
    await tell(`30${n}`, "created", { severity: "high", signature: "many" });
    clock.pass(3000);
  }
  const [incident, ...others] = await incidentsOf("many");
  assert.deepEqual(others, []);
  assert.equal((await messages(incident!.id)).length, 2);
  const detail = await incidentDetail(db, incident!.id);
  assert.deepEqual([detail?.members.length, detail?.suppressed], [20, { dedup: 19 }]);
});

test("two workers that decide about one group at once open one incident", async () => {
  for (let round = 0; round < 5; round++) {
    const signals = await Promise.all(
      Array.from({ length: 4 }, (_, n) => signal(`4${round}${n}`, "created", { severity: "high", signature: `race ${round}` })),
    );
    await Promise.all(signals.map((id) => route(tools, { signal: id })));
    const [incident, ...others] = await incidentsOf(`race ${round}`);
    assert.deepEqual(others, []);
    assert.equal((await messages(incident!.id)).length, 2);
    assert.equal(await db.incidentMember.count({ where: { incidentId: incident!.id } }), 4);
  }
});

test("one job that two workers run at once decides once", async () => {
  const id = await signal("501", "created", { severity: "high" });
  await Promise.all([route(tools, { signal: id }), route(tools, { signal: id }), route(tools, { signal: id })]);
  assert.equal(await db.decision.count({ where: { signalId: id } }), 1);
});

test("a transaction that fails leaves nothing, and its repetition does everything", async () => {
  const id = await signal("502", "created", { severity: "high" });
  const failing = { ...tools, fault: () => Promise.reject(new Error("broken")) };
  await assert.rejects(route(failing, { signal: id }));
  assert.deepEqual(await incidentsOf("502"), []);
  await route(tools, { signal: id });
  assert.equal((await incidentsOf("502")).length, 1);
});

test("a message in Slack no longer says the milder severity when another tells that it rose", async () => {
  await tell("600", "created", { severity: "high" });
  const [incident] = await incidentsOf("600");
  for (const { id } of await messages(incident!.id))
    await db.message.update({ where: { id }, data: { state: "sent", posted: 1, externalId: "ts" } });
  await tell("600", "severity_rose", { severity: "critical" });
  assert.deepEqual(
    (await messages(incident!.id)).map(({ channel, reason, wanted }) => [channel, reason, wanted]),
    [
      ["slack", "first", 2],
      ["hook", "first", 1],
      ["slack", "severity_rise", 1],
      ["hook", "severity_rise", 1],
    ],
  );
});

test("what was posted is edited when the error ends, what still waits is not asked twice", async () => {
  await tell("601", "created", { severity: "high" });
  const [incident] = await incidentsOf("601");
  const [slack, hook] = await messages(incident!.id);
  await db.message.update({ where: { id: slack!.id }, data: { state: "sent", posted: 1, externalId: "ts" } });
  await tell("601", "resolved", { severity: "high" });
  assert.deepEqual(
    (await messages(incident!.id)).map(({ channel, wanted }) => [channel, wanted]),
    [
      ["slack", 2],
      ["hook", 2], // whoever reads it now and claims it after this will know
    ],
  );
  assert.equal((await incidentsOf("601"))[0]?.state, "resolved");
  assert.deepEqual(await decisions(incident!.id), ["send first", "update resolved"]);
  assert.equal((await jobsOf(tools, "notify")).filter(({ data }) => data.message === slack?.id).length, 2);
  assert.equal((await jobsOf(tools, "notify")).filter(({ data }) => data.message === hook?.id).length, 1);
});

test("an open critical incident is told of again when its time comes, once however many jobs come", async () => {
  await tell("701", "created", { severity: "critical" });
  const [incident] = await incidentsOf("701");
  clock.pass(29 * minute);
  await due(tools, { incident: incident!.id });
  assert.equal((await messages(incident!.id)).length, 2);
  clock.pass(2 * minute);
  await Promise.all([due(tools, { incident: incident!.id }), due(tools, { incident: incident!.id })]);
  assert.deepEqual(await decisions(incident!.id), ["send first", "none no_channel", "send repeat"]);
  assert.equal((await messages(incident!.id)).length, 4);
});

test("a job that comes a little early by another clock comes again", async () => {
  await tell("702", "created", { severity: "critical" });
  const [incident] = await incidentsOf("702");
  clock.pass(30 * minute - 2000);
  const before = (await jobsOf(tools, "due")).length;
  await due(tools, { incident: incident!.id });
  const jobs = await jobsOf(tools, "due");
  assert.deepEqual([jobs.length - before, Math.round(jobs.at(-1)?.seconds ?? 0)], [1, 2]);
  clock.pass(3000);
  await dueAll(tools);
});

test("an alert waits for the model that is asked, and goes at the deadline or with the answer", async () => {
  for (const issue of ["801", "802"]) {
    await db.refinement.create({
      data: {
        installationId: "default",
        hash: issue,
        severityRank: 1,
        issueId: uuidv7(),
        wantedAt: clock.now(),
        dueAt: clock.now(),
      },
    });
    await tell(issue, "created", { severity: "high", flags: ["provisional"] });
    const [incident] = await incidentsOf(issue);
    assert.deepEqual([await decisions(incident!.id), incident?.told], [["none waiting"], 0]);
  }
  clock.pass(5000);
  await tell("801", "corrected", { severity: "high", category: "code_bug" });
  assert.deepEqual(await decisions((await incidentsOf("801"))[0]!.id), ["none waiting", "send first"]);
  clock.pass(16_000);
  await dueAll(tools);
  assert.deepEqual(await decisions((await incidentsOf("802"))[0]!.id), ["none waiting", "send first"]);
  assert.equal((await messages((await incidentsOf("801"))[0]!.id)).length, 2);
});

test("the same fact about Verdict itself is raised once a day, each in an incident of its own", async () => {
  const fact = {
    kind: "budget_crossed",
    message: "The budget of today is used up.",
    installation: "default",
    key: "daily 2026-11-30",
  } as const;
  const once = (more: object = {}): Promise<boolean> => transaction(db, (tx) => raise(tools, tx, { ...fact, ...more }));
  assert.deepEqual([await once(), await once(), await once({ key: "monthly 2026-11" })], [true, false, true]);
  await routeAll(tools);
  const incidents = await db.incident.findMany({ where: { subject: { path: ["signal"], equals: "budget_crossed" } } });
  assert.equal(incidents.length, 2);
  assert.deepEqual(await decisions(incidents[0]!.id), ["send first"]);
});

test("without any channel the incident is there to be seen", async () => {
  const { SLACK_WEBHOOK_URL: _, ALERT_WEBHOOK_URL: __, ...settings } = tools.settings;
  const id = await signal("901", "created", { severity: "critical" });
  await route({ ...tools, settings }, { signal: id });
  const [incident] = await incidentsOf("901");
  assert.deepEqual(
    [incident?.state, incident?.told, await decisions(incident!.id)],
    ["open", 0, ["none no_channel", "none no_channel"]],
  );
});

test("three hundred events of one issue are one incident and one message a channel", async () => {
  const event = () => errorBody({ issue: "950", type: "OutOfMemoryError", value: "CUDA out of memory" });
  for (let n = 0; n < 30; n++) await Promise.all(Array.from({ length: 10 }, () => deliverAndTriage(tools, "error", event())));
  await routeAll(tools);
  const issue = await db.issue.findFirstOrThrow({ where: { sentryIssueId: "950" } });
  const members = await db.incidentMember.findMany({ where: { issueId: issue.id } });
  assert.equal(members.length, 1);
  assert.ok((await messages(members[0]!.incidentId)).length <= 2);
});

test("the defaults became the first version, once", async () => {
  const [a, b] = await Promise.all([currentPolicies(tools), currentPolicies(tools)]);
  assert.deepEqual([a.version, b.version, await db.policyVersion.count()], [2, 2, 2]);
});

test("what comes to an incident shows on what was posted, no oftener than the policy says, as long as something comes", async () => {
  await tell("960", "created", { severity: "high", signature: "joined" });
  const [incident] = await incidentsOf("joined");
  const posted = async (): Promise<void> => {
    await db.message.updateMany({
      where: { incidentId: incident!.id },
      data: { state: "sent", posted: 9, externalId: "ts", updatedAt: clock.now() },
    });
  };
  const wanted = async (): Promise<number[]> => (await messages(incident!.id)).map((message) => message.wanted);
  const refreshes = async (): Promise<number> =>
    (await jobsOf(tools, "due")).filter(({ data }) => data.incident === incident!.id).length;
  await posted();
  await db.incident.update({ where: { id: incident!.id }, data: { state: "acknowledged" } });
  clock.pass(1000);
  await tell("961", "created", { severity: "high", signature: "joined" });
  assert.deepEqual(await wanted(), [1, 1]);
  clock.pass(5 * minute);
  await tell("962", "created", { severity: "high", signature: "joined" });
  await tell("963", "created", { severity: "high", signature: "joined" });
  assert.deepEqual([await wanted(), await refreshes()], [[2, 2], 3]);
  await posted();
  clock.pass(5 * minute + 2000);
  await db.issue.updateMany({ where: { sentryIssueId: "961" }, data: { updatedAt: clock.now() } });
  await due(tools, { incident: incident!.id });
  assert.deepEqual([await wanted(), await refreshes()], [[3, 3], 4]);
  await posted();
  clock.pass(5 * minute + 2000);
  await due(tools, { incident: incident!.id });
  assert.deepEqual([await wanted(), await refreshes()], [[3, 3], 4], "nothing came");
});

test("signals and incidents that lost their job are found by the upkeep", async () => {
  const id = await signal("970", "created", { severity: "critical" });
  clock.pass(16 * minute);
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name IN ('route', 'due')`;
  await sweep(tools);
  assert.deepEqual(
    (await jobsOf(tools, "route")).map(({ data }) => data),
    [{ signal: id }],
  );
  await route(tools, { signal: id });
  const [incident] = await incidentsOf("970");
  clock.pass(50 * minute);
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name IN ('route', 'due')`;
  await sweep(tools);
  assert.ok((await jobsOf(tools, "due")).some(({ data }) => data.incident === incident?.id));
});

test("twenty issues of one error, each told by its title and by its event, are at most two messages a channel", async () => {
  const error = { type: "AuthenticationError", value: "Incorrect API key provided for the embedding service" };
  for (let n = 0; n < 20; n++) {
    const id = `98${String(n).padStart(2, "0")}`;
    await deliverAndTriage(tools, "issue", issueBody({ id, ...error }));
    if (n % 3 === 0) await routeAll(tools);
    await deliverAndTriage(tools, "error", errorBody({ issue: id, ...error }));
    await routeAll(tools);
    clock.pass(2000);
  }
  const issues = await db.issue.findMany({ where: { sentryIssueId: { startsWith: "98" } }, select: { id: true } });
  const members = await db.incidentMember.findMany({ where: { issueId: { in: issues.map(({ id }) => id) } } });
  const where = { incidentId: { in: members.map(({ incidentId }) => incidentId) } };
  assert.ok((await db.message.count({ where: { ...where, channel: "slack" } })) <= 2);
  const open = await db.incident.findMany({ where: { id: where.incidentId, state: "open" } });
  assert.equal(open.length, 1);
  const standing = await db.incidentMember.count({ where: { incidentId: open[0]!.id, resolvedAt: null } });
  assert.equal(standing, 20);
});

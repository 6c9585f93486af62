import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { listDecisions } from "#lib/db/decisions.ts";
import { outagesNow } from "#lib/db/outages-now.ts";
import type { DecisionSummary } from "#lib/model/incident.ts";
import { alarms } from "#lib/pipeline/alarms.ts";
import { channelViews } from "#lib/pipeline/channel-page.ts";
import { explained } from "#lib/pipeline/explained.ts";
import { digestPolicies, incidentStory } from "#lib/pipeline/incident-page.ts";
import { reassignIncident } from "#lib/pipeline/incidents.ts";
import { addAlertStory } from "../support/alert-story.ts";
import { addDecision } from "../support/incidents.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools({
  SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x",
  ALERT_WEBHOOK_URL: "https://example.com/hook",
});
const { db } = tools;
const ids = await addAlertStory(db);
const storyOf = async (id: string) => (await incidentStory(tools, id)) ?? assert.fail("no incident");

test("an incident's page knows each step, who did what, and whom it can be handed to", async () => {
  const lost = await storyOf(ids.lost);
  assert.deepEqual(
    lost.position?.steps.map(({ state }) => state),
    ["failed", "failed"],
  );
  assert.deepEqual(
    lost.acts.map(({ act, by }) => [act.kind, by]),
    [["failed", null]],
  );
  assert.deepEqual(lost.receivers, [
    { name: "slack", kind: "slack", isBroken: false },
    { name: "hook", kind: "webhook", isBroken: false },
  ]);
  const { position } = await storyOf(ids.outsideHours);
  assert.deepEqual([position?.steps[1]?.state, position?.steps[1]?.calendar], ["waiting", "working-hours"]);
  assert.equal(await incidentStory(tools, "00000000-0000-4000-8000-000000000000"), null);
});

test("a flood of signals that nothing was made of hides neither the first word nor its step", async () => {
  const incidentId = ids.climbing;
  for (let n = 0; n < 230; n++) await addDecision(db, 5 - n * 0.01, { incidentId, action: "none", reason: "dedup" });
  const { incident, position } = await storyOf(incidentId);
  assert.ok(incident.decisions.some(({ action }) => action === "send"));
  assert.deepEqual(position?.steps[0]?.receivers[0], { channel: "slack", state: "sent" });
  await db.decision.deleteMany({ where: { incidentId, reason: "dedup" } });
});

test("what is held says by what, and what only digests tell of when they come", async () => {
  const held = await storyOf(ids.held);
  assert.ok(held.held?.kind === "silence" && held.held.reason === "load test");
  assert.deepEqual(held.incident.decisions[0]?.would, ["slack", "hook", "mail"]);
  const { position } = await storyOf(ids.digested);
  assert.deepEqual(
    position?.digests.map(({ channel }) => channel),
    ["digest"],
  );
  const at = new Date(position?.digests[0]?.at ?? 0);
  assert.deepEqual([at.getUTCMinutes() % 30, position?.digests[0]?.isSent], [0, at <= new Date()]);
  await db.decision.updateMany({ where: { incidentId: ids.digested }, data: { at: new Date(Date.now() - 3_600_000) } });
  assert.equal((await storyOf(ids.digested)).position?.digests[0]?.isSent, true);
  assert.deepEqual(await digestPolicies(tools), ["medium", "low and info", "everything else"]);
});

test("a decision's cause is found by what it is called, whatever that is", async () => {
  const decision = (by: string | null, more: Partial<DecisionSummary> = {}): DecisionSummary => ({
    id: "00000000-0000-4000-8000-00000000000d",
    at: new Date().toISOString(),
    signal: "created",
    issue: null,
    title: null,
    incident: null,
    policy: "high",
    action: "none",
    reason: "dedup",
    by,
    to: [],
    skipped: [],
    lines: [],
    step: null,
    explanation: "",
    ...more,
  });
  const at = new Date().toISOString();
  await db.incident.update({ where: { id: ids.climbing }, data: { acknowledgedBy: "Ada" } });
  const asked = [
    decision(ids.outage, { reason: "inhibited" }),
    decision("working-hours", { reason: "outside_hours" }),
    decision(at, { reason: "snoozed" }),
    decision("00000000-0000-4000-8000-000000000000", { reason: "silenced" }),
    decision(null, { reason: "acknowledged", incident: ids.climbing }),
    decision("Grace", { reason: "step", action: "send", to: ["slack"] }),
    decision(null),
  ];
  const found = await explained(tools, asked);
  assert.deepEqual(
    found.map(({ cause }) => cause && (cause.kind === "incident" ? cause.title : "name" in cause ? cause.name : cause.kind)),
    ["openai is out", "working-hours", "time", "silence", "Ada", "Grace", null],
  );
  assert.deepEqual([found[1]?.would, found[5]?.would], [["slack", "hook", "mail"], []]);
});

test("a symptom leads to the outage that went on then, though a silence names it", async () => {
  const { id } = await db.decision.findFirstOrThrow({ where: { reason: "inhibited" } });
  await db.decision.update({ where: { id }, data: { heldBy: "of a silence" } });
  const { decisions } = await listDecisions(db, { reason: "inhibited", limit: 1 });
  assert.deepEqual((await explained(tools, decisions))[0]?.cause, { kind: "incident", id: ids.outage, title: "openai is out" });
});

test("warnings: what nobody got, what is broken, what is out; each ends with its cause", async () => {
  await db.channel.create({ data: { name: "hook", kind: "webhook", state: "broken", error: "410", stateAt: new Date() } });
  const now = await alarms(tools);
  assert.deepEqual(
    [now.undelivered.map(({ title }) => title), now.undeliveredCount, now.broken, now.outages.map(({ incident }) => incident)],
    [["PaymentError: capture failed for order <num>"], 1, [{ name: "hook", error: "410" }], [ids.outage]],
  );
  assert.deepEqual([now.silent, now.isMute], [null, false]);
  const [outage] = await outagesNow(db, new Date());
  assert.deepEqual([outage?.failures, outage?.signatures, outage?.held, outage?.incident], [240, 3, 1, ids.outage]);
  await db.channel.update({ where: { name: "hook" }, data: { state: "ok" } });
  await db.providerOutage.updateMany({ data: { closedAt: new Date() } });
  await db.incident.update({ where: { id: ids.lost }, data: { state: "acknowledged" } });
  const later = await alarms(tools);
  assert.deepEqual([later.undelivered, later.broken, later.outages], [[], [], []]);
});

test("a channel's place in the settings tells who uses it and what became of its messages", async () => {
  const { id: issueId } = await db.issue.findFirstOrThrow({ where: { sentryIssueId: "8106" } });
  const call = { id: uuidv7(), installationId: "default", channel: "retry", issueId, reportId: randomUUID(), state: "sent" };
  await db.retryCall.create({ data: { ...call, dueAt: new Date(), sentAt: new Date(), createdAt: new Date() } });
  const views = await channelViews(tools);
  const slack = views.find(({ name }) => name === "slack");
  assert.deepEqual([slack?.today.sent, slack?.today.failed, slack?.setBy], [2, 1, "SLACK_WEBHOOK_URL or SLACK_BOT_TOKEN"]);
  assert.deepEqual(slack?.policies, ["provider outage", "critical", "high"]);
  assert.equal(slack?.messages.at(-1)?.title, "MigrationError: column is missing");
  const retry = views.find(({ name }) => name === "retry");
  assert.deepEqual([retry?.today.sent, retry?.messages[0]?.title], [1, "SlowQuery: report took <num> s"]);
  const morning = views.find(({ name }) => name === "morning");
  assert.deepEqual([morning?.digest?.at, morning?.digest?.zone, morning?.digest?.lines], ["09:00", "UTC", 0]);
});

test("who hands it on stands in its story, and its ladder is not climbed any more", async () => {
  await reassignIncident(tools, { incident: ids.climbing, by: { id: "u", name: "Ada" }, to: ["hook"] });
  const { acts, position, incident } = await storyOf(ids.climbing);
  assert.deepEqual(acts[0]?.act, { kind: "reassign", to: ["hook"] });
  assert.deepEqual([incident.assigned, position?.steps[1]?.state], [["hook"], "stopped"]);
  assert.ok(incident.decisions.some(({ reason, to, cause }) => reason === "step" && to[0] === "hook" && cause?.kind === "other"));
});

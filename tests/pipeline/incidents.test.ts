import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentCounts, listIncidents } from "#lib/db/incidents.ts";
import { BadInput, Conflict, NotFound } from "#lib/model/errors.ts";
import { acknowledge, reassignIncident, resolveIncident, snooze, unacknowledge } from "#lib/pipeline/incidents.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { dueAll, routeAll } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const clock = movableClock();
const own = await ownTools({ ALERT_WEBHOOK_URL: "https://example.com/hook" });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const by = { id: "u1", name: "Ada" };
let next = 1000;

/** An incident that was announced. */
async function announced(): Promise<{ id: string; issue: string }> {
  const issue = String(next++);
  await deliverAndTriage(
    tools,
    "error",
    errorBody({ issue, type: "AuthenticationError", value: "Incorrect API key provided", environment: `stage-${issue}` }),
  );
  await routeAll(tools);
  const row = await db.issue.findFirstOrThrow({ where: { sentryIssueId: issue } });
  const { incidentId: id } = await db.incidentMember.findFirstOrThrow({ where: { issueId: row.id } });
  await db.message.updateMany({ where: { incidentId: id }, data: { state: "sent", posted: 1, externalId: "x" } });
  return { id, issue };
}
const wanted = async (incidentId: string): Promise<number[]> =>
  (await db.message.findMany({ where: { incidentId }, orderBy: { id: "asc" } })).map((message) => message.wanted);

test("who acknowledges stops the repetition, is named, and has what was posted edited", async () => {
  const { id } = await announced();
  const total = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b);
  const [before, takenBefore] = [await incidentCounts(db), await incidentCounts(db, "acknowledged")];
  const detail = await acknowledge(tools, { incident: id, by });
  assert.deepEqual(
    [detail.state, detail.acknowledged_by, detail.acknowledged_at],
    ["acknowledged", "Ada", clock.now().toISOString()],
  );
  assert.deepEqual(await wanted(id), [2]);
  assert.equal(total(await incidentCounts(db)), total(before) - 1);
  assert.equal(total(await incidentCounts(db, "acknowledged")), total(takenBefore) + 1);
  await acknowledge(tools, { incident: id, by: { id: "u2", name: "Bob" } });
  assert.equal((await db.incident.findUniqueOrThrow({ where: { id } })).acknowledgedBy, "Ada");
  clock.pass(3_600_000);
  await dueAll(tools);
  assert.equal(await db.message.count({ where: { incidentId: id } }), 1);
  const entry = await db.auditEntry.findFirstOrThrow({ where: { target: id, byName: "Ada" } });
  assert.equal(entry.action, "incident.acknowledge");
});

test("a snooze holds what repeats and ends by itself", async () => {
  const { id } = await announced();
  const detail = await snooze(tools, { incident: id, by, for: "1h" });
  assert.equal(detail.snoozed_until, new Date(clock.now().getTime() + 3_600_000).toISOString());
  clock.pass(1_800_000);
  await dueAll(tools);
  assert.equal(await db.message.count({ where: { incidentId: id } }), 1);
  clock.pass(1_801_000);
  await dueAll(tools);
  const row = await db.incident.findUniqueOrThrow({ where: { id } });
  assert.deepEqual([row.snoozedUntil, row.told, await db.message.count({ where: { incidentId: id } })], [null, 2, 2]);
});

test("an incident that a person resolved is over; what comes back opens another", async () => {
  const { id, issue } = await announced();
  const detail = await resolveIncident(tools, { incident: id, by });
  assert.deepEqual([detail.state, detail.resolved_by, detail.decisions[0]?.reason], ["resolved", "Ada", "resolved"]);
  assert.deepEqual(await wanted(id), [2]);
  const again = await resolveIncident(tools, { incident: id, by: { id: "u2", name: "Bob" } });
  assert.deepEqual(
    [again.resolved_by, again.resolved_at, again.decisions.length],
    ["Ada", detail.resolved_at, detail.decisions.length],
  );
  const over = `This incident was resolved by Ada at ${detail.resolved_at}: what comes back opens another.`;
  const isOver = (error: unknown): boolean => error instanceof Conflict && error.message === over;
  await assert.rejects(acknowledge(tools, { incident: id, by }), isOver);
  await assert.rejects(unacknowledge(tools, { incident: id, by }), isOver);
  await assert.rejects(snooze(tools, { incident: id, by, for: "1h" }), isOver);
  await assert.rejects(reassignIncident(tools, { incident: id, by, to: ["hook"] }), isOver);
  await db.issue.updateMany({ where: { sentryIssueId: issue }, data: { status: "resolved" } });
  await deliverAndTriage(tools, "issue", issueBody({ id: issue, action: "unresolved", substatus: "regressed" }));
  await routeAll(tools);
  const { incidents } = await listIncidents(db, { state: ["open"], limit: 1 });
  assert.deepEqual([incidents[0]?.members, incidents[0]?.id === id], [[issue], false]);
});

test("what does not exist, and a time that is none, are named", async () => {
  const { id } = await announced();
  for (const incident of ["1", "00000000-0000-7000-8000-000000000000", "' OR 1=1"])
    await assert.rejects(acknowledge(tools, { incident, by }), NotFound);
  for (const time of ["", "soon", "0s", "31d", "1w", "-1h"])
    await assert.rejects(snooze(tools, { incident: id, by, for: time }), BadInput);
});

test("an incident that is handed to others is told to them at once, and to nobody else any more", async () => {
  const { id } = await announced();
  await acknowledge(tools, { incident: id, by });
  const detail = await reassignIncident(tools, { incident: id, by, to: ["hook"] });
  assert.deepEqual([detail.state, detail.decisions[0]?.reason, detail.decisions[0]?.by], ["open", "step", "Ada"]);
  const row = await db.incident.findUniqueOrThrow({ where: { id } });
  assert.deepEqual([row.assigned, row.acknowledgedAt, row.acknowledgedBy], [["hook"], null, null]);
  assert.equal(await db.message.count({ where: { incidentId: id, channel: "hook", state: "queued" } }), 1);
  const acts = await db.incidentAct.findMany({ where: { incidentId: id }, orderBy: { id: "asc" } });
  assert.deepEqual(
    acts.map(({ act, byName }) => [act, byName]),
    [
      [{ kind: "acknowledge" }, "Ada"],
      [{ kind: "reassign", to: ["hook"] }, "Ada"],
    ],
  );
  for (const to of [[], ["nobody"], ["hook", "nobody"]])
    await assert.rejects(reassignIncident(tools, { incident: id, by, to }), BadInput);
});

test("two people at once do it one after the other", async () => {
  const { id } = await announced();
  const results = await Promise.allSettled([
    acknowledge(tools, { incident: id, by }),
    resolveIncident(tools, { incident: id, by: { id: "u2", name: "Bob" } }),
    snooze(tools, { incident: id, by, for: "10m" }),
  ]);
  assert.equal((await db.incident.findUniqueOrThrow({ where: { id } })).state, "resolved");
  for (const result of results) if (result.status === "rejected") assert.ok(result.reason instanceof Conflict);
});

test("pages of incidents go on where they ended", async () => {
  const all = await listIncidents(db, { limit: 100 });
  const first = await listIncidents(db, { limit: 2 });
  const second = await listIncidents(db, { limit: 100, cursor: first.nextCursor! });
  assert.deepEqual([...first.incidents, ...second.incidents], all.incidents);
  assert.equal((await listIncidents(db, { severity: ["info"], limit: 10 })).incidents.length, 0);
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fetchEvent } from "#lib/pipeline/fetch.ts";
import type { Job } from "#lib/queue/queue.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { fixture } from "../sentry/fixtures.ts";
import { startSentry } from "../standins/sentry.ts";
import { deliverAndTriage, ownTools } from "../support/tools.ts";
import { issueBody } from "../support/webhooks.ts";

const sentry = await startSentry();
after(() => sentry.close());
const tools = await ownTools({ SENTRY_BASE_URL: sentry.url, SENTRY_AUTH_TOKEN: sentry.token, SENTRY_ORG: sentry.org });
const { db } = tools;
const latest = fixture("api.event.latest") as Record<string, unknown>;
const told = { type: "Error", value: "upstream said no" };

const issueRow = (sentryIssueId: string) =>
  db.issue.findUniqueOrThrow({ where: { installationId_sentryIssueId: { installationId: "default", sentryIssueId } } });

/** The fetch job that triage left for this issue. */
async function job(issue: string): Promise<Job<"fetch">> {
  const rows = await db.$queryRaw<
    { data: Job<"fetch"> }[]
  >`SELECT data FROM pgboss.job WHERE name = 'fetch' AND data->>'issue' = ${issue} ORDER BY (data->>'attempt')::int DESC, created_on DESC LIMIT 1`;
  assert.ok(rows[0], "triage left a job");
  return rows[0].data;
}

test("the latest event fills the report and revises the verdict", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3001", ...told }));
  assert.equal((await issueRow("3001")).category === "rate_limit", false);
  sentry.events.set("3001", { ...latest, groupID: "3001", id: "e".repeat(32), eventID: "e".repeat(32) });
  await fetchEvent(tools, await job("3001"));
  const issue = await issueRow("3001");
  assert.equal(issue.category, "rate_limit");
  assert.equal((await db.report.findUniqueOrThrow({ where: { id: issue.reportId! } })).eventId, "e".repeat(32));
});

test("a 404 for a while, a 429 and a 500 are tried again later, and nothing is said to people meanwhile", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3002", ...told }));
  sentry.script("event", { status: 404 }, { status: 429, headers: { "retry-after": "1" } }, { status: 500 });
  for (const attempt of [1, 2, 3]) {
    const next = await job("3002");
    assert.equal(next.attempt, attempt);
    await fetchEvent({ ...tools, sentry: freshClients() }, next);
  }
  assert.equal((await issueRow("3002")).note, null);
  assert.equal((await job("3002")).attempt, 4);
});

test("a token without the permission is named on the issue at once", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3003", ...told }));
  sentry.script("event", { status: 403 });
  await fetchEvent({ ...tools, sentry: freshClients() }, await job("3003"));
  assert.match((await issueRow("3003")).note ?? "", /event:read/);
  assert.ok((await issueRow("3003")).verdictId, "the verdict stands all the same");
});

test("after the last attempt the issue says so", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3004", ...told }));
  await fetchEvent({ ...tools, sentry: freshClients() }, { ...(await job("3004")), attempt: 7 });
  assert.match((await issueRow("3004")).note ?? "", /could not be read/);
});

test("an event that another report has takes the empty report's place", async () => {
  const event = "f".repeat(32);
  sentry.events.set("3005", { ...latest, groupID: "3005", id: event, eventID: event });
  await deliverAndTriage(tools, "issue", issueBody({ id: "3005", ...told }));
  await fetchEvent({ ...tools, sentry: freshClients() }, await job("3005"));
  const first = (await issueRow("3005")).reportId;
  const later = { ...tools, clock: () => new Date(Date.now() + 700_000), sentry: freshClients() };
  await deliverAndTriage(later, "issue", issueBody({ id: "3005", action: "unresolved", substatus: "regressed", ...told }));
  sentry.issues.set("3005", { id: "3005", status: "resolved" });
  await fetchEvent(later, await job("3005"));
  const issue = await issueRow("3005");
  assert.equal(issue.reportId, first);
  assert.equal(await db.report.count({ where: { issueId: issue.id } }), 1);
  assert.equal(issue.category, "rate_limit", "the verdict is the full event's again");
});

test("the issue as Sentry has it settles its status", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3006", action: "resolved", status: "resolved" }));
  sentry.issues.set("3006", { id: "3006", status: "unresolved", substatus: "regressed" });
  await fetchEvent({ ...tools, sentry: freshClients() }, await job("3006"));
  assert.equal((await issueRow("3006")).status, "unresolved");
});

test("a status that was learned from Sentry's API raises what a delivery would", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "3007", ...told }));
  const issue = await issueRow("3007");
  const kinds = async (): Promise<string[]> =>
    (await db.signal.findMany({ where: { issueId: issue.id }, orderBy: { id: "asc" } })).map(({ kind }) => kind);
  const settle = { installation: "default", issue: "3007", delivery: issue.id, report: null, settle: true, attempt: 1 };
  for (const told of [{ status: "resolved" }, { status: "resolved" }, { status: "unresolved", substatus: "regressed" }]) {
    sentry.issues.set("3007", { id: "3007", ...told });
    await fetchEvent({ ...tools, sentry: freshClients() }, settle);
  }
  assert.deepEqual(await kinds(), ["created", "resolved", "regressed"]);
  await db.issue.update({ where: { id: issue.id }, data: { substatus: null } });
  await fetchEvent({ ...tools, sentry: freshClients() }, settle);
  assert.equal((await kinds()).length, 3, "how it stands was only not known");
});

test("a huge reply, a hung-up connection and a page instead of JSON harm nothing", async () => {
  for (const [n, answer] of (["huge", "reset", "html"] as const).entries()) {
    const id = `301${n}`;
    await deliverAndTriage(tools, "issue", issueBody({ id, ...told }));
    sentry.script("event", answer);
    await fetchEvent({ ...tools, sentry: freshClients() }, await job(id));
    assert.ok((await issueRow(id)).verdictId);
  }
  assert.deepEqual(sentry.faults, []);
});

/** Clients that have not yet been told to wait. */
const freshClients = () => () =>
  sentryClient({ baseUrl: sentry.url, token: sentry.token, request: tools.request, clock: () => new Date() });

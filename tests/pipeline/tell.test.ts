import assert from "node:assert/strict";
import { test } from "node:test";
import { Subject } from "#lib/model/subject.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { route } from "#lib/pipeline/route.ts";
import { jobsOf, routeAll } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const clock = movableClock();
const own = await ownTools();
const tools = { ...own, clock: clock.now };
const { db } = tools;
const by = { id: "u1", name: "Ada" };

async function kinds(sentryIssueId: string): Promise<string[]> {
  const issue = await db.issue.findFirstOrThrow({ where: { sentryIssueId } });
  const signals = await db.signal.findMany({ where: { issueId: issue.id }, orderBy: { id: "asc" } });
  return signals.map(({ kind }) => kind);
}
const stateOf = async (sentryIssueId: string): Promise<string | undefined> => {
  const issue = await db.issue.findFirstOrThrow({ where: { sentryIssueId } });
  const member = await db.incidentMember.findFirst({ where: { issueId: issue.id }, orderBy: { joinedAt: "desc" } });
  return member ? (await db.incident.findUniqueOrThrow({ where: { id: member.incidentId } })).state : undefined;
};

test("a new issue raises one signal with the error as it stands, and a job to route it", async () => {
  await deliverAndTriage(tools, "error", errorBody({ issue: "101", tags: [["plan", "pro"]] }));
  const [signal] = await db.signal.findMany();
  assert.equal(signal?.kind, "created");
  const subject = Subject.parse(signal?.subject);
  assert.deepEqual(
    [subject.category, subject.type, subject.environment, subject.provider, subject.llm_model, subject.signal, subject.tags.plan],
    ["rate_limit", "RateLimitError", "production", "openai", "gpt-4.1", "created", "pro"],
  );
  assert.ok(subject.message.startsWith("Error code: 429"));
  assert.deepEqual(
    (await jobsOf(tools, "route")).map(({ data }) => data),
    [{ signal: signal?.id }],
  );
});

test("further events and other resources of the same event raise nothing", async () => {
  const event = "a".repeat(32);
  for (let n = 0; n < 3; n++) await deliverAndTriage(tools, "error", errorBody({ issue: "101", event }));
  for (let n = 0; n < 5; n++) await deliverAndTriage(tools, "error", errorBody({ issue: "101" }));
  assert.deepEqual(await kinds("101"), ["created"]);
});

test("what was resolved before its creation arrived stays resolved and alarms nobody", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "102", action: "resolved", status: "resolved" }));
  await deliverAndTriage(tools, "issue", issueBody({ id: "102" }));
  await routeAll(tools);
  assert.deepEqual(await kinds("102"), []);
  assert.equal(await stateOf("102"), undefined);
});

test("resolved, unresolved, resolved ten minutes apart are three states, and the incident is closed", async () => {
  const step = async (action: string, status: string, substatus: string): Promise<void> => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "103", action, status, substatus }));
    await routeAll(tools);
    clock.pass(600_000);
  };
  await step("created", "unresolved", "new");
  assert.equal(await stateOf("103"), "open");
  await step("resolved", "resolved", "");
  assert.equal(await stateOf("103"), "resolved");
  await step("unresolved", "unresolved", "regressed");
  assert.equal(await stateOf("103"), "open");
  await step("resolved", "resolved", "");
  assert.equal(await stateOf("103"), "resolved");
  assert.deepEqual(await kinds("103"), ["created", "resolved", "regressed", "resolved"]);
  assert.equal((await db.issue.findFirstOrThrow({ where: { sentryIssueId: "103" } })).status, "resolved");
});

test("an archived issue that escalates is told as such", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "104" }));
  await deliverAndTriage(
    tools,
    "issue",
    issueBody({ id: "104", action: "ignored", status: "ignored", substatus: "archived_until_escalating" }),
  );
  clock.pass(1000);
  await deliverAndTriage(tools, "issue", issueBody({ id: "104", action: "unresolved", substatus: "escalating" }));
  assert.deepEqual(await kinds("104"), ["created", "resolved", "escalated"]);
});

test("a correction is a signal on every issue of the signature, and names who made it", async () => {
  await deliverAndTriage(tools, "error", errorBody({ issue: "105", type: "OddError", value: "the widget broke" }));
  await deliverAndTriage(tools, "error", errorBody({ issue: "106", type: "OddError", value: "the widget broke" }));
  await correct(tools, { issue: "105", by, input: { category: "third_party", severity: "critical" } });
  assert.deepEqual(
    [await kinds("105"), await kinds("106")],
    [
      ["created", "severity_rose"],
      ["created", "severity_rose"],
    ],
  );
  await correct(tools, { issue: "105", by, input: { severity: "low" } });
  assert.deepEqual((await kinds("106")).at(-1), "corrected");
  const last = await db.signal.findFirstOrThrow({ orderBy: { id: "desc" } });
  assert.deepEqual([last.byName, last.was], ["Ada", { category: "third_party", severity: "critical" }]);
});

test("the end is decided after the beginning, in whatever order their jobs come", async () => {
  await deliverAndTriage(tools, "issue", issueBody({ id: "107" }));
  await deliverAndTriage(tools, "issue", issueBody({ id: "107", action: "resolved", status: "resolved" }));
  const issue = await db.issue.findFirstOrThrow({ where: { sentryIssueId: "107" } });
  const signals = await db.signal.findMany({ where: { issueId: issue.id }, orderBy: { id: "desc" } });
  for (const { id } of signals) await route(tools, { signal: id });
  const decisions = await db.decision.findMany({ where: { issueId: issue.id }, orderBy: { id: "asc" } });
  assert.deepEqual(
    decisions.map(({ signalKind }) => signalKind),
    ["created", "resolved"],
  );
  assert.equal(await stateOf("107"), "resolved");
});

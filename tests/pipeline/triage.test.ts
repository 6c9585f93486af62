import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Report } from "#lib/model/report.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { clientSecret, deliver, deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { alertBody, errorBody, eventId, issueBody } from "../support/webhooks.ts";

const tools = await ownTools();
const { db } = tools;

const issueRow = (sentryIssueId: string) =>
  db.issue.findUniqueOrThrow({ where: { installationId_sentryIssueId: { installationId: "default", sentryIssueId } } });
const standing = async (sentryIssueId: string) =>
  db.verdict.findUniqueOrThrow({ where: { id: (await issueRow(sentryIssueId)).verdictId! } });
const reports = async (sentryIssueId: string) => db.report.findMany({ where: { issueId: (await issueRow(sentryIssueId)).id } });

describe("one report per event", () => {
  test("however many resources and rules told of it", async () => {
    const event = eventId();
    await deliverAndTriage(tools, "error", errorBody({ issue: "1001", event }));
    await deliverAndTriage(tools, "event_alert", alertBody({ issue: "1001", event }, "rule one"));
    await deliverAndTriage(tools, "event_alert", alertBody({ issue: "1001", event }, "rule two"));
    assert.equal((await reports("1001")).length, 1);
    assert.equal(await db.verdict.count({ where: { issueId: (await issueRow("1001")).id } }), 1);
    const deliveries = await db.delivery.findMany({ where: { reportId: (await reports("1001"))[0]!.id } });
    assert.deepEqual(
      deliveries.map(({ state }) => state),
      ["done", "done", "done"],
    );
  });

  test("an issue told before its event: the event fills the report and revises the verdict", async () => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "1002", type: "Error", value: "upstream said no" }));
    const before = await standing("1002");
    assert.equal((await reports("1002"))[0]!.eventId, null);
    const event = eventId();
    await deliverAndTriage(tools, "error", errorBody({ issue: "1002", event }));
    const [report, ...others] = await reports("1002");
    assert.deepEqual(others, []);
    assert.equal(report!.eventId, event);
    const data = Report.parse(report!.data);
    assert.deepEqual([data.users, data.events], [9, 14]);
    const after = await standing("1002");
    assert.notEqual(after.id, before.id);
    assert.equal(after.category, "rate_limit");
  });

  test("an issue told after its event joins it for ten minutes, then opens a report of its own", async () => {
    const clock = movableClock();
    const at = { ...tools, clock: clock.now };
    await deliverAndTriage(at, "error", errorBody({ issue: "1003" }));
    await deliverAndTriage(at, "issue", issueBody({ id: "1003" }));
    assert.equal((await reports("1003")).length, 1);
    clock.pass(660_000);
    await deliverAndTriage(at, "issue", issueBody({ id: "1003", action: "unresolved", substatus: "regressed" }));
    assert.equal((await reports("1003")).length, 2);
  });

  test("a hundred deliveries of one event triaged by several at once", async () => {
    const event = eventId();
    const sent = await Promise.all(
      Array.from({ length: 100 }, (_, i) => deliver(tools, "event_alert", alertBody({ issue: "1004", event }, `rule ${i}`))),
    );
    await Promise.all(sent.map(({ delivery }) => triage(tools, { delivery: delivery! })));
    assert.equal((await reports("1004")).length, 1);
    assert.equal(await db.delivery.count({ where: { id: { in: sent.map(({ delivery }) => delivery!) }, state: "done" } }), 100);
  });
});

describe("the instant verdict", () => {
  test("comes from the delivery's own text, with the wait it names", async () => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "1010" }));
    const verdict = await standing("1010");
    assert.deepEqual(
      [verdict.category, verdict.severity, verdict.shouldRetry, verdict.retryAfterSeconds, verdict.tier],
      ["rate_limit", "medium", true, 20, "rule"],
    );
    assert.ok(verdict.rootCause.length > 20 && verdict.fixSuggestion.length > 20);
    assert.ok(verdict.latencyMs < 1000);
  });

  test("of something nobody knows is unknown, provisional and honest about it", async () => {
    await deliverAndTriage(tools, "error", errorBody({ issue: "1011", type: "Qzx", value: "blorp the frobnicator" }));
    const verdict = await standing("1011");
    assert.deepEqual([verdict.category, verdict.provisional, verdict.tier], ["unknown", true, "fallback"]);
    assert.ok(verdict.confidence < 0.5);
  });

  test("is not written twice while nothing changed, and its signature counts every event", async () => {
    for (let i = 0; i < 3; i++) await deliverAndTriage(tools, "error", errorBody({ issue: "1012" }));
    const issue = await issueRow("1012");
    assert.equal(await db.verdict.count({ where: { issueId: issue.id } }), 1);
    const signature = await db.signature.findUniqueOrThrow({
      where: { installationId_hash: { installationId: "default", hash: issue.signature! } },
    });
    assert.ok(signature.occurrences >= 3);
  });

  test("grows more severe when many users are affected", async () => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "1013", users: 9 }));
    await deliverAndTriage(
      tools,
      "issue",
      issueBody({ id: "1013", action: "unresolved", substatus: "escalating", users: 240, events: 5000 }),
    );
    assert.equal((await standing("1013")).severity, "high");
    assert.equal((await issueRow("1013")).users, 240);
  });
});

describe("the states of an issue", () => {
  const status = async (id: string): Promise<string> => (await issueRow(id)).status;

  test("resolved before created stays resolved", async () => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "1020", action: "resolved", status: "resolved" }));
    await deliverAndTriage(tools, "issue", issueBody({ id: "1020" }));
    assert.equal(await status("1020"), "resolved");
  });

  test("go by the order of arrival, whatever the order of work", async () => {
    const clock = movableClock();
    const at = { ...tools, clock: clock.now };
    const first = await deliver(at, "issue", issueBody({ id: "1021", action: "resolved", status: "resolved" }));
    clock.pass(1000);
    const second = await deliver(at, "issue", issueBody({ id: "1021", action: "unresolved", substatus: "regressed" }));
    await triage(at, { delivery: second.delivery! });
    await triage(at, { delivery: first.delivery! });
    assert.equal(await status("1021"), "unresolved");
  });

  test("resolved, unresolved and resolved with equal bodies are three states", async () => {
    const clock = movableClock();
    const at = { ...tools, clock: clock.now };
    const seen: string[] = [];
    for (const [action, state] of [
      ["resolved", "resolved"],
      ["unresolved", "unresolved"],
      ["resolved", "resolved"],
    ] as const) {
      assert.equal((await deliverAndTriage(at, "issue", issueBody({ id: "1022", action, status: state }))).outcome, "accepted");
      seen.push(await status("1022"));
      clock.pass(600_000);
    }
    assert.deepEqual(seen, ["resolved", "unresolved", "resolved"]);
  });

  test("archived and ignored are one", async () => {
    await deliverAndTriage(tools, "issue", issueBody({ id: "1023", action: "archived", status: "archived" }));
    assert.equal(await status("1023"), "ignored");
  });
});

test("a delivery that needs no report is done without one", async () => {
  const { delivery } = await deliverAndTriage(tools, "comment", {
    action: "created",
    data: { comment: "seen", issue_id: 6800041 },
  });
  const row = await db.delivery.findUniqueOrThrow({ where: { id: delivery! } });
  assert.deepEqual([row.state, row.reportId], ["done", null]);
});

test("what is kept and shown holds no secret, and links lead to Sentry alone", async () => {
  const key = `sk-proj-${"Ab3dEf6hIj".repeat(5)}`;
  const body = issueBody({
    id: "1030",
    value: `Incorrect API key provided: ${key}`,
    title: `AuthenticationError: Incorrect API key provided: ${key}`,
  });
  Object.assign((body as { data: { issue: object } }).data.issue, {
    permalink: "https://attacker.example/issues/1030/",
    web_url: "javascript:alert(1)",
  });
  await deliverAndTriage(tools, "issue", body);
  const issue = await issueRow("1030");
  assert.equal(issue.url, null);
  const everything = JSON.stringify([issue, await reports("1030"), await standing("1030"), await db.signature.findMany()]);
  assert.ok(!everything.includes(key) && !everything.includes("Ab3dEf6hIjAb3dEf6hIj"));
});

test("whatever JSON a sender makes is stored and triaged", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue(),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 50 }),
      async (value, message, name) => {
        const event = {
          event_id: eventId(),
          issue_id: "1040",
          title: message,
          tags: { [name || "k"]: message },
          contexts: { any: value },
          exception: { values: [{ type: name, value: message }, value] },
          breadcrumbs: { values: [value, { message }] },
        };
        const { outcome, delivery } = await deliverAndTriage(tools, "error", { action: "created", data: { error: event } });
        assert.equal(outcome, "accepted");
        assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: delivery! } })).state, "done");
      },
    ),
    { numRuns: 100 },
  );
});

test("NULs, lone surrogates and huge numbers are stored as what Postgres takes", async () => {
  const text =
    '{"action":"created","data":{"error":{"event_id":"00000000000000000000000000000b11","issue_id":12345678901234567890123,"title":"a\\u0000b\\ud83d","tags":[["k\\u0000","v\\ude00"]],"exception":{"values":[{"type":"T\\u0000","value":"x\\u0000y \\ud83d end"}]},"contexts":{"n":1e400}}}}';
  const { delivery } = await deliverAndTriage(tools, "error", text, { secret: clientSecret });
  assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: delivery! } })).state, "done");
  assert.equal((await issueRow("12345678901234567890123")).sentryIssueId, "12345678901234567890123");
});

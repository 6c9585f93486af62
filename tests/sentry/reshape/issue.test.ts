import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { IssueFacts } from "#lib/model/issue.ts";
import { Report } from "#lib/model/report.ts";
import { readEnvelope } from "#lib/sentry/envelope.ts";
import { parseBody } from "#lib/sentry/json.ts";
import { issueToFacts, issueToReport } from "#lib/sentry/reshape/issue.ts";
import { webhook } from "../fixtures.ts";

function issueIn(name: string): unknown {
  const reading = readEnvelope(parseBody(webhook(name).raw), "issue");
  assert.ok(reading.ok);
  return reading.data.issue;
}

test("an issue in our words", () => {
  assert.deepEqual(issueToFacts(issueIn("issue.assigned")), {
    sentryIssueId: "6800041",
    shortId: "ASSISTANT-API-50",
    title:
      "RateLimitError: Error code: 429 - Rate limit reached for gpt-4.1 in organization org-7Hq on tokens per min (TPM): Limit 30000, Used 29411, Requested 1200.",
    culprit: "assistant.summarise in complete",
    project: "assistant-api",
    projectId: "4509117000210001",
    organisation: "harbor",
    status: "unresolved",
    substatus: "new",
    level: "error",
    platform: "python",
    url: "https://harbor.sentry.io/issues/6800041/",
    assignee: "llm-platform",
    events: 14,
    users: 9,
    firstSeen: "2026-11-18T03:12:44.120Z",
    lastSeen: "2026-11-18T03:14:02.771Z",
    unhandled: true,
  });
});

test("an old server's issue says the same but for what it leaves out", () => {
  const facts = issueToFacts(issueIn("issue.created.old-server"));
  assert.deepEqual(
    [facts?.organisation, facts?.url, facts?.assignee],
    ["harbor", "https://harbor.sentry.io/issues/6800043/", null],
  );
});

test("what happened to it is in its status and substatus", () => {
  const state = (name: string) => {
    const { escalating, regressed, events } = issueToReport(issueIn(name));
    const facts = issueToFacts(issueIn(name));
    return [facts?.status, facts?.substatus, escalating, regressed, events];
  };
  assert.deepEqual(state("issue.unresolved.escalating"), ["unresolved", "escalating", true, false, 918]);
  assert.deepEqual(state("issue.resolved"), ["resolved", null, false, false, 14]);
  assert.deepEqual(state("issue.archived"), ["ignored", "archived_until_escalating", false, false, 14]);
  assert.equal(issueToReport({ substatus: "regressed" }).regressed, true);
  assert.deepEqual(
    ["archived", "muted", "brand-new", 7].map((status) => issueToFacts({ id: "1", status })?.status),
    ["ignored", "ignored", null, null],
  );
});

test("what an issue says of its error", () => {
  const { exceptionType, message, eventId, project, culprit, level, users, unhandled } = issueToReport(issueIn("issue.created"));
  assert.equal(exceptionType, "RateLimitError");
  assert.match(message, /^Error code: 429 - .*Requested 1200\.$/);
  assert.deepEqual(
    [eventId, project, culprit, level, users, unhandled],
    [null, "assistant-api", "assistant.summarise in complete", "error", 9, true],
  );
});

test("an issue that is no error keeps heading and detail", () => {
  const { exceptionType, message } = issueToReport(issueIn("issue.created.outage"));
  assert.deepEqual([exceptionType, message], [null, "Cron failure: nightly-embeddings: A missed check-in was detected"]);
});

test("without metadata the title is split where it names a type", () => {
  const said = (issue: unknown) => {
    const { exceptionType, message } = issueToReport(issue);
    return [exceptionType, message];
  };
  assert.deepEqual(said({ title: "openai.RateLimitError: slow down: please", type: "error" }), [
    "openai.RateLimitError",
    "slow down: please",
  ]);
  assert.deepEqual(said({ title: "*errors.errorString: no rows" }), ["*errors.errorString", "no rows"]);
  assert.deepEqual(said({ title: "Failed to load: x" }), [null, "Failed to load: x"]);
  assert.deepEqual(said({ title: "https://a.example/: down" }), [null, "https://a.example/: down"]);
  assert.deepEqual(said({ title: "Retry: 3", type: "default" }), [null, "Retry: 3"]);
});

test("counts that are absurd are not said, or as large as can be stored", () => {
  const facts = (text: string) => issueToFacts(parseBody(text));
  const infinite = facts('{"id":12345678901234567890123,"count":1e400,"userCount":1e131072,"title":"big"}');
  assert.deepEqual([infinite?.sentryIssueId, infinite?.events, infinite?.users], ["12345678901234567890123", null, null]);
  assert.deepEqual(
    [facts('{"id":1,"count":"99999999999999999999","userCount":-3}')?.events, facts('{"id":1,"userCount":-3}')?.users],
    [2 ** 31 - 1, null],
  );
});

test("an address that is no web page is none", () => {
  assert.equal(issueToFacts({ id: "1", permalink: "javascript:alert(1)" })?.url, null);
  assert.equal(
    issueToFacts({ id: "1", permalink: null, web_url: "https://harbor.sentry.io/issues/1/" })?.url,
    "https://harbor.sentry.io/issues/1/",
  );
});

test("any JSON value yields a report, and facts if it has an id", () => {
  const loose = fc.dictionary(
    fc.constantFrom("title", "metadata", "project", "count", "status", "assignedTo", "firstSeen", "permalink", "__proto__"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), loose), (issue) => {
      assert.deepEqual(Report.parse(issueToReport(issue)), issueToReport(issue));
      const facts = issueToFacts({ ...(typeof issue === "object" ? issue : {}), id: 7 });
      assert.deepEqual(IssueFacts.parse(facts), facts);
    }),
  );
});

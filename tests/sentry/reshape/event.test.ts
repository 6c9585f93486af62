import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Report } from "#lib/model/report.ts";
import { eventOf, readEnvelope } from "#lib/sentry/envelope.ts";
import { parseBody } from "#lib/sentry/json.ts";
import { eventToReport, isSelf } from "#lib/sentry/reshape/event.ts";
import { fixture, webhook } from "../fixtures.ts";

function eventIn(name: string): unknown {
  const reading = readEnvelope(parseBody(webhook(name).raw), "error");
  assert.ok(reading.ok);
  return eventOf(reading);
}

test("a webhook's event becomes a report in our words", () => {
  const { report, issue } = eventToReport(eventIn("error.created"));
  assert.equal(report.eventId, "d3f1c0a94b7e4a0e8f5c2b6d7a918e04");
  assert.equal(report.exceptionType, "RateLimitError");
  assert.equal(report.message, "Error code: 429 - Rate limit reached for gpt-4.1");
  assert.deepEqual(report.frames[0], {
    file: "assistant/summarise.py",
    line: 42,
    function: "complete",
    module: "assistant.summarise",
    inApp: true,
    context: "    r = await client.chat.completions.create(model=MODEL, messages=messages)",
  });
  assert.deepEqual(
    report.frames.map(({ inApp }) => inApp),
    [true, false, true, false],
  );
  assert.deepEqual(report.llm, {
    provider: "openai",
    model: "gpt-4.1",
    status: 429,
    code: null,
    requestId: "req_8f0a1c",
    retryCount: 2,
    latencyMs: 812,
    finishReason: null,
  });
  assert.equal(report.httpStatus, 429);
  assert.deepEqual(
    [report.platform, report.level, report.environment, report.release],
    ["python", "error", "production", "assistant-api@2026.11.3"],
  );
  assert.equal(report.unhandled, true);
  assert.equal(report.occurredAt, "2026-11-18T03:14:02.771Z");
  assert.deepEqual(report.breadcrumbs, [
    { at: "2026-11-20T03:14:01.500Z", category: "llm.call", level: "info", message: "Calling gpt-4.1" },
  ]);
  assert.equal(report.truncated, false);
  assert.equal(issue?.sentryIssueId, "6800041");
  assert.deepEqual([issue.organisation, issue.project, issue.projectId], ["harbor", "assistant-api", "4509117000210001"]);
  assert.equal(issue.url, "https://harbor.sentry.io/issues/6800041/");
});

test("an event of the API becomes the same report, its cause included", () => {
  const { report: fromApi, issue } = eventToReport(fixture("api.event.latest"), "assistant-api");
  const { report: fromWebhook } = eventToReport(eventIn("error.created"));
  assert.deepEqual(fromApi.chain, [{ type: "APIStatusError", value: "upstream said no" }]);
  assert.deepEqual(fromApi.frames, fromWebhook.frames);
  assert.deepEqual(fromApi.llm, fromWebhook.llm);
  for (const name of [
    "message",
    "exceptionType",
    "environment",
    "release",
    "level",
    "platform",
    "unhandled",
    "project",
    "tags",
  ] as const) {
    assert.deepEqual(fromApi[name], fromWebhook[name], name);
  }
  assert.equal(issue?.sentryIssueId, "6800041");
});

test("a message without exception is its own message", () => {
  const { report } = eventToReport(fixture("api.event.message-only"));
  assert.deepEqual([report.exceptionType, report.message], [null, "LLM gateway answered 503 three times in a row"]);
  assert.deepEqual(report.frames, []);
});

test("text beyond ASCII and a project id beyond 2^53 arrive whole", () => {
  assert.match(
    eventToReport(eventIn("event_alert.triggered.non-ascii")).report.message,
    /^当前分组上游负载已饱和,请稍后再试 🚦/u,
  );
  assert.equal(eventToReport(eventIn("error.created.big-integer")).issue?.projectId, "45095628437340161234");
});

test("an error of this very deployment is known by its mark, which nobody else can put into the tag", () => {
  for (const tags of [[["verdict.self", "mark"]], [{ key: "verdict.self", value: "mark" }], { "verdict.self": "mark" }])
    assert.equal(isSelf({ tags }, "mark"), true);
  for (const other of [
    { tags: [["verdict.self", "yes"]] },
    { tags: [["self", "mark"]] },
    { tags: null },
    {},
    null,
    "verdict.self",
  ])
    assert.equal(isSelf(other, "mark"), false);
});

const keys = [
  "exception",
  "values",
  "stacktrace",
  "frames",
  "tags",
  "contexts",
  "llm",
  "extra",
  "entries",
  "type",
  "data",
  "message",
  "title",
  "breadcrumbs",
  "threads",
  "lineno",
  "context",
  "timestamp",
  "release",
  "mechanism",
  "__proto__",
];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie("tree"), { maxKeys: 6 }),
  ),
}));

test("any JSON value yields a report that is one", () => {
  fc.assert(
    fc.property(tree, (event) => {
      const { report } = eventToReport(event);
      assert.deepEqual(Report.parse(report), report);
      assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    }),
    { numRuns: 1000 },
  );
});

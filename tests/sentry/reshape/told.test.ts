import assert from "node:assert/strict";
import { test } from "node:test";
import { eventToReport } from "#lib/sentry/reshape/event.ts";

const said = (event: unknown): { exceptionType: string | null; message: string } => {
  const { exceptionType, message } = eventToReport(event).report;
  return { exceptionType, message };
};

test("what was said is found wherever it stands", () => {
  assert.deepEqual(said({ title: "only a title", exception: { values: null }, tags: { a: "b" } }), {
    exceptionType: null,
    message: "only a title",
  });
  assert.deepEqual(said({ title: "TypeError: x is not a function" }), {
    exceptionType: "TypeError",
    message: "x is not a function",
  });
  assert.deepEqual(said({ title: "java.lang.IllegalStateException: a: b" }), {
    exceptionType: "java.lang.IllegalStateException",
    message: "a: b",
  });
  assert.deepEqual(said({ title: "Cron failure: nightly" }), { exceptionType: null, message: "Cron failure: nightly" });
  assert.deepEqual(said({ title: "Deploy: done", type: "default" }), { exceptionType: null, message: "Deploy: done" });
  assert.deepEqual(said({ logentry: { message: "%s failed", formatted: "summary failed" }, title: "x" }), {
    exceptionType: null,
    message: "summary failed",
  });
  assert.deepEqual(said({ message: { formatted: "a", message: "b" } }), { exceptionType: null, message: "a" });
  assert.deepEqual(said({ metadata: { type: "KeyError", value: "'id'" }, title: "KeyError: 'id'" }), {
    exceptionType: "KeyError",
    message: "'id'",
  });
  assert.deepEqual(said({ exception: [{ type: "ValueError", value: "bad" }] }), { exceptionType: "ValueError", message: "bad" });
  assert.deepEqual(said({ exception: { values: [null, { type: "KeyError", value: null }] }, title: "KeyError" }), {
    exceptionType: "KeyError",
    message: "KeyError",
  });
  assert.deepEqual(said({ exception: { values: [{ type: 7, value: 404 }] } }), { exceptionType: "7", message: "404" });
});

test("causes follow the error, nearest first, also from a group", () => {
  const values = ["ConnectError", "APIError", "SummaryError"].map((type) => ({ type, value: `${type} said` }));
  const { report } = eventToReport({ exception: { values } });
  assert.equal(report.exceptionType, "SummaryError");
  assert.deepEqual(
    report.chain.map(({ type }) => type),
    ["APIError", "ConnectError"],
  );

  const group = [
    { type: "TimeoutError", value: "b", mechanism: { exception_id: 2, parent_id: 0, source: "exceptions[1]" } },
    { type: "ValueError", value: "a", mechanism: { exception_id: 1, parent_id: 0, source: "exceptions[0]" } },
    {
      type: "ExceptionGroup",
      value: "unhandled errors",
      mechanism: { exception_id: 0, is_exception_group: true, handled: true },
    },
  ];
  const { report: ofGroup } = eventToReport({ exception: { values: group } });
  assert.deepEqual(
    [ofGroup.exceptionType, ...ofGroup.chain.map(({ type }) => type)],
    ["ExceptionGroup", "ValueError", "TimeoutError"],
  );
  assert.equal(ofGroup.unhandled, false);
});

test("frames come from the error, else its cause, else the thread that crashed", () => {
  const stack = (...names: string[]) => ({ frames: names.map((name) => ({ function: name, filename: "a.py", lineno: "7" })) });
  const first = (event: unknown): string | null | undefined => eventToReport(event).report.frames[0]?.function;
  assert.equal(
    first({ exception: { values: [{ stacktrace: stack("main", "cause") }, { stacktrace: { frames: null } }] } }),
    "cause",
  );
  assert.equal(first({ exception: { values: [{ raw_stacktrace: stack("main", "raw") }] } }), "raw");
  assert.equal(first({ stacktrace: stack("main", "top") }), "top");
  assert.equal(
    first({ threads: { values: [{ stacktrace: stack("idle") }, { crashed: true, stacktrace: stack("main", "crashed") }] } }),
    "crashed",
  );
  assert.equal(
    first({ entries: [{ type: "threads", data: { values: [{ current: true, stacktrace: stack("here") }] } }] }),
    "here",
  );
  assert.equal(eventToReport({ stacktrace: stack("main") }).report.frames[0]?.line, 7);
});

test("a frame without a word on it is the application's unless it lies where libraries lie", () => {
  const frames = [
    "app/main.py",
    "/venv/lib/python3.12/site-packages/openai/_base_client.py",
    "node:internal/process",
    "./node_modules/ai/index.js",
  ];
  const { report } = eventToReport({ stacktrace: { frames: frames.map((filename) => ({ filename })) } });
  assert.deepEqual(
    report.frames.map(({ inApp }) => inApp),
    [false, false, false, true],
  );
});

test("tags come as pairs, as objects and as a map; what is null is left out", () => {
  const expected = { a: "1", b: "true" };
  for (const tags of [
    [["a", 1], ["b", true], ["c", null], null, ["d"], 7],
    [
      { key: "a", value: "1" },
      { key: "b", value: "true" },
      { key: null, value: null },
    ],
    { a: 1, b: true, c: null, d: {} },
  ]) {
    assert.deepEqual(eventToReport({ tags }).report.tags, expected);
  }
  assert.deepEqual(eventToReport({ tags: null }).report.tags, {});
  assert.equal(Reflect.get({}, "admin"), undefined);
});

test("dates of another era are none, dates without a zone are UTC", () => {
  const at = (datetime: unknown): string | null => eventToReport({ datetime }).report.occurredAt;
  for (const absurd of ["0000-00-00T99:99Z", 9e15, "yesterday", "+275760-09-13T00:00:00Z", "1", 1, {}, "1969-12-31T23:59:59Z"])
    assert.equal(at(absurd), null, String(absurd));
  assert.equal(at("2026-11-18T03:14:02"), "2026-11-18T03:14:02.000Z");
  assert.equal(at("2026-11-18 03:14:02.771000+09:00"), "2026-11-17T18:14:02.771Z");
  assert.equal(at(1795144442.5), "2026-11-20T03:14:02.500Z");
  assert.equal(at("1795144442.5"), "2026-11-20T03:14:02.500Z");
  assert.equal(eventToReport({ datetime: "never", timestamp: 1795144442 }).report.occurredAt, "2026-11-20T03:14:02.000Z");
});

test("a breadcrumb without words tells its call, without the query", () => {
  const data = { method: "POST", url: "https://api.openai.com/v1/chat?key=secret", status_code: 429 };
  const { report } = eventToReport({ breadcrumbs: { values: [{ category: "http", data }, null, { level: "info" }] } });
  assert.deepEqual(
    report.breadcrumbs.map(({ message }) => message),
    ["POST https://api.openai.com/v1/chat 429"],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { disposition, type Envelope, issueIdOf, readEnvelope } from "#lib/sentry/envelope.ts";
import { parseBody } from "#lib/sentry/json.ts";
import { webhook } from "./fixtures.ts";

function envelope(body: unknown, resource: string): Envelope {
  const reading = readEnvelope(body, resource);
  assert.ok(reading.ok);
  return reading;
}

const recorded = (name: string): Envelope => {
  const { raw, headers } = webhook(name);
  return envelope(parseBody(raw), headers["sentry-hook-resource"] ?? "");
};

test("reads who did what, where", () => {
  const { resource, action, installationUuid, actor } = recorded("issue.assigned.by-own-app");
  assert.deepEqual(
    { resource, action, installationUuid, actor },
    {
      resource: "issue",
      action: "assigned",
      installationUuid: "5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95",
      actor: { type: "application", id: "c1f9f6b2-83a5-4f0e-8b0f-2f1d9c7f2f10", name: "Verdict" },
    },
  );
  assert.deepEqual(recorded("comment.created").actor, { type: "user", id: "30817", name: "Mai" });
});

const noEnvelopes = [
  [],
  null,
  "hello",
  7,
  true,
  {},
  { action: { $ne: null }, data: {} },
  { action: "", data: {} },
  { action: 1, data: {} },
  { data: {} },
];
for (const body of [...noEnvelopes, { action: "created" }, { action: "created", data: null }, { action: "created", data: [] }]) {
  test(`no envelope: ${JSON.stringify(body)}`, () =>
    assert.deepEqual(readEnvelope(body, "issue"), { ok: false, reason: "invalid_envelope" }));
}

test("the body alone does not say what it is", () => {
  const body = { action: "created", data: {} };
  assert.deepEqual(readEnvelope(body, null), { ok: false, reason: "resource_missing" });
  assert.deepEqual(readEnvelope(body, " "), { ok: false, reason: "resource_missing" });
});

test("installation and actor may be missing or wrong", () => {
  for (const odd of [
    {},
    { installation: null, actor: null },
    { installation: "x", actor: [] },
    { installation: { uuid: 7 }, actor: 3 },
  ]) {
    const { installationUuid, actor } = envelope({ action: "created", data: {}, ...odd }, "issue");
    assert.deepEqual([installationUuid, actor], [null, null]);
  }
  assert.equal(
    envelope({ action: "a", data: {}, installation: { uuid: "u".repeat(64) } }, "issue").installationUuid,
    "u".repeat(64),
  );
  assert.equal(envelope({ action: "a", data: {}, installation: { uuid: "u".repeat(65) } }, "issue").installationUuid, null);
});

const dispositions = {
  "error.created": "event",
  "error.created.big-integer": "event",
  "event_alert.triggered": "event",
  "issue.created": "issue",
  "issue.archived": "issue",
  "metric_alert.critical": "noted",
  "comment.created": "noted",
  "unknown-resource": "ignored",
};
for (const [name, expected] of Object.entries(dispositions)) {
  test(`${name} is ${expected}`, () => assert.equal(disposition(recorded(name)), expected));
}

test("what the body carries decides as soon as the resource is about errors", () => {
  assert.equal(disposition({ resource: "activity_alert", data: { issue: { id: "1" }, activity: {} } }), "issue");
  assert.equal(disposition({ resource: "activity_alert", data: { activity: {} } }), "noted");
  assert.equal(disposition({ resource: "issue", data: { event: { event_id: "a" } } }), "event");
  assert.equal(disposition({ resource: "error", data: { error: null } }), "noted");
  for (const resource of ["installation", "seer", "preprod_artifact", "brand_new_thing"]) {
    assert.equal(disposition({ resource, data: { issue: { id: "1" } } }), "ignored");
  }
});

test("the issue's id comes exactly, from wherever it is named", () => {
  assert.equal(issueIdOf({ data: { issue: { id: "6800041" } } }), "6800041");
  assert.equal(issueIdOf({ data: { event: { issue_id: 6800041 } } }), "6800041");
  assert.equal(
    issueIdOf({ data: { error: { issue_url: "https://sentry.io/api/0/organizations/harbor/issues/6800041/" } } }),
    "6800041",
  );
  assert.equal(issueIdOf({ data: { comment_id: 1, issue_id: 6800041 } }), "6800041");
  assert.equal(
    issueIdOf(envelope(parseBody('{"action":"a","data":{"issue":{"id":12345678901234567890123}}}'), "issue")),
    "12345678901234567890123",
  );
  for (const id of [null, {}, "", "a/b", "..", "1".repeat(65), Number.POSITIVE_INFINITY, 1e300, -1, 1.5]) {
    assert.equal(issueIdOf({ data: { issue: { id } } }), null);
  }
});

test("no JSON value makes it throw", () => {
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record({
      action: fc.string(),
      data: fc.dictionary(fc.string(), fc.jsonValue()),
      installation: fc.jsonValue(),
      actor: fc.jsonValue(),
    }),
  );
  fc.assert(
    fc.property(body, fc.option(fc.string({ unit: "binary" })), (value, resource) => {
      const reading = readEnvelope(value, resource);
      if (reading.ok)
        assert.ok(["event", "issue", "noted", "ignored"].includes(disposition(reading)) && issueIdOf(reading) !== undefined);
    }),
  );
});

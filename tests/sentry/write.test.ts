import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { assigneesIn, type SentryWriter } from "#lib/sentry/write.ts";
import { startSentry } from "../standins/sentry.ts";

const standIn = await startSentry();
after(() => standIn.close());
after(() => assert.deepEqual(standIn.faults, []));

let time = Date.parse("2026-11-30T00:00:00Z");
let waited = 0;
let writer: SentryWriter;
beforeEach(() => {
  waited = 0;
  standIn.requests.length = 0;
  writer = sentryClient({
    baseUrl: standIn.url,
    token: standIn.token,
    request: (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request),
    clock: () => new Date(time),
    pause: async (ms) => {
      time += ms;
      waited += ms;
    },
  }).write;
});

test("a comment is posted, edited, and posted once however often it is tried", async () => {
  const note = await writer.comment("harbor", "11", "rate limit");
  assert.ok(note);
  assert.equal(await writer.comment("harbor", "11", "rate limit"), note, "Sentry has it already");
  assert.equal(standIn.notes.size, 1);
  assert.equal(await writer.editComment("harbor", "11", note, "timeout"), true);
  assert.equal(standIn.notes.get(note)?.text, "timeout");
  assert.equal(await writer.editComment("harbor", "11", "999", "timeout"), false, "somebody deleted it");
});

test("priority, assignee and link", async () => {
  await writer.update("harbor", "12", { priority: "high" });
  await writer.update("harbor", "12", { assignedTo: "team:771" });
  assert.deepEqual(
    standIn.updates.map(({ change }) => change),
    [{ priority: "high" }, { assignedTo: "team:771" }],
  );
  const link = { issueId: "12", webUrl: "https://verdict.example/issues/12", project: "verdict", identifier: "rate_limit" };
  await writer.link("5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95", link);
  await writer.link("5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95", { ...link, identifier: "timeout" });
  assert.equal(standIn.links.size, 1, "one link an issue");
  assert.equal(standIn.links.get("12")?.identifier, "timeout");
});

test("five writes a second to an endpoint", async () => {
  for (let written = 0; written < 6; written++) await writer.update("harbor", "13", { priority: "low" });
  assert.equal(waited, 1000);
});

test("what is missing is named", async () => {
  standIn.scopes.delete("event:write");
  await assert.rejects(
    writer.comment("harbor", "14", "x"),
    (error) => error instanceof ConfigurationError && /event:write \(403\)/.test(error.message),
  );
  standIn.scopes.add("event:write");
  standIn.script("link", { status: 404 });
  await assert.rejects(
    writer.link("unknown", { issueId: "14", webUrl: "https://x.example", project: "verdict", identifier: "x" }),
    NotFound,
  );
  standIn.script("update", { status: 429, headers: { "retry-after": "7" } });
  await assert.rejects(
    writer.update("harbor", "14", { priority: "low" }),
    (error) => error instanceof Busy && error.afterMs === 7000,
  );
});

test("an assignment is known in each form it may have been written in", () => {
  assert.deepEqual(assigneesIn({ assignedTo: { type: "team", id: "771", name: "llm" } }), ["team:771"]);
  assert.deepEqual(assigneesIn({ assignedTo: { type: "user", id: 5, email: "ann@example.com" } }), ["user:5", "ann@example.com"]);
  assert.deepEqual(assigneesIn({ assignedTo: null }), []);
  assert.deepEqual(assigneesIn("nonsense"), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { POST as correct } from "#app/api/v1/issues/[id]/corrections/route.ts";
import { GET as issue } from "#app/api/v1/issues/[id]/route.ts";
import { StoredVerdict } from "#lib/model/issue.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";
import { deliverAndTriage } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors();
const { db } = tools;
for (const id of ["501", "502", "503", "504"])
  await deliverAndTriage(tools, "error", errorBody({ issue: id, type: `Odd${id}Error`, value: `the widget of ${id} broke` }));

const say = (id: string, body: unknown, more: Asking = {}) =>
  ask(correct, { method: "POST", path: `/api/v1/issues/${id}/corrections`, params: { id }, as: "write", body, ...more });

test("a correction stands at once and is answered with the verdict", async () => {
  const { status, body } = await say("501", { category: "third_party", severity: "high", reason: "a supplier\u0000 of ours" });
  assert.equal(status, 201);
  const verdict = StoredVerdict.parse(body);
  assert.deepEqual([verdict.id, verdict.category, verdict.severity, verdict.tier], ["501", "third_party", "high", "human"]);
  const { body: detail } = await ask(issue, { params: { id: "501" }, as: "read" });
  assert.equal(detail.verdict.verdict_id, verdict.verdict_id);
  assert.equal(detail.corrected, true);
  assert.deepEqual([detail.corrections[0].by, detail.corrections[0].reason], ["key to write", "a supplier of ours"]);
});

test("agreeing is a correction too", async () => {
  const { status, body } = await say("502", { agree: true });
  assert.deepEqual([status, body.tier], [201, "human"]);
});

const wrong: unknown[] = [
  {},
  [],
  null,
  1,
  "text",
  { agree: false },
  { agree: true, category: "timeout" },
  { category: "nonsense" },
  { category: { contains: "" } },
  { severity: ["high"] },
  { category: "timeout", role: "admin" },
  { category: "timeout", id: 1 },
  { category: "timeout", reason: "x".repeat(2001) },
  { reason: "only words" },
  JSON.parse('{"__proto__":{"category":"timeout"}}'),
];
for (const body of wrong) {
  test(`${JSON.stringify(body).slice(0, 60)} corrects nothing`, async () => {
    const before = await db.correction.count();
    const answer = await say("503", JSON.stringify(body));
    assert.equal(answer.status, 400);
    assert.equal(answer.body.code, "bad_request");
    assert.equal(await db.correction.count(), before);
  });
}

test("no body at all asks for nothing", async () => {
  const answer = await say("503", "", { headers: { "content-type": "application/json" } });
  assert.deepEqual([answer.status, answer.body.code], [400, "bad_request"]);
});

for (const text of ["{", "{category:1}", '{"category":"timeout"', "\ufeff", "[".repeat(400_000)]) {
  test(`${JSON.stringify(text).slice(0, 30)} is not JSON`, async () => {
    const answer = await say("503", text, { headers: { "content-type": "application/json" } });
    assert.deepEqual([answer.status, answer.body.code], [400, "invalid_json"]);
  });
}

test("only JSON is read, and only so much of it", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
    const { status } = await say("503", { category: "timeout" }, { headers: { "content-type": type } });
    assert.equal(status, 415, type);
  }
  assert.equal(
    (await say("503", { category: "timeout" }, { headers: { "content-type": "application/json; charset=utf-8" } })).status,
    201,
  );
  const { status, body } = await say("503", { category: "timeout", reason: "x".repeat(2 ** 20) });
  assert.deepEqual([status, body.code], [413, "payload_too_large"]);
});

test("an issue that no delivery has named cannot be corrected", async () => {
  for (const id of ["999", "' OR 1=1", "\0"]) assert.equal((await say(id, { agree: true })).status, 404);
});

test("the same key with the same request gets the first answer again", async () => {
  const headers = { "idempotency-key": "k-1" };
  const first = await say("504", { category: "network" }, { headers });
  const before = await db.correction.count();
  const again = await say("504", { category: "network" }, { headers });
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.deepEqual(again.body, first.body);
  assert.equal(await db.correction.count(), before);
});

test("the same key with another request is refused; another caller's key is another key", async () => {
  const headers = { "idempotency-key": "k-1" };
  const other = await say("504", { category: "timeout" }, { headers });
  assert.deepEqual([other.status, other.body.code], [422, "idempotency_key_reused"]);
  assert.equal((await say("502", { category: "network" }, { headers })).status, 422);
  assert.equal((await say("504", { category: "timeout" }, { headers, as: "admin" })).status, 201);
});

test("of many at once with one key one is done, the others wait for its answer or get it", async () => {
  const before = await db.correction.count();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => say("504", { category: "database" }, { headers: { "idempotency-key": "k-2" } })),
  );
  assert.ok(answers.some(({ status }) => status === 201));
  for (const { status, body } of answers)
    assert.ok(status === 201 || (status === 409 && body.code === "request_in_flight"), String(status));
  assert.equal(await db.correction.count(), before + 1);
});

test("what was not done may be tried again with its key", async () => {
  const headers = { "idempotency-key": "k-3" };
  assert.equal((await say("505", { agree: true }, { headers })).status, 404);
  await deliverAndTriage(tools, "error", errorBody({ issue: "505", type: "LateError", value: "late" }));
  assert.equal((await say("505", { agree: true }, { headers })).status, 201);
});

test("a claim that died with its process is taken over after a minute, a day-old key is as good as new", async () => {
  const headers = { "idempotency-key": "k-4" };
  await say("504", { category: "network" }, { headers });
  const where = { key: "k-4" };
  const asked = () => say("504", { category: "network" }, { headers });
  await db.idempotentAnswer.updateMany({ where, data: { status: null, body: null } });
  assert.equal((await asked()).status, 409);
  await db.idempotentAnswer.updateMany({ where, data: { createdAt: new Date(Date.now() - 61_000) } });
  assert.equal((await asked()).status, 201);
  await db.idempotentAnswer.updateMany({ where, data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } });
  assert.equal((await say("504", { category: "timeout" }, { headers })).status, 201);
});

test("a key is visible characters, not too many", async () => {
  for (const key of ["x".repeat(256), "a b", "\u00e9"])
    assert.equal((await say("504", { agree: true }, { headers: { "idempotency-key": key } })).status, 400);
});

test("whatever is sent, no answer is a failure of ours", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.string({ unit: "binary", maxLength: 80 }), async (json, id) => {
      assert.ok((await say("503", json)).status < 500);
      assert.ok((await say(id, { agree: true }, { path: "/" })).status < 500);
    }),
    { numRuns: 100 },
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { POST } from "#app/api/v1/classify/route.ts";
import { Verdict } from "#lib/model/verdict.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { saveRules } from "#lib/pipeline/rules.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { riddle } from "../../standins/llm.ts";
import { cpuSince } from "../../support/cpu-ms.ts";
import type { Asking } from "../../support/doors.ts";
import { ownDoors } from "../../support/doors.ts";
import { deliver } from "../../support/tools.ts";
import { issueBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors();
const path = "/api/v1/classify";
const by = { id: "u1", name: "Mai" };
const send = (body: unknown, more: Asking = {}) => ask(POST, { method: "POST", path, as: "read", body, ...more });
const throttled = {
  message: "Error code: 429 - Rate limit reached for gpt-4.1. Please try again in 20s.",
  exception_type: "RateLimitError",
};

test("verdicts come at once, in order, under the reports' ids, and nothing is kept", async () => {
  const { status, body } = await send({
    reports: [{ ...throttled, id: "first" }, { message: riddle("network", 1).value }, { ...throttled, id: 7 }],
  });
  assert.equal(status, 200);
  assert.deepEqual(
    body.verdicts.map(({ id }: { id: unknown }) => id),
    ["first", 2, 7],
  );
  const [known, unsure] = body.verdicts;
  assert.deepEqual(
    [known.category, known.provisional, known.should_retry, known.retry_after_seconds],
    ["rate_limit", false, true, 20],
  );
  assert.deepEqual([unsure.category, unsure.provisional], ["unknown", true]);
  for (const verdict of body.verdicts) {
    assert.ok(Verdict.safeParse(verdict).success);
    assert.match(verdict.verdict_id, /^[\da-f-]{36}$/);
    assert.ok(Math.abs(Date.parse(verdict.decided_at) - Date.now()) < 60_000);
  }
  const [signatures, verdicts, reports] = await Promise.all([
    tools.db.signature.count(),
    tools.db.verdict.count(),
    tools.db.report.count(),
  ]);
  assert.deepEqual([signatures, verdicts, reports], [0, 0, 0]);
});

test("secrets in a report are in no verdict", async () => {
  const key = `sk-proj-${"A1b2C3d4E5f6".repeat(4)}`;
  const { text, body } = await send({
    reports: [{ message: `Incorrect API key provided: ${key}`, exception_type: "AuthenticationError" }],
  });
  assert.ok(!text.includes(key));
  assert.deepEqual([body.verdicts[0].category, body.verdicts[0].findings], ["authentication", ["secret_redacted"]]);
});

test("what a person said of the error holds here too, and so do the team's rules", async () => {
  const odd = { type: "AcmeError", value: "the acme widget said no" };
  const { delivery } = await deliver(tools, "issue", issueBody({ id: "5001", ...odd }));
  await triage(tools, { delivery: delivery! });
  await correct(tools, { issue: "5001", by, input: { category: "third_party" } });
  const rules = [{ id: "soup", name: "Soup", query: "type:SoupError project:kitchen", category: "validation" }];
  await saveRules(tools, { input: { rules }, ifVersion: null, by });
  const { body } = await send({
    reports: [
      { message: odd.value, exception_type: odd.type, platform: "python" },
      { message: "too salty", exception_type: "SoupError", project: "kitchen" },
    ],
  });
  assert.deepEqual(
    body.verdicts.map(({ category, tier }: Verdict) => [category, tier]),
    [
      ["third_party", "human"],
      ["validation", "rule"],
    ],
  );
});

test("what is wrong is named at its place, and nothing is classified", async () => {
  const wrong = await send({ reports: [throttled, { message: 7 }, { exception_type: "E" }] });
  assert.deepEqual([wrong.status, wrong.body.code], [422, "invalid_reports"]);
  assert.deepEqual(
    wrong.body.errors.map(({ path: at }: { path: string }) => at),
    ["reports[1].message", "reports[2].message"],
  );
  const many = await send({ reports: Array.from({ length: 101 }, () => throttled) });
  assert.deepEqual([many.status, many.body.errors[0].path], [422, "reports"]);
  assert.equal((await send("{")).status, 400);
  assert.equal((await send({})).status, 422);
});

test("a body has at most 5 MiB, and a report within it takes no longer for its length", async () => {
  const long = "word ".repeat(950_000);
  const took = cpuSince();
  const { status, body } = await send({ reports: [{ message: long }] });
  assert.deepEqual([status, body.verdicts[0].findings], [200, ["truncated"]]);
  assert.ok(took() < 2000);
  assert.equal((await send({ reports: [{ message: `${long}${long}` }] })).status, 413);
});

test("to wait for a model needs a key that may spend, and has a bound", async () => {
  const waiting = (wait: string, as: Asking["as"]) =>
    send({ reports: [throttled] }, { path: `${path}?wait=${wait}`, as: as ?? null });
  assert.equal((await waiting("5", "read")).status, 403);
  assert.equal((await waiting("0", "read")).status, 200);
  assert.equal((await waiting("5", "write")).status, 200);
  for (const wrong of ["31", "-1", "soon"]) assert.equal((await waiting(wrong, "write")).status, 400);
});

test("the same Idempotency-Key is answered with the same verdicts", async () => {
  const headers = { "idempotency-key": "once" };
  const [first, second] = [await send({ reports: [throttled] }, { headers }), await send({ reports: [throttled] }, { headers })];
  assert.equal(first.text, second.text);
  assert.equal((await send({ reports: [] }, { headers })).status, 422);
});

test("a hundred heavy reports leave turns for others while they are read", async () => {
  const reports = Array.from({ length: 100 }, (_, at) => ({ message: `${"1 ".repeat(20_000)}${at}` }));
  const began = performance.now();
  let [last, longest] = [began, 0];
  const clock = setInterval(() => {
    const now = performance.now();
    [longest, last] = [Math.max(longest, now - last), now];
  }, 1);
  const { status } = await send({ reports });
  clearInterval(clock);
  assert.equal(status, 200);
  assert.ok(longest < (performance.now() - began) / 3, `${longest} ms without a turn`);
});

test("an id that is no id, and lists without an end, cost nothing", async () => {
  const long = await send({ reports: [{ message: "x", id: "i".repeat(201) }] });
  assert.deepEqual([long.status, long.body.errors[0].path], [422, "reports[0].id"]);
  const { body } = await send({
    reports: [{ message: "x", frames: Array(5000).fill("a.py:1 in b"), chain: Array(5000).fill("A: b") }],
  });
  assert.ok(body.verdicts[0].findings.includes("truncated"));
});

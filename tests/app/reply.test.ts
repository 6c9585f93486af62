import assert from "node:assert/strict";
import { test } from "node:test";
import { reply } from "#app/reply.ts";

const common = { "x-content-type-options": "nosniff", "cache-control": "private, no-store, no-transform" };

test("an answer is JSON that nobody keeps or guesses at", async () => {
  const response = reply({ status: 202 }, { delivery: "d1" });
  assert.equal(response.status, 202);
  assert.deepEqual(Object.fromEntries(response.headers), { ...common, "content-type": "application/json; charset=utf-8" });
  assert.deepEqual(await response.json(), { delivery: "d1" });
});

test("an answer with a code is a problem", async () => {
  const response = reply({ status: 503, code: "away", headers: { "retry-after": "5" } }, { detail: "Later." });
  assert.deepEqual(Object.fromEntries(response.headers), {
    ...common,
    "content-type": "application/problem+json; charset=utf-8",
    "retry-after": "5",
  });
  assert.deepEqual(await response.json(), {
    type: "about:blank",
    title: "Service Unavailable",
    status: 503,
    code: "away",
    detail: "Later.",
  });
});

test("nothing to say is an empty object", async () => assert.equal(await reply({ status: 200 }).text(), "{}"));

test("only what is long is worth compressing: a stream of its own for every webhook is not", () => {
  const kept = (text: string): string | null => reply({ status: 200 }, { text }).headers.get("cache-control");
  assert.equal(kept("x".repeat(500)), "private, no-store, no-transform");
  assert.equal(kept("x".repeat(2000)), "private, no-store");
});

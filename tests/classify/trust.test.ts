import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnsure, trustIn } from "#lib/classify/trust.ts";

test("a model is believed more when others say the same, and less when they do not", () => {
  const of = (...said: Parameters<typeof trustIn>) => trustIn(...said).confidence;
  const fast = { tier: "llm-fast", category: "network" } as const;
  const strong = { tier: "llm-strong", category: "network" } as const;
  assert.ok(of(fast, "network") > of(fast, "unknown") && of(fast, "unknown") > of(fast, "timeout"));
  assert.ok(of({ ...strong, also: "network" }, "network") > of({ ...strong, also: "network" }, "timeout"));
  assert.ok(of({ ...strong, also: "timeout" }, "timeout") < of(strong, "unknown"));
  assert.ok(of(strong, "unknown") > of(fast, "unknown"));
  assert.equal(of({ tier: "human" }, "timeout"), 1);
});

test("what is contradicted by nobody but the text, and what a broken model says, stays provisional", () => {
  assert.equal(trustIn({ tier: "llm-fast", category: "network" }, "timeout").provisional, true);
  assert.equal(trustIn({ tier: "llm-fast", category: "network" }, "unknown").provisional, false);
  assert.equal(trustIn({ tier: "llm-strong", category: "network" }, "timeout").provisional, false);
  assert.deepEqual(trustIn({ tier: "llm-fast", category: "network", doubted: true }, "network").provisional, true);
});

test("a stronger model is asked about what the fast one does not know or is contradicted in", () => {
  const said = { tier: "llm-fast", category: "network" } as const;
  assert.equal(isUnsure(said, ["unknown", undefined]), false);
  assert.equal(isUnsure(said, ["network", null]), false);
  assert.equal(isUnsure(said, ["timeout"]), true);
  assert.equal(isUnsure({ ...said, category: "unknown" }, ["unknown"]), true);
  assert.equal(isUnsure({ ...said, doubted: true }, ["network"]), true);
});

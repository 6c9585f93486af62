import assert from "node:assert/strict";
import { test } from "node:test";
import { isUnsure, trustIn } from "#lib/classify/trust.ts";
import type { Category } from "#lib/model/taxonomy.ts";

const sure = (category: Category) => ({ category, confidence: 0.7 });

test("a model is believed more when others say the same, and less when they do not", () => {
  const of = (said: Parameters<typeof trustIn>[0], text: Category) => trustIn(said, sure(text)).confidence;
  const fast = { tier: "llm-fast", category: "network" } as const;
  const strong = { tier: "llm-strong", category: "network" } as const;
  assert.ok(of(fast, "network") > of(fast, "unknown") && of(fast, "unknown") > of(fast, "timeout"));
  assert.ok(of({ ...strong, also: "network" }, "network") > of({ ...strong, also: "network" }, "timeout"));
  assert.ok(of({ ...strong, also: "timeout" }, "timeout") < of(strong, "unknown"));
  assert.ok(of(strong, "unknown") > of(fast, "unknown"));
  assert.equal(of({ tier: "human" }, "timeout"), 1);
  const guess = { category: "timeout", confidence: 0.4 } as const;
  assert.equal(trustIn(fast, guess).confidence, of(fast, "unknown"), "a mere guess of the text contradicts nobody");
});

test("what is contradicted by nobody but the text, and what a broken model says, stays provisional", () => {
  assert.equal(trustIn({ tier: "llm-fast", category: "network" }, sure("timeout")).provisional, true);
  assert.equal(trustIn({ tier: "llm-fast", category: "network" }, sure("unknown")).provisional, false);
  assert.equal(trustIn({ tier: "llm-strong", category: "network" }, sure("timeout")).provisional, false);
  assert.deepEqual(trustIn({ tier: "llm-fast", category: "network", doubted: true }, sure("network")).provisional, true);
});

test("a stronger model is asked about what the fast one does not know or is contradicted in", () => {
  const said = { tier: "llm-fast", category: "network" } as const;
  assert.equal(isUnsure(said, ["unknown", undefined]), false);
  assert.equal(isUnsure(said, ["network", null]), false);
  assert.equal(isUnsure(said, ["timeout"]), true);
  assert.equal(isUnsure({ ...said, category: "unknown" }, ["unknown"]), true);
  assert.equal(isUnsure({ ...said, doubted: true }, ["network"]), true);
});

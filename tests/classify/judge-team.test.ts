import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, type Remembered } from "#lib/classify/judge.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";
import { TeamRule } from "#lib/model/rule.ts";

const disk = "OSError: [Errno 28] No space left on device";
const throttled = "429 Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29411. Please try again in 20s.";

const on = (line: Partial<JsonlReport>, rule: Partial<TeamRule>, memory: Remembered | null = null) =>
  judge(fromJsonl({ message: "odd", ...line }), {
    signature: "s",
    findings: [],
    memory,
    team: TeamRule.parse({ id: "ours", name: "Our gateway", query: "type:GatewayError", ...rule }),
  });

test("the team's category decides, with its general cause and its severity, and names the rule", () => {
  const verdict = on({ message: throttled }, { category: "third_party" });
  assert.deepEqual(
    [verdict.category, verdict.tier, verdict.provisional, verdict.severity, verdict.confidence],
    ["third_party", "rule", false, "medium", 1],
  );
  assert.doesNotMatch(verdict.root_cause, /30000/);
  assert.deepEqual(verdict.evidence, [{ text: "type:GatewayError", start: 0, end: 0, why: "team rule: Our gateway" }]);
});

test("where the team and the text agree, the text's cause and words stay", () => {
  const verdict = on({ message: throttled }, { category: "rate_limit" });
  assert.match(verdict.root_cause, /30000/);
  assert.equal(verdict.evidence.length, 2);
});

test("the team's severity is fixed and told; the category stays whoever decided it", () => {
  const verdict = on({ message: throttled, users: 1000 }, { severity: "low" });
  assert.deepEqual([verdict.category, verdict.severity, verdict.tier], ["rate_limit", "low", "rule"]);
  assert.deepEqual(verdict.factors.at(-1), { name: "team rule Our gateway", effect: "low" });
  const unsure = on({}, { severity: "critical" });
  assert.deepEqual([unsure.severity, unsure.tier, unsure.provisional], ["critical", "fallback", true]);
});

test("what the team ignores is info, needs nobody and asks no model", () => {
  const verdict = on({ users: 50 }, { ignore: true });
  assert.deepEqual(
    [verdict.severity, verdict.requires_immediate_action, verdict.provisional, verdict.tier],
    ["info", false, false, "rule"],
  );
});

test("floors in production hold against the team too", () => {
  for (const rule of [{ ignore: true }, { severity: "low" }, { category: "validation", severity: "info" }] as const) {
    assert.equal(on({ message: disk }, rule).severity, "critical");
    assert.equal(on({ message: disk }, rule).requires_immediate_action, true);
  }
  assert.equal(on({ message: disk, environment: "staging" }, { ignore: true }).severity, "info");
});

test("a person comes before the team, the team before a model", () => {
  const person = on({}, { category: "third_party", severity: "low" }, { tier: "human", category: "database", severity: "high" });
  assert.deepEqual([person.category, person.severity, person.tier], ["database", "high", "human"]);
  const unsaid = on({}, { severity: "low" }, { tier: "human", category: "database", severity: null });
  assert.deepEqual([unsaid.category, unsaid.severity], ["database", "low"]);
  const words = { should_retry: true, root_cause: "The gate was stuck.", fix_suggestion: "Oil it." };
  const answered = { model: "m", prompt: "1" };
  const model = on(
    {},
    { category: "third_party" },
    { tier: "llm-fast", category: "database", severity: "critical", words, answered },
  );
  assert.deepEqual([model.category, model.severity, model.tier, model.model], ["third_party", "medium", "rule", null]);
  assert.doesNotMatch(model.root_cause, /gate/);
});

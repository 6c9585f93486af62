import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf } from "#lib/classify/facts.ts";
import { judge } from "#lib/classify/judge.ts";
import { matchesOf } from "#lib/classify/match.ts";
import { weights } from "#lib/classify/weights.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { reportsIn } from "../corpus/read.ts";
import { riddle } from "../standins/llm.ts";

const nothing = { signature: "", findings: [], memory: null };
const on = (line: Partial<JsonlReport>) => judge(fromJsonl({ message: "", ...line }), nothing);

test("what names nothing known stays unknown and provisional, whoever it would be for", () => {
  for (const category of categories)
    for (const n of [0, 1, 7, 42, 365, 2718]) {
      const { type, value } = riddle(category, n);
      const verdict = on({ message: value, exception_type: type, platform: "python" });
      assert.deepEqual([verdict.category, verdict.tier, verdict.provisional], ["unknown", "fallback", true], value);
    }
});

test("where no rule holds the words decide, and show which", () => {
  let decided = 0;
  for (const { report } of reportsIn("train-a.jsonl")) {
    if (matchesOf(factsOf(report)).length > 0) continue;
    const verdict = judge(report, nothing);
    if (verdict.tier === "fallback") continue;
    decided++;
    assert.equal(verdict.tier, "local");
    for (const { text, start, end, why } of verdict.evidence) {
      if (end > 0) assert.equal(report.message.slice(start, end), text);
      assert.equal(why, `words: speak for ${verdict.category}`);
    }
  }
  assert.ok(decided > 10, `${decided}`);
});

test("a rule that decides is named as before, and confidence is what both together give it", () => {
  const verdict = on({ message: "429 You exceeded your current quota: insufficient_quota", http_status: 429 });
  assert.deepEqual([verdict.tier, verdict.provisional], ["rule", false]);
  assert.match(verdict.evidence[0]?.why ?? "", /^phrase: /);
  assert.ok(verdict.confidence >= weights.accepted && verdict.confidence <= 1);
});

test("the next categories stand as alternatives, in order, and no sum exceeds one", () => {
  for (const line of [{ message: "Something odd in the database cursor" }, { message: "Request failed" }]) {
    const { category, confidence, alternatives } = on(line);
    assert.ok(alternatives.every((one) => one.category !== category));
    assert.ok(alternatives.reduce((sum, one) => sum + one.confidence, confidence) <= 1.005);
    assert.deepEqual(
      alternatives,
      alternatives.toSorted((a, b) => b.confidence - a.confidence),
    );
  }
});

test("a guess never advises a retry", () => {
  for (const message of ["it hiccuped, again", "could be slow", "the job did not come back", "server?"]) {
    const verdict = on({ message });
    assert.equal(verdict.should_retry, false, `${message}: ${verdict.category} ${verdict.confidence}`);
  }
});

test("a verdict names the weights that decided", () => {
  assert.equal(on({ message: "x" }).versions.model, weights.version);
});

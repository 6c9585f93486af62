import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CauseId, cause, causes } from "#lib/classify/causes.ts";
import { judge } from "#lib/classify/judge.ts";
import { fixTimeOf } from "#lib/classify/severity.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";
import { categories } from "#lib/model/taxonomy.ts";

const verdictOn = (line: Partial<JsonlReport>, category: (typeof categories)[number] | null = null) =>
  judge(fromJsonl({ message: "", ...line }), {
    signature: "s1",
    findings: [],
    memory: category && { tier: "human", category, severity: null },
  });

/** The cases that nothing talks down in production, each as it is met. */
const floors: [string, Partial<JsonlReport>][] = [
  ["a revoked key", { message: "401 Incorrect API key provided: [KEY_1]", provider: "openai", http_status: 401 }],
  ["used up quota", { message: "429 You exceeded your current quota: insufficient_quota", http_status: 429, provider: "openai" }],
  ["used up credit", { message: "402 Insufficient Balance", http_status: 402, provider: "deepseek" }],
  ["a blocked region", { message: "403 Country, region, or territory not supported", provider: "openai", http_status: 403 }],
  ["a full disk", { message: "ENOSPC: no space left on device, write" }],
  ["a missing module", { message: "Error: Cannot find module 'express'" }],
  ["an unreachable database", { message: "connect ECONNREFUSED 10.0.3.4:5432" }],
];

test("the time a fix takes goes by the category", () => {
  const expected = {
    "15min": ["rate_limit", "quota_exceeded", "authentication"],
    "1h": ["context_length", "content_filtered", "provider_error", "timeout", "network", "validation", "third_party"],
    "4h": ["invalid_request", "response_quality", "prompt_issue", "database", "infrastructure", "unknown"],
    "1day": ["code_bug"],
  };
  assert.deepEqual({ ...Object.groupBy(categories, fixTimeOf) }, expected);
  for (const category of categories) assert.equal(verdictOn({}, category).estimated_fix_time, fixTimeOf(category));
});

test("a floor case in production is critical and needs someone now, whatever its level; elsewhere it does not", () => {
  for (const [name, line] of floors) {
    for (const told of [{}, { level: "info" }, { environment: "production", level: "debug" }]) {
      const { severity, requires_immediate_action: now } = verdictOn({ ...line, ...told });
      assert.deepEqual([severity, now], ["critical", true], name);
    }
    assert.equal(verdictOn({ ...line, environment: "staging" }).requires_immediate_action, false, name);
  }
});

test("every floor is a cause that is critical in itself", () => {
  for (const id of Object.keys(causes) as CauseId[]) {
    const { floor, severity, category } = cause(id);
    if (floor) assert.ok(severity === "critical" || category === "quota_exceeded", id);
  }
});

test("what is not critical can wait, but for an unknown that ten users meet", () => {
  const circumstances = {
    users: fc.option(fc.nat({ max: 200 }), { nil: undefined }),
    level: fc.constantFrom("fatal", "error", "warning", "info"),
    environment: fc.constantFrom(undefined, "production", "staging"),
  };
  fc.assert(
    fc.property(fc.constantFrom(...categories), fc.record(circumstances), (category, told) => {
      const { severity, requires_immediate_action: now } = verdictOn({ message: "the frobnicator is sad", ...told }, category);
      assert.equal(now, severity === "critical" || (category === "unknown" && (told.users ?? 0) >= 10));
    }),
  );
});

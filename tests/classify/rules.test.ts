import assert from "node:assert/strict";
import { test } from "node:test";
import { cause, causes } from "#lib/classify/causes.ts";
import { factsOf } from "#lib/classify/facts.ts";
import { matchesOf } from "#lib/classify/match.ts";
import type { Example } from "#lib/classify/rule.ts";
import { rules } from "#lib/classify/rules/order.ts";
import { fromJsonl } from "#lib/model/jsonl.ts";
import type { Report } from "#lib/model/report.ts";
import { categories } from "#lib/model/taxonomy.ts";

function shown(example: Example): Report {
  const {
    message = "",
    type,
    chain,
    code,
    status,
    provider,
    frame,
  } = typeof example === "string" ? { message: example } : example;
  return fromJsonl({
    message,
    exception_type: type ?? null,
    chain: chain ? [...chain] : null,
    code: code ?? null,
    http_status: status ?? null,
    provider: provider ?? null,
    frames: frame ? [frame] : null,
  });
}

for (const rule of rules) {
  test(`the example of ${rule.id} is decided by it`, () => {
    assert.equal(matchesOf(factsOf(shown(rule.test)))[0]?.rule.id, rule.id);
  });
}

test("no two rows have the same name", () => {
  assert.deepEqual(rules.map(({ id }) => id).toSorted(), [...new Set(rules.map(({ id }) => id))].toSorted());
});

test("every row names a condition", () => {
  for (const { id, when, type, code, frame, status } of rules) assert.ok(when ?? type ?? code ?? frame ?? status, id);
});

test("there are rows for every category", () => {
  const covered = new Set(rules.map((rule) => cause(rule.cause).category));
  assert.deepEqual(
    categories.filter((category) => !covered.has(category)),
    [],
  );
});

test("every cause but the general ones is named by a row", () => {
  const named = new Set<string>(rules.map((rule) => rule.cause));
  assert.deepEqual(
    Object.keys(causes).filter((id) => !named.has(id) && !categories.some((category) => category === id)),
    [],
  );
});

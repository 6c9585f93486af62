import assert from "node:assert/strict";
import { test } from "node:test";
import { drifting, withLabels } from "#lib/llm/drift.ts";

const said = (label: string, times: number): string[] => Array.from({ length: times }, () => label);
const fresh = { lately: "", doubt: null };

test("who says the same of fifty errors is doubted, who knows different ones is not", () => {
  assert.match(withLabels(fresh, said("database/high/0", drifting)).doubt ?? "", /50 of its last 50/);
  assert.equal(withLabels(fresh, [...said("database/high/0", 40), ...said("timeout/medium/1", 10)]).doubt, null);
});

test("gibberish of which nobody knows what it is makes no model doubted, and hides none that is broken", () => {
  const asked = withLabels(fresh, said("unknown/high/0", 200));
  assert.deepEqual(asked, fresh);
  const broken = [...said("timeout/medium/1", 30), ...said("unknown/medium/0", 30), ...said("timeout/medium/1", 20)];
  assert.match(withLabels(asked, broken).doubt ?? "", /50 of its last 50/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { correct } from "#lib/pipeline/correct.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { currentRules, saveRules } from "#lib/pipeline/rules.ts";
import { judgeByRules } from "#lib/pipeline/rules-again.ts";
import { riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing } from "../support/riddles.ts";

const { tools, llm } = await ownRefinery();
const by = { id: "u1", name: "Mai" };
const odd = (n: number) => riddle("database", n);

async function save(...rules: object[]): Promise<void> {
  await saveRules(tools, {
    input: { rules: rules.map((rule, n) => ({ id: `r${n}`, name: `R${n}`, ...rule })) },
    ifVersion: null,
    by,
  });
  await judgeByRules(tools, { version: (await currentRules(tools)).version, before: null });
}
const said = async (issue: string) => {
  const { category, severity, tier, versions } = await standing(tools, issue);
  return [category, severity, tier, (versions as Record<string, string>).team_rule];
};

test("what a rule files or ignores is asked of no model; where it only weighs, the model says what it is and the rule how bad", async () => {
  await save(
    { query: `type:${odd(1).type}`, category: "third_party" },
    { query: `type:${odd(2).type}`, ignore: true },
    { query: `type:${odd(3).type}`, severity: "low" },
  );
  for (const n of [1, 2, 3]) await happens(tools, { issue: `${n}`, ...odd(n) });
  await refine(tools);
  assert.equal(llm.calls.flatMap(({ items }) => items).length, 1);
  assert.equal((await said("1")).slice(0, 3).join(), "third_party,medium,rule");
  assert.deepEqual(await said("2").then(([, severity, tier, rule]) => [severity, tier, rule]), ["info", "rule", "r1"]);
  assert.deepEqual(await said("3"), ["database", "low", "llm-fast", "r2"]);
});

test("a rule that weighs what a person filed weighs it no more once it is gone", async () => {
  await save();
  await happens(tools, { issue: "4", ...odd(4) });
  await correct(tools, { issue: "4", by, input: { category: "validation" } });
  const before = (await said("4"))[1];
  await save({ query: `type:${odd(4).type}`, severity: "high" });
  assert.deepEqual(await said("4"), ["validation", "high", "human", "r0"]);
  await save();
  assert.deepEqual(await said("4"), ["validation", before, "human", undefined]);
});

test("a model is asked again about what a rule no longer files", async () => {
  await save({ query: `type:${odd(5).type}`, category: "third_party" });
  await happens(tools, { issue: "5", ...odd(5) });
  await save();
  assert.equal((await standing(tools, "5")).provisional, true);
  await refine(tools);
  assert.equal((await said("5"))[0], "database");
});

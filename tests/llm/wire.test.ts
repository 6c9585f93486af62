import assert from "node:assert/strict";
import { test } from "node:test";
import { objectIn, sortAnswers } from "#lib/llm/wire.ts";

const ids = ["e1", "e2", "e3"];
const said = (id: unknown, category = "database", more: object = {}) => ({
  id,
  category,
  severity: "high",
  should_retry: false,
  root_cause: "r",
  fix_suggestion: "f",
  ...more,
});
const sort = (...results: unknown[]) => {
  const sorted = sortAnswers(ids, "abc", { batch: "abc", results }) ?? assert.fail("no answer");
  return {
    good: Object.fromEntries([...sorted.good].map(([id, { category }]) => [id, category])),
    again: sorted.again,
    strangers: sorted.strangers,
  };
};

test("ids decide, never positions", () =>
  assert.deepEqual(sort(said("e3", "network"), said("e1", "timeout"), said("e2")).good, {
    e1: "timeout",
    e2: "database",
    e3: "network",
  }));

test("what is missing is asked again, what is too much is dropped", () => {
  assert.deepEqual(sort(said("e2")), { good: { e2: "database" }, again: ["e1", "e3"], strangers: 0 });
  assert.deepEqual(sort(), { good: {}, again: ids, strangers: 0 });
  assert.deepEqual(sort(said("e1"), said("e2"), said("e3"), said("e4"), said("e11"), said(null), "x").strangers, 4);
});

test("a doubled id counts when both say the same, else it is asked again", () => {
  assert.deepEqual(sort(said("e1"), said("e1"), said("e2"), said("e3")).again, []);
  assert.deepEqual(sort(said("e1"), said("e1", "network"), said("e2"), said("e3")).again, ["e1"]);
  assert.deepEqual(sort(said("e1"), said("e1", "nonsense"), said("e2"), said("e3")).again, ["e1"]);
});

test("numbers, blanks and capitals in ids are understood", () =>
  assert.deepEqual(sort(said(1), said(" E2 "), said("3")).again, []));

test("known synonyms are mapped, unknown words make an item invalid, further keys are dropped", () => {
  assert.deepEqual(sort(said("e1", "Rate-Limit"), said("e2", "auth"), said("e3", "DB")).good, {
    e1: "rate_limit",
    e2: "authentication",
    e3: "database",
  });
  assert.deepEqual(
    sort(said("e1", "gremlins"), said("e2", "database", { severity: "P1" }), said("e3", "database", { severity: "P9" })).again,
    ["e1", "e3"],
  );
  const odd = { confidence: Number.NaN, should_retry: "true", mood: "sunny" };
  const sorted = sortAnswers(["e1"], "abc", { batch: "abc", results: [said("e1", "database", odd)] });
  assert.deepEqual(Object.keys(sorted?.good.get("e1") ?? {}).sort(), [
    "category",
    "fix_suggestion",
    "root_cause",
    "severity",
    "should_retry",
  ]);
  assert.deepEqual(
    sort(said("e1", "database", { root_cause: null }), said("e2", "database", { should_retry: 1 }), said("e3")).again,
    ["e1", "e2"],
  );
});

test("the answer to another batch, or to nothing, is no answer", () => {
  for (const wrong of [
    { batch: "xyz", results: [said("e1")] },
    { results: [said("e1")] },
    [said("e1")],
    "e1",
    null,
    undefined,
    { batch: "abc" },
  ])
    assert.equal(sortAnswers(ids, "abc", wrong), null);
});

const json = '{"batch":"abc","results":[{"id":"e1","text":"a } in \\"quotes\\" {"}]}';
const whole = JSON.parse(json) as unknown;
const forms: [string, string][] = [
  ["bare", json],
  ["in a fence", `\`\`\`json\n${json}\n\`\`\``],
  ["with prose around it", `Sure! {ok} Here:\n${json}\nAnything else {maybe}?`],
  ["beside a smaller one", `{"a":1}\n${json}`],
  ["with a trailing comma", json.replace("}]}", "},]}")],
  ["with single quotes around keys", json.replace('"batch"', "'batch'")],
];
for (const [name, text] of forms) test(`an object ${name} is found`, () => assert.deepEqual(objectIn(text), whole));

test("what holds no object, or one that never closes, is nothing", () => {
  for (const text of ["", "no", "data: {", '{"batch":"abc","results":[{"id":"e1"', "}".repeat(5000), "{".repeat(100_000)])
    assert.equal(objectIn(text), undefined);
});

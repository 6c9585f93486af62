import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readReply } from "#lib/llm/call.ts";
import { objectIn, sortAnswers } from "#lib/llm/wire.ts";
import { categories, severities } from "#lib/model/taxonomy.ts";

const ids = ["e1", "e2", "e3"];
const result = fc.record(
  {
    id: fc.oneof(fc.constantFrom("e1", "e2", "E3 ", "e9", 1, "2"), fc.anything()),
    category: fc.oneof(fc.constantFrom(...categories, "auth", "DB"), fc.anything()),
    severity: fc.oneof(fc.constantFrom(...severities, "P1"), fc.anything()),
    should_retry: fc.oneof(fc.boolean(), fc.constantFrom("true", "no"), fc.anything()),
    root_cause: fc.oneof(fc.string(), fc.anything()),
    fix_suggestion: fc.oneof(fc.string(), fc.anything()),
  },
  { requiredKeys: [] },
);
const whole = fc.record({
  batch: fc.oneof(fc.constant("word"), fc.anything()),
  results: fc.oneof(fc.array(result), fc.anything()),
});

function holds(answer: unknown): void {
  const sorted = sortAnswers(ids, "word", answer);
  if (sorted === null) return;
  assert.deepEqual([...sorted.good.keys(), ...sorted.again].toSorted(), ids, "each asked id once, and no other");
  for (const said of sorted.good.values()) {
    assert.ok(categories.includes(said.category) && severities.includes(said.severity));
    assert.equal(typeof said.should_retry, "boolean");
  }
}

test("whatever a model answers is a set of results for what was asked, or none; nothing throws", () => {
  fc.assert(fc.property(whole, (answer) => holds(answer)));
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => holds(objectIn(text))));
  fc.assert(fc.property(fc.jsonValue(), fc.nat(60), (value, cut) => holds(objectIn(`${JSON.stringify(value)}`.slice(0, cut)))));
  fc.assert(
    fc.property(whole, fc.string(), fc.string(), (answer, before, after) => {
      const json = JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? String(value) : value)) ?? "";
      holds(objectIn(`${before}\`\`\`json\n${json}\n\`\`\`${after}`));
    }),
  );
});

test("whatever comes over the wire is an answer with a text, perhaps an empty one", () => {
  const of = (body: string): void => {
    const { text, isCut, isRefusal } = readReply(body);
    assert.deepEqual([typeof text, typeof isCut, typeof isRefusal], ["string", "boolean", "boolean"]);
  };
  fc.assert(fc.property(fc.string({ unit: "binary" }), of));
  fc.assert(fc.property(fc.json(), of));
  fc.assert(fc.property(fc.array(fc.json()), (chunks) => of(chunks.map((chunk) => `data: ${chunk}\n\n`).join(""))));
  const message = fc.record({ content: fc.anything(), refusal: fc.anything(), tool_calls: fc.anything() }, { requiredKeys: [] });
  const choice = fc.record({ finish_reason: fc.anything(), message }, { requiredKeys: [] });
  const safe = (value: unknown): string => JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)) ?? "";
  fc.assert(fc.property(fc.array(choice), fc.anything(), (choices, usage) => of(safe({ choices, usage }))));
});

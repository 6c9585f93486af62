import assert from "node:assert/strict";
import { test } from "node:test";
import { type CauseId, causes } from "#lib/classify/causes.ts";
import { explain, fill } from "#lib/classify/knowledge.ts";
import { languages } from "#lib/model/language.ts";
import { categories } from "#lib/model/taxonomy.ts";

const ids = Object.keys(causes) as CauseId[];
const allSlots = Object.fromEntries(
  ["limit", "used", "requested", "model", "host", "name", "provider", "status"].map((slot) => [slot, "x".repeat(200)]),
);

test("a part whose slot is empty is left out", () => {
  assert.equal(
    fill("The limit[ of {limit}][ for {model}] was reached[: {used} used].", { limit: "30000" }),
    "The limit of 30000 was reached.",
  );
  assert.equal(fill("Wait[ {wait}].", {}), "Wait.");
});

test("what fills a slot cannot open another", () => {
  assert.equal(fill("[for {model}]", { model: "{limit}", limit: "7" }), "for {limit}");
});

test("every category has a general cause of its own name", () => {
  for (const category of categories) assert.equal(causes[category].category, category);
});

for (const language of languages) {
  test(`${language}: every text reads as sentences, with and without slots, within its limit`, () => {
    for (const id of ids) {
      for (const slots of [{}, allSlots]) {
        const { root_cause, fix_suggestion } = explain(id, { slots, waitSeconds: 86_400 }, language);
        assert.ok(root_cause.length <= 300 && fix_suggestion.length <= 500, id);
        assert.match(root_cause, /^\S[\s\S]*[.…。]$/, id);
        assert.match(fix_suggestion, /^\S[\s\S]*[.…。]$/, id);
        assert.doesNotMatch(root_cause + fix_suggestion, /[[\]{}]| {2}| [.,:;)]|\( /, id);
      }
    }
  });
}

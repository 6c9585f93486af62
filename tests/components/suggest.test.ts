import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { suggest } from "#components/issues/suggest.ts";
import { vocabulary } from "#components/issues/vocabulary.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { texts } from "../query/subjects.ts";

const offers = vocabulary({
  category: { rate_limit: 7, timeout: 2 },
  severity: { high: 3 },
  status: { unresolved: 9 },
  project: { checkout: 5, "check in": 1 },
  environment: {},
  tier: { rule: 4 },
});
const offered = (text: string, caret = text.length): string[] => suggest(text, caret, offers).items.map(({ insert }) => insert);

test("names are offered, first those that begin so", () => {
  assert.deepEqual(offered("se").slice(0, 3), ["severity:", "service:", "release:"]);
  assert.ok(offered("").includes("category:"));
  assert.ok(!offered("").includes("in:"));
  assert.deepEqual(offered("is:new -pla"), ["platform:"]);
});

test("after the colon the field's words are offered, with how many issues stand behind each", () => {
  assert.deepEqual(suggest("category:rate", 13, offers), {
    from: 0,
    items: [{ insert: "category:rate_limit ", hint: "the category", count: 7 }],
  });
  assert.deepEqual(offered("severity:>=h"), ["severity:>=high "]);
  assert.deepEqual(offered("a (project:che"), ["project:checkout ", 'project:"check in" ']);
  assert.deepEqual(offered("retryable:"), ["retryable:true ", "retryable:false "]);
  assert.deepEqual(offered("age:"), ["age:<24h "]);
  assert.ok(!offered("is:").includes("is:overdue "));
  assert.deepEqual(offered("nothing:"), []);
});

test("names of other sets are offered once begun, with what they mean", () => {
  assert.deepEqual(suggest("category:sre/t", 14, offers), {
    from: 0,
    items: [{ insert: "category:sre/timeout ", hint: "timeout", count: 2 }],
  });
  assert.deepEqual(suggest("category:sre/n", 14, offers).items[0]?.count, 7);
  assert.deepEqual(offered("category:microservices/D"), ["category:microservices/Database "]);
  assert.ok(!offered("category:").some((insert) => insert.includes("/")));
});

test("a word of a field is found without the field's name", () => assert.deepEqual(offered("limit"), ["category:rate_limit "]));

test("what stands behind the caret does not matter", () => assert.deepEqual(offered("cat is:new", 3), ["category:"]));

test("nothing is offered within quotes", () => {
  for (const text of ['"cat', 'message:"cat', "message:/cat"]) assert.deepEqual(offered(text), []);
});

test("wherever the caret stands, what is offered can be put there", () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, place) => {
      const caret = place % (text.length + 1);
      const { from, items } = suggest(text, caret, offers);
      assert.ok(from >= 0 && from <= caret);
      for (const { insert } of items) assert.ok(parseQuery(insert.endsWith(" ") ? insert : "*", "list").ok, insert);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { categories } from "#lib/model/taxonomy.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { asked } from "./subjects.ts";

function wordsOf(text: string): readonly string[] {
  const query = asked(text);
  const test = query.kind === "term" ? query.tests[0] : undefined;
  return test?.kind === "words" ? test.words : [];
}

test("a category may be written in the names of another set, in any case and with wildcards", () => {
  for (const text of ["category:sre/auth", 'category:"SRE/Auth"', "category:sre/aut?"])
    assert.deepEqual(wordsOf(text), ["authentication", "quota_exceeded"], text);
  assert.deepEqual(wordsOf("category:microservices/ThirdParty"), [
    "third_party",
    "rate_limit",
    "quota_exceeded",
    "provider_error",
  ]);
  assert.deepEqual(wordsOf("category:verdict/timeout"), ["timeout"]);
  assert.equal(wordsOf("category:gateway/*").length, categories.length);
});

const faults: [string, string, RegExp][] = [
  [
    "category:sre/logic",
    "category:sre/▲logic",
    /^sre has no category logic; it can be network, database, auth, validation, timeout, unknown$/,
  ],
  ['category:"sre/"', 'category:"sre/▲"', /sre has no category ""/],
  ["a category:srr/auth", "a category:▲srr/auth", /no preset srr; it can be verdict, llm-api, sre/],
  ["category:>sre/auth", "category:>▲sre/auth", /has no order/],
  ["tier:sre/auth", "tier:▲sre/auth", /tier has no word sre\/auth/],
];
for (const [text, marked, message] of faults) {
  test(`${text} is refused where it is wrong`, () => {
    const parsed = parseQuery(text);
    assert.ok(!parsed.ok);
    const { at, message: said } = parsed.fault;
    assert.equal(`${text.slice(0, at)}▲${text.slice(at)}`, marked);
    assert.match(said, message);
  });
}

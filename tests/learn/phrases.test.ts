import assert from "node:assert/strict";
import { test } from "node:test";
import { rules } from "#lib/classify/rules/order.ts";
import { randomFrom } from "#lib/learn/interval.ts";
import { phrasesOf } from "#lib/learn/phrases.ts";

const drawn = (pattern: RegExp) => phrasesOf(pattern, 40, randomFrom(1));

test("what is drawn is found by the pattern", () => {
  const patterns = [
    /rate limit (?:reached|exceeded) for (?<model>\S{1,20})/i,
    /\b(?:no|not enough) (?:memory|space)\b/,
    /^code[:=] ?[45]\d\d$/,
    /wait \d{1,3}(?:\.\d{1,2})? ?m?s/,
    /a\.b\*c|[xyz]{3}/,
    /say "?hello"?|\(bye\)/,
  ];
  for (const pattern of patterns) for (const text of drawn(pattern)) assert.match(text, pattern);
  assert.ok(drawn(/(?:a|b|c)(?:d|e)/).length === 6);
});

test("what only looks around is left out", () => {
  assert.deepEqual(drawn(/(?<!not )found(?! yet)(?= )/), ["found"]);
});

test("every pattern of the rules can be drawn from, and most of what is drawn is found by it", () => {
  const random = randomFrom(3);
  let texts = 0;
  let hits = 0;
  for (const { id, when } of rules)
    for (const pattern of when === undefined ? [] : when instanceof RegExp ? [when] : when) {
      const phrases = phrasesOf(pattern, 6, random);
      assert.ok(phrases.length > 0 || pattern.test(""), `${id}: ${pattern.source}`);
      texts += phrases.length;
      hits += phrases.filter((text) => new RegExp(pattern.source, `${pattern.flags}s`).test(text)).length;
    }
  assert.ok(hits / texts > 0.7, `${hits} of ${texts}`);
});

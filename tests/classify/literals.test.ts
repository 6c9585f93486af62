import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf } from "#lib/classify/facts.ts";
import { wordsIn } from "#lib/classify/literals.ts";
import { rules } from "#lib/classify/rules/order.ts";
import { indexWords } from "#lib/classify/word-index.ts";
import { reportsIn } from "../corpus/read.ts";

const expressions = rules.flatMap(({ when }) => (when === undefined ? [] : when instanceof RegExp ? [when] : when));

test("the words of a pattern are those it cannot match without", () => {
  const known: [RegExp, readonly string[] | null][] = [
    [/rate limit reached/i, ["rate limit reached"]],
    [/ECONNREFUSED|connection refused/, ["econnrefused", "connection refused"]],
    [/colou?r of (?:cats|dogs)/, ["r of "]],
    [/(?:cats|dogs) bark\b/, [" bark"]],
    [/(?:elephants|dogs)/, ["elephants", "dogs"]],
    [/(?:maybe )?loud/, ["loud"]],
    [/\d{3} [a-z]+/, null],
    [/quota(?: used)*|\w+/, null],
    [/(?!never)always/, ["always"]],
    [/余额/u, ["余额"]],
  ];
  for (const [pattern, words] of known) assert.deepEqual(wordsIn(pattern.source), words, String(pattern));
});

test("no expression matches a text that has none of its words", () => {
  const words = expressions.map((pattern) => wordsIn(pattern.source));
  const possibleIn = indexWords(words);
  const texts = [
    ...rules.map(({ test: example }) => (typeof example === "string" ? example : (example.message ?? ""))),
    ...reportsIn("more.jsonl").map(({ report }) => factsOf(report).text),
  ];
  for (const text of texts) {
    const possible = possibleIn(text.toLowerCase());
    for (const [i, pattern] of expressions.entries()) {
      if (possible[i] === 0) assert.equal(pattern.test(text), false, `${pattern} in ${text.slice(0, 200)}`);
    }
  }
});

test("words are found wherever they stand, and only then", () => {
  const possibleIn = indexWords([["refused"], null, ["余额", "quota"], ["zzz"]]);
  assert.deepEqual([...possibleIn("connection refused")], [1, 1, 0, 0]);
  assert.deepEqual([...possibleIn("账户余额不足")], [0, 1, 1, 0]);
  assert.deepEqual([...possibleIn("")], [0, 1, 0, 0]);
});

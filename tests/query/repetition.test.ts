import assert from "node:assert/strict";
import { test } from "node:test";
import { repeatsRepetition } from "#lib/query/repetition.ts";
import { leastCpuMs } from "../support/cpu-ms.ts";

const wrong = [
  "(a+)+$",
  "^(a*)*",
  "(?:a+)*b",
  "((a+))+",
  "(?i:\\w+\\s?)+$",
  "([a-z]+)*",
  "(a+|b)+",
  "(x|a*)+",
  "(a{2,}){3,}",
  "(?P<word>\\w+\\s*)*!",
  "(a+){1,}",
];
for (const source of wrong) test(`${source} repeats what repeats`, () => assert.ok(repeatsRepetition(source)));

const right = [
  "a+",
  "(\\w+\\.)+",
  "(ab)+",
  "(a+b)*",
  "(a+)?",
  "(a+){2}",
  "(?:429|529)+",
  "[(a+)]+",
  "\\(a+\\)+",
  "(a|b)*c",
  "(foo|ba?r)+",
  "a{2,}b{3,}",
  "timed? out after \\d+(\\.\\d+)? s",
  "",
  ")+",
  "(",
];
for (const source of right) test(`${source || "nothing"} does not`, () => assert.ok(!repeatsRepetition(source)));

test("a long pattern is read in time that grows with its length", () => {
  const cpu = (text: string): number =>
    leastCpuMs(() => {
      for (let n = 0; n < 20; n++) repeatsRepetition(text);
    });
  for (const part of ["(", "[", "\\", "a+", "(a", "{1,", "\\Q", "(?P<"]) {
    const [short, long] = [cpu(part.repeat(500)), cpu(part.repeat(2000))];
    assert.ok(long < Math.max(short, 1) * 30, `${part}: ${short} and ${long} ms`);
  }
});

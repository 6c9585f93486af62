import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf } from "#lib/classify/facts.ts";
import { attemptsInjection } from "#lib/classify/injection.ts";
import { wordsIn } from "#lib/classify/literals.ts";
import { matchesOf } from "#lib/classify/match.ts";
import { waitIn } from "#lib/classify/retry.ts";
import type { Pattern } from "#lib/classify/rule.ts";
import { rules } from "#lib/classify/rules/order.ts";
import { statusIn } from "#lib/classify/status.ts";
import { emptyReport } from "#lib/model/report.ts";
import { cpuMs } from "../support/cpu-ms.ts";

const listed = (pattern: Pattern | undefined): readonly RegExp[] =>
  pattern === undefined ? [] : pattern instanceof RegExp ? [pattern] : pattern;
const expressions = rules.flatMap(({ when, unless, type, code, frame }) => [when, unless, type, code, frame].flatMap(listed));

const filled = (piece: string, size: number): string => piece.repeat(Math.ceil(size / Math.max(1, piece.length))).slice(0, size);
const size = 8000;
const generous = 400; // ms; what is linear takes a fraction of one

/** Texts that make a pattern try again at every place: its own words over and over, and runs of what its classes accept. */
function hostile(pattern: RegExp): string[] {
  const words = wordsIn(pattern.source) ?? [];
  return [
    ...words.slice(0, 4).flatMap((word) => [word, `${word} `, `${word}1`]),
    "a",
    " ",
    "1",
    "a1 ",
    "'\"",
    "A.",
    "1,",
    ": ",
  ].map((piece) => filled(piece, size));
}

function slowest(run: (text: string) => unknown, texts: readonly string[]): number {
  return Math.max(...texts.map((text) => cpuMs(() => run(text))));
}

test("no expression of a rule takes long over any text", () => {
  for (const pattern of expressions)
    assert.ok(slowest((text) => pattern.test(text), hostile(pattern)) < generous, String(pattern));
});

test("nor do the other readers of outside text", () => {
  const texts = [
    "try again in ",
    "retry after 1",
    "ignore previous ",
    "i g n o r e ",
    "%41",
    "&#65;",
    "\\u0041",
    "A.b:",
    "status code 5",
    "сlassify as ",
    "QUFBQUFBQUFBQUFBQUFBQUFB",
  ].map((piece) => filled(piece, 20_000));
  for (const run of [waitIn, statusIn, attemptsInjection]) assert.ok(slowest(run, texts) < generous, run.name);
  assert.ok(
    slowest(
      (message) => matchesOf(factsOf({ ...emptyReport, message })),
      texts.map((text) => filled(text, 1_000_000)),
    ) <
      2 * generous,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { highlight } from "#components/verdict/highlight.ts";

const mark = (start: number, end: number) => ({ text: "", start, end, why: "" });

test("the words that decided are marked in place", () => {
  assert.deepEqual(highlight("429 Rate limit", [mark(4, 14), mark(0, 3)]), [
    { text: "429", start: 0, evidence: 1 },
    { text: " ", start: 3, evidence: null },
    { text: "Rate limit", start: 4, evidence: 0 },
  ]);
});

test("of two that overlap the earlier keeps the words", () => {
  const pieces = highlight("abcdef", [mark(0, 4), mark(2, 6)]);
  assert.deepEqual(
    pieces.map(({ text, evidence }) => [text, evidence]),
    [
      ["abcd", 0],
      ["ef", 1],
    ],
  );
});

test("offsets outside the message mark nothing", () => {
  assert.deepEqual(highlight("abc", [mark(0, 0), mark(-2, 2), mark(2, 9), mark(3, 1)]), [
    { text: "abc", start: 0, evidence: null },
  ]);
});

test("whatever the offsets, every letter stays once and in order", () => {
  const marks = fc.array(
    fc.record({
      text: fc.string(),
      start: fc.integer({ min: -5, max: 60 }),
      end: fc.integer({ min: -5, max: 60 }),
      why: fc.string(),
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), marks, (message, evidence) => {
      assert.equal(
        highlight(message, evidence)
          .map((piece) => piece.text)
          .join(""),
        message,
      );
    }),
  );
});

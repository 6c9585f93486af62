import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { factsOf } from "#lib/classify/facts.ts";
import { buckets, featuresOf, seeFeatures } from "#lib/classify/features.ts";
import { judge } from "#lib/classify/judge.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import { cpuMs } from "../support/cpu-ms.ts";

const of = (part: Partial<Report>) => {
  const report = { ...emptyReport, ...part };
  return featuresOf(report, factsOf(report));
};
const text = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 100 }),
  fc.string({ unit: "binary", maxLength: 100 }),
);
const frame = { line: null, function: null, module: null, context: null };

test("every bucket is in range and once, and each group weighs the same however long the text", () => {
  fc.assert(
    fc.property(text, fc.option(text), (message, exceptionType) => {
      const { at, much } = of({ message, exceptionType });
      assert.equal(at.length, much.length);
      assert.equal(new Set(at).size, at.length);
      for (const bucket of at) assert.ok(bucket >= 0 && bucket < buckets);
      const squares = much.reduce((sum, value) => sum + value * value, 0);
      assert.ok(squares > 0.99 && squares < 3.01, `${squares}`);
    }),
  );
});

test("the same report has the same features, and capitals and other numbers change none", () => {
  fc.assert(
    fc.property(text, (message) => {
      assert.deepEqual(of({ message }), of({ message }));
    }),
  );
  assert.deepEqual(of({ message: "waited 20 seconds for worker" }), of({ message: "waited 31 seconds for worker" }));
  assert.notDeepEqual(of({ message: "status 429 of worker" }), of({ message: "status 503 of worker" }));
});

test("features stand where they say they stand", () => {
  fc.assert(
    fc.property(text, (message) => {
      const report = { ...emptyReport, message };
      const facts = factsOf(report);
      seeFeatures(report, facts, (_, __, start, end) => {
        if (start !== -1) assert.ok(start >= 0 && start < end && end <= facts.text.length);
      });
    }),
  );
});

test("a library's frames count, an application's do not", () => {
  const plain = of({ message: "odd" });
  const app = { ...frame, file: "src/lib/llm.js", inApp: true };
  const library = { ...frame, file: "/app/node_modules/openai/core.js", inApp: false };
  assert.deepEqual(of({ message: "odd", frames: [app] }), plain);
  assert.equal(of({ message: "odd", frames: [app, library] }).at.length, plain.at.length + 1);
});

test("hostile texts are read in time", () => {
  for (const piece of ["a", "A", "aB", "é", "无", " ", "1", "a1", "'", "\u0301", "[{", "a.b:"])
    for (const message of [piece.repeat(100_000 / piece.length), `${piece} `.repeat(50_000 / piece.length)]) {
      const report = { ...emptyReport, message, exceptionType: message };
      assert.ok(cpuMs(() => judge(report, { signature: "", findings: [], memory: null })) < 1000, JSON.stringify(piece));
    }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { weightedKappa } from "#lib/learn/agreement.ts";
import { calibrationError, confidentAndWrong, coverageAt } from "#lib/learn/calibration.ts";
import { categoryScores, macroF1 } from "#lib/learn/categories.ts";
import { bootstrap, randomFrom, share } from "#lib/learn/interval.ts";
import { type Graded, measure } from "#lib/learn/metrics.ts";

const near = (actual: number | null | undefined, expected: number): void =>
  assert.ok(actual !== null && actual !== undefined && Math.abs(actual - expected) < 1e-3, `${actual} is not ${expected}`);

test("a share carries its Wilson interval", () => {
  const eight = share(8, 10);
  near(eight?.value, 0.8);
  near(eight?.low, 0.4902);
  near(eight?.high, 0.9433);
  const all = share(10, 10);
  near(all?.low, 0.7225);
  near(all?.high, 1);
  assert.equal(share(0, 0), null);
});

test("the interval holds the share and narrows with more rows", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
      const few = share(Math.round(part * n), n);
      const many = share(Math.round(part * n) * 10, n * 10);
      assert.ok(few && many && few.low <= few.value + 1e-9 && few.value <= few.high + 1e-9);
      assert.ok(many.high - many.low <= few.high - few.low + 1e-9);
    }),
  );
});

test("a bootstrap is repeatable and holds the value", () => {
  const rows = Array.from({ length: 60 }, (_, i) => i % 3);
  const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const first = bootstrap(rows, mean);
  assert.deepEqual(first, bootstrap(rows, mean));
  assert.ok(first && first.low < first.value && first.value < first.high);
  near(first.value, 1);
});

test("the generator of numbers stays within [0, 1) and spreads", () => {
  const random = randomFrom(1);
  const drawn = Array.from({ length: 1000 }, random);
  assert.ok(drawn.every((value) => value >= 0 && value < 1));
  near(Math.round((drawn.reduce((sum, value) => sum + value, 0) / drawn.length) * 10) / 10, 0.5);
});

// truth: rate_limit ×3, timeout ×2, network ×1
const labelled = [
  { truth: "rate_limit", said: "rate_limit" },
  { truth: "rate_limit", said: "rate_limit" },
  { truth: "rate_limit", said: "timeout" },
  { truth: "timeout", said: "timeout" },
  { truth: "timeout", said: "unknown" },
  { truth: "network", said: "network" },
] as const;

test("precision, recall and F1 of a category", () => {
  const scores = new Map(categoryScores(labelled).map((score) => [score.category, score]));
  assert.deepEqual([...scores.keys()], ["rate_limit", "timeout", "network", "unknown"]);
  near(scores.get("rate_limit")?.precision?.value, 1);
  near(scores.get("rate_limit")?.recall?.value, 2 / 3);
  near(scores.get("rate_limit")?.f1, 0.8);
  near(scores.get("timeout")?.precision?.value, 0.5);
  near(scores.get("timeout")?.recall?.value, 0.5);
  assert.equal(scores.get("unknown")?.recall, null);
  near(scores.get("unknown")?.f1, 0);
});

test("macro-F1 counts categories, not rows", () => {
  near(macroF1(labelled), (0.8 + 0.5 + 1 + 0) / 4);
  assert.equal(macroF1([]), null);
});

test("weighted kappa forgives near misses and nothing else", () => {
  const pairs = (rows: [number, number][]) => rows.map(([truth, said]) => ({ truth, said }));
  near(
    weightedKappa(
      pairs([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
      3,
    ),
    1,
  );
  // observed Σ(d²) = 1; expected: (1/3) Σ over pairs of truth and said = (0+0+4 + 1+1+1 + 4+4+0) / 3 = 5
  near(
    weightedKappa(
      pairs([
        [0, 0],
        [1, 0],
        [2, 2],
      ]),
      3,
    ),
    1 - 1 / 5,
  );
  near(
    weightedKappa(
      pairs([
        [0, 2],
        [2, 0],
      ]),
      3,
    ),
    -1,
  );
  near(
    weightedKappa(
      pairs([
        [1, 1],
        [1, 1],
      ]),
      3,
    ),
    1,
  );
  assert.equal(weightedKappa([], 3), null);
});

test("calibration error is the gap between what was stated and what was right", () => {
  const rows = [
    { confidence: 0.95, right: true },
    { confidence: 0.95, right: false },
    { confidence: 0.25, right: false },
    { confidence: 0.25, right: true },
  ];
  // bin 0.9–1: |1 − 1.9| = 0.9; bin 0.2–0.3: |1 − 0.5| = 0.5; over 4 rows
  near(calibrationError(rows), 1.4 / 4);
  near(calibrationError([{ confidence: 1, right: true }]), 0);
  assert.equal(calibrationError([]), null);
});

test("coverage takes the most confident first, equal ones together", () => {
  const rows = [
    { confidence: 0.9, right: true },
    { confidence: 0.9, right: true },
    { confidence: 0.8, right: false },
    { confidence: 0.7, right: true },
    { confidence: 0.7, right: true },
  ];
  near(coverageAt(rows, 1), 0.4);
  near(coverageAt(rows, 0.8), 1);
  near(coverageAt(rows, 0.95), 0.4);
  near(
    coverageAt(
      [
        { confidence: 0.9, right: true },
        { confidence: 0.9, right: false },
      ],
      0.95,
    ),
    0,
  );
  assert.equal(coverageAt([], 0.95), null);
});

test("confident and wrong counts from the given confidence up", () => {
  const rows = [
    { confidence: 0.9, right: false },
    { confidence: 0.95, right: true },
    { confidence: 0.89, right: false },
  ];
  assert.deepEqual(confidentAndWrong(rows), { wrong: 1, n: 2 });
});

const row = (truth: Partial<Graded["truth"]>, said: Partial<Graded["said"]>): Graded => ({
  truth: { category: "network", alt: null, retry: true, severity: "high", ...truth },
  said: { category: "network", confidence: 0.95, retry: true, severity: "high", provisional: false, ...said },
});

test("all figures together", () => {
  const measured = measure([
    row({}, {}),
    row({ alt: "timeout" }, { category: "timeout", confidence: 0.6, severity: "medium" }),
    row({ retry: false }, {}),
    row({}, { retry: false, severity: "low" }),
  ]);
  near(measured.accuracy?.value, 0.75);
  near(measured.accuracy_with_alt?.value, 1);
  near(measured.retry_precision?.value, 2 / 3);
  near(measured.retry_recall?.value, 2 / 3);
  near(measured.coverage_at_95?.value, 0.75);
  near(measured.confident_and_wrong?.value, 0);
  assert.equal(measured.n, 4);
});

test("nothing measured is said as such", () => {
  const measured = measure([]);
  assert.deepEqual(
    [measured.accuracy, measured.macro_f1, measured.calibration_error, measured.severity_kappa],
    [null, null, null, null],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isOutage, isOver, type Usual, usualIn } from "#lib/policy/outage.ts";
import { patienceMs } from "#lib/policy/silent.ts";

const hour = 3_600_000;
const day = 24 * hour;
const unknown: Usual = { failures: 0, ms: 0 };
const perHour = (failures: number): Usual => ({ failures: failures * 24 * 7, ms: 7 * day });

/** Failures of five minutes by signature, what is usual, whether it is an outage. */
const cases: [string, number[], Usual, boolean][] = [
  ["five over two signatures", [4, 1], unknown, true],
  ["four over two signatures", [3, 1], unknown, false],
  ["nineteen of one", [19], unknown, false],
  ["twenty of one", [20], unknown, true],
  ["nothing", [], unknown, false],
  ["five of five, where nothing ever failed", [1, 1, 1, 1, 1], { failures: 0, ms: 7 * day }, true],
  ["five times as many as usual", [25, 25], perHour(120), true],
  ["not quite five times as many as usual", [25, 24], perHour(120), false],
  ["less than a day of history counts as 2 an hour, whatever it says", [3, 2], { failures: 100_000, ms: day - 1 }, true],
  ["a day of history counts", [3, 2], { failures: 100_000, ms: day }, false],
];
for (const [name, counts, usual, expected] of cases)
  test(`outage: ${name}`, () => assert.equal(isOutage(counts, usual), expected));

test("outage: what is usual is what the last days had, in five minutes", () => {
  assert.equal(usualIn(unknown), 2 / 12);
  assert.equal(usualIn(perHour(12)), 1);
});

const ends: [string, number[][], Usual, boolean][] = [
  ["nothing fails", [[], [], []], unknown, true],
  ["two of two signatures still do", [[1, 1], [2], []], unknown, true],
  ["three of two signatures are half of five", [[], [2, 1], []], unknown, false],
  ["nine of one are less than half of twenty", [[9], [], [9]], unknown, true],
  ["ten of one are half", [[], [], [10]], unknown, false],
  [
    "less than half of five times the usual",
    [
      [12, 12],
      [10, 10],
      [5, 5],
    ],
    perHour(120),
    true,
  ],
  ["half of five times the usual", [[13, 12], [], []], perHour(120), false],
];
for (const [name, stretches, usual, expected] of ends)
  test(`outage over: ${name}`, () => assert.equal(isOver(stretches, usual), expected));

test("silent: after an hour, or six times the gap that nearly none exceeds", () => {
  assert.deepEqual([0, 1000, hour / 6, hour / 5, 2 * hour].map(patienceMs), [hour, hour, hour, 1.2 * hour, 12 * hour]);
});

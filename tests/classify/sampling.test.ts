import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isSampled, mayAskStrong, mayCheckAgain, shareOf } from "#lib/classify/sampling.ts";
import { severities } from "#lib/model/taxonomy.ts";

const left = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const signature = fc.string({ minLength: 1 });

test("as the day's budget empties, less and less of what is mild is asked about", () => {
  const table = (share: number | null, thrifty = false): number[] =>
    severities.map((severity) => shareOf(severity, share, thrifty));
  assert.deepEqual(table(null), [1, 1, 1, 1, 1]);
  assert.deepEqual(table(0.71), [1, 1, 1, 1, 1]);
  assert.deepEqual(table(0.7), [1, 0.5, 0.2, 0.05, 0.05]);
  assert.deepEqual(table(0.3), [1, 0.5, 0.2, 0.05, 0.05]);
  assert.deepEqual(table(0.29), [1, 0.1, 0, 0, 0]);
  assert.deepEqual(table(0), [0, 0, 0, 0, 0]);
  assert.deepEqual(table(1, true), [1, 0.8, 0.5, 0.2, 0.2]);
  assert.deepEqual(table(0.5, true), table(0.5), "thrift is only for the beginning");
  assert.deepEqual([0.19, 0.2, null].map(mayAskStrong), [false, true, true]);
  assert.deepEqual([0.3, 0.31, null].map(mayCheckAgain), [false, true, true]);
});

test("a signature has the same lot all day, and what is asked about with less money is asked about with more", () => {
  fc.assert(
    fc.property(signature, left, left, fc.boolean(), fc.constantFrom(...severities), (one, a, b, thrifty, severity) => {
      const lot = { signature: one, day: "2026-11-30", severity, thrifty: false };
      const [less, more] = (a ?? 1) <= (b ?? 1) ? [a, b] : [b, a];
      assert.equal(isSampled({ ...lot, left: a }), isSampled({ ...lot, left: a }));
      if (isSampled({ ...lot, left: less })) assert.ok(isSampled({ ...lot, left: more }));
      if (isSampled({ ...lot, left: a, thrifty: true })) assert.ok(isSampled({ ...lot, left: a }), "thrift only takes away");
      if (severity === "critical") assert.equal(isSampled({ ...lot, left: a, thrifty }), (a ?? 1) > 0);
    }),
  );
});

test("the lots are fair, and another day has others", () => {
  const drawn = (day: string) =>
    Array.from({ length: 4000 }, (_, n) => isSampled({ signature: `s${n}`, day, severity: "medium", left: 0.5, thrifty: false }));
  const [today, tomorrow] = [drawn("2026-11-30"), drawn("2026-12-01")];
  for (const day of [today, tomorrow]) {
    const share = day.filter(Boolean).length / 4000;
    assert.ok(share > 0.18 && share < 0.22, `${share}`);
  }
  const both = today.filter((is, at) => is && tomorrow[at]).length / 4000;
  assert.ok(both > 0.02 && both < 0.06, `${both}: independent`);
});

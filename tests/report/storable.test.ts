import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { settle } from "#lib/report/settle.ts";
import { storable } from "#lib/report/storable.ts";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\0", "\ud83d", "\ude00", "😀", "a"),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  ),
  maxLength: 60,
});

test("any text becomes one that Postgres stores, and stays so", () => {
  fc.assert(
    fc.property(anyText, fc.nat(70), (text, max) => {
      const kept = storable(text, max);
      assert.ok(kept.length <= max && kept.isWellFormed() && !kept.includes("\0"));
      assert.equal(storable(kept, max), kept);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test("a text that is fine is returned as it is; a cut never splits a character", () => {
  assert.equal(storable("naïve 😀", 100), "naïve 😀");
  assert.equal(storable("ab😀", 3), "ab");
  assert.equal(storable("a\0b\ud800", 10), "ab\ufffd");
});

test("settling ends: at rest, or with what stands for a text that never rests", () => {
  assert.equal(
    settle("aaaa", (text) => text.replace("aa", "a"), "gone"),
    "a",
  );
  assert.equal(
    settle("a", (text) => `${text}a`, "gone"),
    "gone",
  );
});

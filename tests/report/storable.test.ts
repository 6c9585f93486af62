import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { settle } from "#lib/report/settle.ts";
import { storable, storableJson } from "#lib/report/storable.ts";

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

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test("any value becomes one that jsonb stores", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withNullPrototype: true,
    key: anyText,
    values: [anyText, fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
  });
  fc.assert(
    fc.property(anything, (value) => {
      const kept = storableJson(value);
      const written = JSON.stringify(kept);
      assert.ok(written.isWellFormed() && !/\\u0000|\\ud[89a-f]/i.test(written));
      assert.deepEqual(storableJson(kept), kept);
    }),
    { numRuns: 1000, seed: 1 },
  );
});

test("depth, sizes and odd members are bounded", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
  assert.equal(depthOf(storableJson(deep)), 64);
  assert.equal((storableJson(Array(5000).fill(1)) as number[]).length, 1000);
  assert.equal((storableJson("x".repeat(9000)) as string).length, 8192);
  assert.deepEqual(storableJson({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: undefined, d: 12n, e: () => 1 }), {
    a: null,
    b: null,
    c: null,
    d: "12",
    e: null,
  });
});

test("a key cannot reach a prototype", () => {
  const kept = storableJson(
    JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "a": 1}'),
  ) as Record<string, unknown>;
  assert.equal(kept.a, 1);
  assert.equal(kept.admin, undefined);
  assert.equal(({} as Record<string, unknown>).admin, undefined);
  assert.ok(!Object.hasOwn(kept, "__proto__"));
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

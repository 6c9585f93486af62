import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseBody, tooDeep } from "#lib/sentry/json.ts";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("256 levels are read, 257 are too deep", () => {
  assert.equal(tooDeep(nested(256)), false);
  assert.equal(tooDeep(nested(257)), true);
  assert.equal(tooDeep('{"a":'.repeat(257)), true);
  assert.equal(tooDeep(`{"action":"created","data":{"issue":${nested(100_000)}}}`), true);
});

test("brackets inside strings are no nesting, escaped quotes do not end them", () => {
  assert.equal(tooDeep(JSON.stringify({ text: '\\"[[['.repeat(1000) })), false);
  assert.equal(tooDeep(JSON.stringify("\\")), false);
  assert.equal(tooDeep(`["\\\\",${nested(256)}]`), true);
});

test("depth is that of the parsed value", () => {
  const depth = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.nat(8), (value, limit) =>
      assert.equal(tooDeep(JSON.stringify(value), limit), depth(value) > limit),
    ),
  );
});

test("integers beyond 2^53 keep their digits, everything else is as JSON.parse has it", () => {
  assert.deepEqual(
    parseBody('{"id":12345678901234567890123,"a":[-98765432109876543210],"f":1566248317.0,"s":"12345678901234567890"}'),
    {
      id: "12345678901234567890123",
      a: ["-98765432109876543210"],
      f: 1566248317,
      s: "12345678901234567890",
    },
  );
  assert.equal(parseBody("9007199254740991"), Number.MAX_SAFE_INTEGER);
  assert.equal(parseBody("9007199254740992"), "9007199254740992");
  assert.equal(parseBody("0.12500000000000000000"), 0.125);
  fc.assert(
    fc.property(fc.bigInt(), (whole) => {
      const expected = Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
      assert.deepEqual(parseBody(`{"id":${whole}}`), { id: expected });
    }),
  );
  const ordinary = fc.jsonValue().filter((value) => !/\d{16}/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(ordinary, (value) => {
      const read: unknown = JSON.parse(JSON.stringify(value));
      assert.deepEqual(parseBody(JSON.stringify(value)), read);
      assert.deepEqual(parseBody(`[12345678901234567890,${JSON.stringify(value)}]`), ["12345678901234567890", read]);
    }),
  );
});

test("a key named __proto__ changes no prototype", () => {
  const parsed = parseBody('{"__proto__":{"admin":true},"id":12345678901234567890}');
  assert.equal(Object.getPrototypeOf(parsed), Object.prototype);
  assert.equal(Reflect.get({}, "admin"), undefined);
});

for (const text of [
  "",
  "  \n\t ",
  '{"action":"created","data":',
  '{"a":1}{"b":2}',
  "{'a':1}",
  '{"n":NaN}',
  '{"a":1,}',
  '"a\0b"',
]) {
  test(`no JSON: ${JSON.stringify(text)}`, () => assert.throws(() => parseBody(text), SyntaxError));
}

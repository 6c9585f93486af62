import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { pathOf, readAddress } from "#app/(signed-in)/issues/[id]/address.ts";
import { isSameOrigin } from "#app/same-origin.ts";
import { destination } from "#app/sign-in/destination.ts";
import { splitTitle } from "#components/issues/title.ts";
import { hues } from "#components/verdict/hues.ts";
import { likeliest } from "#components/verdict/likeliest.ts";
import { categories, families } from "#lib/model/taxonomy.ts";

test("after signing in one lands on this site only", () => {
  assert.equal(destination("/issues/42?installation=a"), "/issues/42?installation=a");
  for (const away of [
    undefined,
    ["/issues"],
    "https://attacker.example/",
    "//attacker.example",
    "/\\attacker.example",
    "/\t/attacker.example",
    "/..//attacker.example",
    "javascript:alert(1)",
  ]) {
    assert.equal(destination(away), "/", String(away));
  }
  fc.assert(
    fc.property(fc.string(), (rest) => {
      const { origin } = new URL(destination(`/${rest}`), "http://verdict.test");
      assert.equal(origin, "http://verdict.test");
    }),
  );
});

test("a call counts as ours only when the browser names our host as its origin", () => {
  const call = (headers: Record<string, string>): boolean => isSameOrigin(new Headers(headers));
  assert.ok(call({ host: "verdict.test:3000", origin: "http://verdict.test:3000" }));
  assert.ok(call({ host: "inner:3000", "x-forwarded-host": "verdict.test", origin: "https://verdict.test" }));
  assert.ok(!call({ host: "verdict.test" }));
  assert.ok(!call({ host: "verdict.test", origin: "null" }));
  assert.ok(!call({ host: "verdict.test", origin: "https://attacker.example" }));
  assert.ok(!call({ host: "verdict.test", origin: "https://verdict.test.attacker.example" }));
});

test("a title is split at its type, when it has one", () => {
  assert.deepEqual(splitTitle("TypeError: x is not a function"), { type: "TypeError", message: "x is not a function" });
  assert.deepEqual(splitTitle("Could not connect: refused"), { type: null, message: "Could not connect: refused" });
  assert.deepEqual(splitTitle(": odd"), { type: null, message: ": odd" });
});

test("what was also considered is offered first, then the family, the current one last", () => {
  const alternatives = [
    { category: "timeout", confidence: 0.1 },
    { category: "network", confidence: 0.3 },
  ] as const;
  const offered = likeliest({ category: "rate_limit", alternatives: [...alternatives] });
  assert.deepEqual(offered.slice(0, 4), ["network", "timeout", "quota_exceeded", "provider_error"]);
  assert.equal(offered.at(-1), "rate_limit");
  assert.deepEqual([...offered].sort(), [...categories].sort());
});

test("each family has one hue, and no two share it", () => {
  const used = Object.values(families).map((family) => new Set(family.map((category) => hues[category])));
  for (const hue of used) assert.equal(hue.size, 1);
  assert.equal(new Set(used.flatMap((hue) => [...hue])).size, used.length);
});

test("an issue's address is read as it was written, and nothing breaks on what cannot be one", () => {
  assert.deepEqual(readAddress("4100", undefined), { issue: "4100", installation: undefined });
  assert.deepEqual(readAddress("a%2Fb", "acme"), { issue: "a/b", installation: "acme" });
  for (const odd of ["", "%zz", "%00", "%E0%A4%A", "%20", "x".repeat(201)]) assert.equal(readAddress(odd, undefined), null, odd);
  assert.equal(readAddress("1", ["a", "b"]), null);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (written) => {
      const address = readAddress(written, undefined);
      if (address) assert.deepEqual(readAddress(pathOf(address).slice("/issues/".length), undefined), address);
    }),
  );
});

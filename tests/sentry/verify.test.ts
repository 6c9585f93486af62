import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { sign, verify } from "#lib/sentry/verify.ts";
import { webhook, webhookNames } from "./fixtures.ts";

const secret = "9f2c61d0a7b84e53c1f60b7d94e8a235";
const bytes = Buffer.from('{"action":"created","data":{}}');
const good = sign(bytes, secret);
const secrets = [
  { id: "other", secret: "0".repeat(32) },
  { id: "mine", secret },
];

for (const name of webhookNames) {
  test(`${name} is signed by its own secret over its raw bytes, and by no other`, () => {
    const { raw, headers, secret: own } = webhook(name);
    const header = headers["sentry-hook-signature"] ?? null;
    assert.equal(
      verify(Buffer.from(raw), header, [
        { id: "a", secret },
        { id: "b", secret: own },
      ]),
      "b",
    );
    assert.equal(verify(Buffer.from(raw), header, [{ id: "a", secret }]), null);
    assert.equal(verify(Buffer.from(`${raw}\n`), header, [{ id: "b", secret: own }]), null);
  });
}

test("the escaped, float and big-integer bodies no longer verify once they were parsed and written again", () => {
  for (const name of ["error.created", "error.created.big-integer", "event_alert.triggered.non-ascii"]) {
    const { raw, headers, secret: own } = webhook(name);
    const again = Buffer.from(JSON.stringify(JSON.parse(raw)));
    assert.equal(verify(again, headers["sentry-hook-signature"] ?? null, [{ id: "b", secret: own }]), null);
  }
});

const forged: Record<string, string | null> = {
  absent: null,
  empty: "",
  zeros: "0".repeat(64),
  "not hex": "z".repeat(64),
  "63 digits": good.slice(0, 63),
  "65 digits": `${good}0`,
  "a trailing line break": `${good}\n`,
  "10,000 characters": "a".repeat(10_000),
  "with a prefix": `sha256=${good}`,
  "two joined": `${good}, ${"0".repeat(64)}`,
  "of the empty key": createHmac("sha256", "").update(bytes).digest("hex"),
  "of SHA-1": createHmac("sha1", secret).update(bytes).digest("hex"),
  "of the empty body": sign(new Uint8Array(), secret),
};
for (const [name, header] of Object.entries(forged)) {
  test(`a signature ${name} is refused`, () =>
    assert.equal(verify(bytes, header, [...secrets, { id: "unset", secret: "" }]), null));
}

test("upper-case hex is the same signature", () => assert.equal(verify(bytes, good.toUpperCase(), secrets), "mine"));

test("without secrets nothing verifies, not even with the empty one", () => {
  assert.equal(verify(bytes, good, []), null);
  assert.equal(verify(bytes, sign(bytes, ""), [{ id: "unset", secret: "" }]), null);
});

test("every secret is computed, whatever the header and whichever matches", () => {
  for (const header of [good, null, "0".repeat(64), "nonsense"]) {
    const read: string[] = [];
    const counted = ["mine", "second", "third"].map((id) => ({
      id,
      get secret() {
        read.push(id);
        return id === "mine" ? secret : `${id}${"x".repeat(30)}`;
      },
    }));
    verify(bytes, header, counted);
    assert.deepEqual(read, ["mine", "second", "third"]);
  }
});

test("no bytes, header or secrets make it throw, and only the right signature matches", () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.option(fc.string({ unit: "binary" })),
      fc.array(fc.string({ unit: "binary", minLength: 1 })),
      (body, header, keys) => {
        const given = keys.map((key, index) => ({ id: String(index), secret: key }));
        assert.equal(verify(body, header, given), null);
        if (keys[0] !== undefined) assert.equal(verify(body, sign(body, keys[0]), given), "0");
      },
    ),
  );
});

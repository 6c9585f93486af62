import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import fc from "fast-check";
import { ConfigurationError } from "#lib/model/errors.ts";
import { keyFrom, keyIdOf, readOrMakeKey, readOrMakeSecret, type SealKey, seal, unseal } from "#lib/outside/seal.ts";

const folder = mkdtempSync(join(tmpdir(), "verdict-seal-"));
after(() => rmSync(folder, { recursive: true }));
const [old, current]: [SealKey, SealKey] = [
  keyFrom("an old key of at least 32 letters"),
  keyFrom("the current key, 32 letters or more"),
];

test("what was sealed opens again, and never looks the same twice", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (plain, belongsTo) => {
      const sealed = seal([current], plain, belongsTo);
      assert.deepEqual(new Uint8Array(unseal([current], sealed, belongsTo)), plain);
      assert.notDeepEqual(sealed, seal([current], plain, belongsTo));
    }),
  );
});

test("the plain text is not in it", () => {
  assert.equal(seal([current], Buffer.from("xoxb-secret-token"), "channel:1").includes("secret"), false);
});

test("swapped between rows, changed anywhere or cut, it does not open", () => {
  const sealed = seal([current], Buffer.from("token"), "channel:1");
  assert.throws(() => unseal([current], sealed, "channel:2"), ConfigurationError);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => unseal([current], changed, "channel:1"), ConfigurationError, `byte ${at}`);
    assert.throws(() => unseal([current], sealed.subarray(0, at), "channel:1"), ConfigurationError, `length ${at}`);
  }
});

test("a new key in front seals, the old one still opens", () => {
  const sealed = seal([old], Buffer.from("token"), "row");
  assert.equal(keyIdOf(sealed), old.id);
  assert.equal(unseal([current, old], sealed, "row").toString(), "token");
  assert.equal(keyIdOf(seal([current, old], Buffer.from("token"), "row")), current.id);
  assert.throws(
    () => unseal([current], sealed, "row"),
    (error) => error instanceof ConfigurationError && error.message.includes(old.id),
  );
});

test("a key's id does not tell the key", () => {
  assert.match(current.id, /^[0-9a-f]{16}$/);
  assert.equal(current.key.export().toString("hex").includes(current.id), false);
  assert.equal(current.key.symmetricKeySize, 32);
});

test("processes that start together agree on one key, readable by its owner alone", async () => {
  const path = join(folder, "made", "seal.key");
  const code = `import { readOrMakeKey } from "#lib/outside/seal.ts"; console.log(readOrMakeKey(${JSON.stringify(path)}).id);`;
  const make = () => promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code]);
  const ids = await Promise.all(Array.from({ length: 6 }, async () => (await make()).stdout.trim()));
  assert.deepEqual(new Set(ids), new Set([readOrMakeKey(path).id]));
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(folder, "made")), ["seal.key"]);
  assert.equal(readOrMakeSecret(path), readFileSync(path, "utf8").trim());
});

test("an emptied key file is not filled again, for what was sealed would be lost", () => {
  const path = join(folder, "emptied");
  writeFileSync(path, "\n");
  assert.throws(
    () => readOrMakeSecret(path),
    (error) => error instanceof ConfigurationError && error.message.includes(path),
  );
});

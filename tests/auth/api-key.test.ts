import assert from "node:assert/strict";
import { test } from "node:test";
import { authenticateKey, createKey, ensureBootstrapKey, type Scope } from "#lib/auth/api-key.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const check = (key: string, scope: Scope = "read") => authenticateKey(db, `Bearer ${key}`, scope);

const may: Record<Scope, Scope[]> = { read: ["read"], write: ["read", "write"], admin: ["read", "write", "admin"] };
for (const [held, allowed] of Object.entries(may) as [Scope, Scope[]][]) {
  test(`a key of scope ${held} may do what needs ${allowed.join(", ")}, and no more`, async () => {
    const key = await createKey(db, { name: `${held}er`, scope: held });
    for (const needed of ["read", "write", "admin"] as const) {
      assert.equal((await check(key, needed)).outcome, allowed.includes(needed) ? "known" : "wrongScope");
    }
  });
}

test("who calls is known by the key's name, and what may still be asked this minute is said", async () => {
  const key = await createKey(db, { name: "pipeline", scope: "read" });
  const first = await check(key);
  assert.ok(first.outcome === "known");
  assert.equal(first.caller.name, "pipeline");
  assert.deepEqual(first.allowance, { limit: 6000, remaining: 5999, resetSeconds: 60 });
  const second = await check(key);
  assert.ok(second.outcome === "known");
  assert.equal(second.allowance.remaining, 5998);
  assert.ok((await db.apiKey.findUniqueOrThrow({ where: { id: first.caller.id } })).lastUsedAt);
});

test("six thousand requests a minute, then no more until the minute is over", async () => {
  const key = await createKey(db, { name: "busy", scope: "read" });
  await db.apiKey.updateMany({ where: { name: "busy" }, data: { windowCount: 5999, windowStart: new Date() } });
  const outcomes = (await Promise.all([check(key), check(key), check(key)])).map(({ outcome }) => outcome).sort();
  assert.deepEqual(outcomes, ["known", "tooMany", "tooMany"]);
  await db.apiKey.updateMany({ where: { name: "busy" }, data: { windowStart: new Date(Date.now() - 60_500) } });
  assert.equal((await check(key)).outcome, "known");
});

test("requests at the same time are all counted", async () => {
  const key = await createKey(db, { name: "parallel", scope: "read" });
  await Promise.all(Array.from({ length: 50 }, () => check(key)));
  assert.equal((await db.apiKey.findFirstOrThrow({ where: { name: "parallel" } })).windowCount, 50);
});

test("an expired key is a stranger's", async () => {
  const key = await createKey(db, { name: "old", scope: "admin", expiresAt: new Date(Date.now() - 1000) });
  assert.deepEqual(await check(key), { outcome: "stranger" });
});

const strangers = [
  null,
  "",
  "Bearer",
  "Bearer ",
  `Basic ${"a".repeat(40)}`,
  `Bearer ${"a".repeat(40)}`,
  `Bearer ${"a".repeat(100_000)}`,
  "Bearer ' OR 1=1 -- '' OR 1=1",
  "Bearer \u0000".repeat(30),
];
for (const header of strangers) {
  test(`${JSON.stringify(header)?.slice(0, 60)} is a stranger's`, async () =>
    assert.deepEqual(await authenticateKey(db, header, "read"), { outcome: "stranger" }));
}

test("keys are kept as hashes", async () => {
  const key = await createKey(db, { name: "kept", scope: "read" });
  const row = JSON.stringify(await db.apiKey.findFirstOrThrow({ where: { name: "kept" } }));
  assert.ok(!row.includes(key.slice(8)));
  assert.ok(row.includes(key.slice(0, 8)));
});

test("the key of the environment is let in with every right, however often it is set; another takes its place", async () => {
  const [first, second] = ["first key of the environment".padEnd(40, "1"), "second-key-of-the-environment".padEnd(40, "2")].map(
    (key) => key.replaceAll(" ", "-"),
  ) as [string, string];
  for (let round = 0; round < 20; round++) {
    await db.apiKey.deleteMany({ where: { name: "BOOTSTRAP_API_KEY" } });
    await Promise.all(Array.from({ length: 8 }, () => ensureBootstrapKey(db, first)));
  }
  assert.equal((await check(first, "admin")).outcome, "known");
  await ensureBootstrapKey(db, second);
  assert.equal((await check(second, "admin")).outcome, "known");
  assert.equal((await check(first)).outcome, "stranger");
});

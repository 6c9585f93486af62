import assert from "node:assert/strict";
import { test } from "node:test";
import { openAuth } from "#lib/auth/auth.ts";
import { browser } from "../support/cookies.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const open = (secret = "a secret of this test, long enough for anybody") =>
  openAuth({ db, secret, publicUrl: "http://localhost:3000" });
const auth = open();
const person = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

test("the link's token is the same in every process with the secret, and another with another", () => {
  assert.equal(open().setupToken(), auth.setupToken());
  assert.notEqual(open("another secret, also long enough for that").setupToken(), auth.setupToken());
  assert.match(auth.setupToken(), /^[\w-]{43}$/);
});

test("a wrong token creates nobody", async () => {
  for (const token of ["", "x", `${auth.setupToken()}x`, "ä".repeat(43)]) {
    assert.deepEqual(await auth.createFirstAdmin(token, person), { ok: false, reason: "bad_token" });
    assert.equal(await auth.setupTakes(token), false);
  }
  assert.equal(await db.user.count(), 0);
  assert.equal(await auth.setupOpen(), true);
  assert.equal(await auth.setupTakes(auth.setupToken()), true);
});

test("what is wrong with the form is said by field", async () => {
  const wrong = { name: "  ", email: "ada", password: "short" };
  assert.deepEqual(await auth.createFirstAdmin(auth.setupToken(), wrong), {
    ok: false,
    reason: "invalid",
    fields: { name: "too_short", email: "invalid", password: "too_short" },
  });
  const long = { ...person, name: "a\u0000b", password: "x".repeat(129) };
  assert.deepEqual(await auth.createFirstAdmin(auth.setupToken(), long), {
    ok: false,
    reason: "invalid",
    fields: { name: "invalid", password: "too_long" },
  });
});

test("an address that is taken is said to be", async () => {
  await auth.createUser({ ...person, email: "vic@example.com", role: "viewer" });
  const again = await auth.createFirstAdmin(auth.setupToken(), { ...person, email: "VIC@example.com" });
  assert.deepEqual(again, { ok: false, reason: "invalid", fields: { email: "taken" } });
});

test("of many set-ups at once one makes the administrator, who is signed in; later ones find it closed", async () => {
  const processes = [auth, open(), open(), open(), open()];
  const results = await Promise.all(
    processes.map((each, n) => each.createFirstAdmin(each.setupToken(), { ...person, email: `ada${n}@example.com` })),
  );
  const made = results.filter((result) => result.ok);
  assert.equal(made.length, 1);
  assert.equal(await db.user.count({ where: { role: "admin" } }), 1);
  assert.ok(results.every((result) => result.ok || result.reason === "closed"));
  assert.equal((await auth.viewer(browser(made[0]!.ok ? made[0]!.cookies : [])))?.role, "admin");
  assert.deepEqual(await auth.createFirstAdmin(auth.setupToken(), person), { ok: false, reason: "closed" });
  assert.equal(await auth.setupOpen(), false);
  assert.equal(await auth.setupTakes(auth.setupToken()), false);
});

test("the administrator of the environment is made once, whoever asks and how often", async () => {
  const named = { email: "Ops@example.com", password: "correct horse battery" };
  await Promise.all([auth, open(), open()].map((each) => each.ensureAdmin(named)));
  await auth.ensureAdmin({ ...named, password: "another password" });
  assert.equal(await db.user.count({ where: { email: "ops@example.com", role: "admin" } }), 1);
  const result = await auth.signIn(new Headers(), named);
  assert.ok(result.ok);
});

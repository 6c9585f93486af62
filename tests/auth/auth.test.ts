import assert from "node:assert/strict";
import { test } from "node:test";
import { openAuth } from "#lib/auth/auth.ts";
import { holdAttempts } from "../support/attempts.ts";
import { browser } from "../support/cookies.ts";
import { cpuSince } from "../support/cpu-ms.ts";
import { ownDatabase } from "../support/database.ts";

const { db } = await ownDatabase();
const secret = "a secret of this test, long enough for anybody";
const auth = openAuth({ db, secret, publicUrl: "http://localhost:3000" });
const password = "correct horse battery";
const anna = { name: "Anna", email: "anna@example.com", password, role: "responder" } as const;
await auth.createUser(anna);
const from = (address: string): Headers => new Headers({ "x-forwarded-for": address });

async function signedIn(email: string = anna.email): Promise<Headers> {
  const result = await auth.signIn(from("192.0.2.1"), { email, password });
  assert.ok(result.ok);
  return browser(result.cookies);
}

test("who signs in is recognised, by address in any case", async () => {
  const viewer = await auth.viewer(await signedIn("Anna@Example.com"));
  assert.deepEqual({ ...viewer, id: "" }, { id: "", name: "Anna", email: "anna@example.com", role: "responder" });
});

test("the session cookie cannot be read by scripts, is sent by our pages only, and lasts seven days", async () => {
  const result = await auth.signIn(from("192.0.2.1"), { email: anna.email, password });
  assert.ok(result.ok);
  assert.match(result.cookies[0]!, /^verdict\.session_token=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
});

test("behind https the cookie is Secure and of this host alone", async () => {
  const https = openAuth({ db, secret, publicUrl: "https://verdict.example.com" });
  const result = await https.signIn(from("192.0.2.1"), { email: anna.email, password });
  assert.ok(result.ok);
  assert.match(
    result.cookies[0]!,
    /^__Host-verdict\.session_token=[^;]{40,}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  assert.equal((await https.viewer(browser(result.cookies)))?.email, anna.email);
});

for (const [what, headers] of Object.entries({
  "no cookie": new Headers(),
  "a made-up token": browser(["verdict.session_token=abc.def"]),
  "an unsigned token": browser([`verdict.session_token=${"a".repeat(32)}`]),
  nonsense: browser(["verdict.session_token=%00%ff%"]),
})) {
  test(`${what} is nobody`, async () => assert.equal(await auth.viewer(headers), null));
}

test("signing out ends the session on the server too", async () => {
  const headers = await signedIn();
  const cleared = await auth.signOut(headers);
  assert.ok(cleared.some((cookie) => /^verdict\.session_token=; Max-Age=0/.test(cookie)));
  assert.equal(await auth.viewer(headers), null);
});

test("a session idle for more than twelve hours ends, and does not come back", async () => {
  await db.session.deleteMany();
  const headers = await signedIn();
  const { id } = (await auth.viewer(headers))!;
  await db.session.updateMany({ where: { userId: id }, data: { updatedAt: new Date(Date.now() - 12 * 3_600_000 - 1000) } });
  assert.equal(await auth.viewer(headers), null);
  assert.equal(await db.session.count({ where: { userId: id } }), 0);
});

test("a session in use is kept alive, but not past its seventh day", async () => {
  await db.session.deleteMany();
  const headers = await signedIn();
  const { id } = (await auth.viewer(headers))!;
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await db.session.updateMany({ where: { userId: id }, data: { updatedAt: anHourAgo } });
  assert.ok(await auth.viewer(headers));
  const { updatedAt, expiresAt, createdAt } = await db.session.findFirstOrThrow({ where: { userId: id } });
  assert.ok(updatedAt > anHourAgo);
  assert.equal(Math.round((expiresAt.getTime() - createdAt.getTime()) / 3_600_000), 7 * 24);
  await db.session.updateMany({ where: { userId: id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  assert.equal(await auth.viewer(headers), null);
});

test("who loses the role or is removed is nobody at once", async () => {
  const ben = { ...anna, email: "ben@example.com" };
  const id = await auth.createUser(ben);
  const [first, second] = [await signedIn(ben.email), await signedIn(ben.email)];
  await db.user.update({ where: { id }, data: { role: "disabled" } });
  assert.equal(await auth.viewer(first), null);
  assert.deepEqual(await auth.signIn(from("192.0.2.1"), { email: ben.email, password }), { ok: false, reason: "wrong" });
  await db.user.delete({ where: { id } });
  assert.equal(await auth.viewer(second), null);
});

for (const [what, credentials] of Object.entries({
  "a wrong password": { email: anna.email, password: "not the right one" },
  "an unknown address": { email: "nobody@example.com", password },
  "no address at all": { email: "' OR 1=1 --", password },
  "an endless password": { email: anna.email, password: "x".repeat(100_000) },
})) {
  test(`${what} is wrong, and no more is said`, async () => {
    assert.deepEqual(await auth.signIn(from("192.0.2.9"), credentials), { ok: false, reason: "wrong" });
  });
}

test("an unknown address takes as long as a wrong password", async () => {
  const time = async (email: string, n: number): Promise<number> => {
    const took = cpuSince();
    await auth.signIn(from(`198.51.100.${n}`), { email, password: "not the right one" });
    return took();
  };
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let n = 0; n < 7; n++) {
    times.known.push(await time(anna.email, n));
    times.unknown.push(await time(`nobody${n}@example.com`, n));
  }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[3]!;
  const ratio = middle(times.unknown) / middle(times.known);
  assert.ok(ratio > 1 / 3 && ratio < 3, `ratio ${ratio}`);
});

test("attempts are counted at one instant from here on, however slow the machine is", () => holdAttempts(db));

test("who guesses has to wait, strangers elsewhere lock nobody out", async () => {
  const guess = (address: string) => auth.signIn(from(address), { email: anna.email, password: "a guess at random" });
  for (let n = 0; n < 5; n++) assert.deepEqual(await guess("203.0.113.7"), { ok: false, reason: "wrong" });
  assert.deepEqual(await guess("203.0.113.7"), { ok: false, reason: "slow_down" });
  assert.deepEqual(await auth.signIn(from("203.0.113.7"), { email: anna.email, password }), { ok: false, reason: "slow_down" });
  assert.ok((await auth.signIn(from("203.0.113.8"), { email: anna.email, password })).ok);
});

test("many guesses at once count one by one", async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      auth.signIn(from("203.0.113.20"), { email: "many@example.com", password: "a guess at random" }),
    ),
  );
  const tried = results.filter((result) => !result.ok && result.reason === "wrong").length;
  assert.equal(tried, 5);
});

test("one address that tries many accounts has to wait", async () => {
  const results = [];
  for (let n = 0; n < 31; n++)
    results.push(await auth.signIn(from("203.0.113.30"), { email: `victim${n}@example.com`, password: "a guess at random" }));
  assert.deepEqual(results.at(-1), { ok: false, reason: "slow_down" });
  assert.deepEqual(results[29], { ok: false, reason: "wrong" });
});

test("an address range of IPv6 counts as one caller", async () => {
  for (let n = 1; n < 8; n++)
    await auth.signIn(from(`2001:db8:1:2::${n}`), { email: "six@example.com", password: "a guess at random" });
  assert.deepEqual(await auth.signIn(from("2001:db8:1:2:ffff::1"), { email: "six@example.com", password: "a guess" }), {
    ok: false,
    reason: "slow_down",
  });
});

test("success forgives the failures before it", async () => {
  const address = from("203.0.113.40");
  for (let n = 0; n < 4; n++) await auth.signIn(address, { email: anna.email, password: "not the right one" });
  assert.ok((await auth.signIn(address, { email: anna.email, password })).ok);
  for (let n = 0; n < 4; n++) await auth.signIn(address, { email: anna.email, password: "not the right one" });
  assert.ok((await auth.signIn(address, { email: anna.email, password })).ok);
});

test("passwords are kept as scrypt hashes only", async () => {
  const accounts = await db.account.findMany();
  for (const account of accounts) assert.match(account.password!, /^[0-9a-f]{32}:[0-9a-f]{128}$/);
});

test("nobody is added with a password against the rules", async () => {
  await assert.rejects(auth.createUser({ ...anna, email: "short@example.com", password: "too short" }));
  assert.equal(await db.user.count({ where: { email: "short@example.com" } }), 0);
});

test("behind proxies that are trusted the caller counts, not what the caller claims", async () => {
  const proxied = openAuth({ db, secret, publicUrl: "http://localhost:3000", trustedProxies: "10.0.0.0/8" });
  const guess = (claimed: string, peer: string) =>
    proxied.signIn(from(`${claimed}, ${peer}, 10.0.0.2`), { email: "proxied@example.com", password: "a guess at random" });
  for (let n = 0; n < 7; n++) await guess(`203.0.113.${n}`, "198.51.100.200");
  assert.deepEqual(await guess("203.0.113.99", "198.51.100.200"), { ok: false, reason: "slow_down" });
  assert.deepEqual(await guess("203.0.113.99", "198.51.100.201"), { ok: false, reason: "wrong" });
});

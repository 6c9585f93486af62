import assert from "node:assert/strict";
import { test } from "node:test";
import { openAuth } from "#lib/auth/auth.ts";
import type { Role } from "#lib/auth/viewer.ts";
import { listMembers } from "#lib/db/members.ts";
import { changeRole, inviteMember, removeMember, withdrawInvitation } from "#lib/pipeline/members.ts";
import { holdAttempts } from "../support/attempts.ts";
import { browser } from "../support/cookies.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const tools = await ownTools();
const { db, auth } = tools;
const password = "correct horse battery";
const by = { id: "u1", name: "Ada" };

const add = (name: string, role: Role): Promise<string> =>
  auth.createUser({ name, email: `${name.toLowerCase()}@example.com`, password, role });

async function signedIn(email: string): Promise<Headers> {
  const done = await auth.signIn(new Headers(), { email, password });
  assert.ok(done.ok);
  return browser(done.cookies);
}

async function link(role: Role = "responder"): Promise<string> {
  const made = await inviteMember(tools, { role, note: "Grace" }, by);
  assert.ok(made.ok);
  return new URL(made.link).searchParams.get("token") ?? "";
}

const ada = await add("Ada", "admin");

test("the last administrator can neither be demoted nor removed", async () => {
  assert.deepEqual(await changeRole(tools, { id: ada, role: "viewer" }, by), { ok: false, reason: "last_admin" });
  assert.deepEqual(await removeMember(tools, ada, by), { ok: false, reason: "last_admin" });
});

test("of two administrators who are demoted at once one stays", async () => {
  const bea = await add("Bea", "admin");
  const results = await Promise.all([ada, bea].map((id) => changeRole(tools, { id, role: "responder" }, by)));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  assert.equal(await db.user.count({ where: { role: "admin" } }), 1);
  await changeRole(tools, { id: ada, role: "admin" }, by);
  await removeMember(tools, bea, by);
});

test("a new role ends the sessions of the old one, and a removed member is nobody at once", async () => {
  const vic = await add("Vic", "viewer");
  const before = await signedIn("vic@example.com");
  assert.equal((await auth.viewer(before))?.role, "viewer");
  assert.deepEqual(await changeRole(tools, { id: vic, role: "responder" }, by), { ok: true });
  assert.equal(await auth.viewer(before), null);
  const after = await signedIn("vic@example.com");
  assert.equal((await auth.viewer(after))?.role, "responder");
  assert.deepEqual(await removeMember(tools, vic, by), { ok: true });
  assert.equal(await auth.viewer(after), null);
  assert.deepEqual(await auth.signIn(new Headers(), { email: "vic@example.com", password }), { ok: false, reason: "wrong" });
  await assert.rejects(removeMember(tools, vic, by), /removed meanwhile/);
});

test("a member is last seen when signing in, also after signing out", async () => {
  await auth.signOut(await signedIn("ada@example.com"));
  const [member] = await listMembers(db);
  assert.equal(member?.name, "Ada");
  assert.ok(Date.now() - new Date(member?.seen_at ?? 0).getTime() < 60_000);
});

test("a link says what it offers and lets one person in, with its role", async () => {
  const token = await link();
  assert.deepEqual(await auth.invitation(token), { role: "responder", by: "Ada" });
  const person = { name: "Grace", email: "grace@example.com", password };
  const joined = await auth.join(token, person);
  assert.ok(joined.ok);
  assert.equal((await auth.viewer(browser(joined.cookies)))?.role, "responder");
  assert.equal(await auth.invitation(token), null);
  assert.deepEqual(await auth.join(token, { ...person, email: "other@example.com" }), { ok: false, reason: "closed" });
});

test("of many who open one link at once one joins", async () => {
  const token = await link();
  const many = [1, 2, 3, 4, 5].map((n) => auth.join(token, { name: `N${n}`, email: `n${n}@example.com`, password }));
  const results = await Promise.all(many);
  assert.equal(results.filter(({ ok }) => ok).length, 1);
  assert.equal(await db.user.count({ where: { name: { startsWith: "N" } } }), 1);
});

test("what is wrong is said by field, and the link stays good", async () => {
  const token = await link("viewer");
  const wrong = await auth.join(token, { name: " ", email: "x", password: "short" });
  assert.deepEqual(wrong, {
    ok: false,
    reason: "invalid",
    fields: { name: "too_short", email: "invalid", password: "too_short" },
  });
  const taken = await auth.join(token, { name: "Eve", email: "ADA@example.com", password });
  assert.deepEqual(taken, { ok: false, reason: "invalid", fields: { email: "taken" } });
  assert.ok((await auth.join(token, { name: "Eve", email: "eve@example.com", password })).ok);
});

test("a link that was withdrawn, is past its time or was made up opens nothing", async () => {
  const withdrawn = await link();
  const { id } = await db.invitation.findFirstOrThrow();
  await withdrawInvitation(tools, id, by);
  await assert.rejects(withdrawInvitation(tools, id, by), /meanwhile/);
  const clock = movableClock(new Date(Date.now() - 8 * 86_400_000));
  const old = await inviteMember({ ...tools, clock: clock.now }, { role: "admin" }, by);
  assert.ok(old.ok);
  for (const token of [withdrawn, new URL(old.link).searchParams.get("token") ?? "", "", "x".repeat(43)]) {
    assert.equal(await auth.invitation(token), null);
    assert.deepEqual(await auth.join(token, { name: "Mal", email: "mal@example.com", password }), {
      ok: false,
      reason: "closed",
    });
  }
});

test("neither the link nor a password stands in the database as it was given", async () => {
  const token = await link();
  const kept = JSON.stringify([await db.invitation.findMany(), await db.auditEntry.findMany(), await db.account.findMany()]);
  assert.ok(!kept.includes(token) && !kept.includes(password));
});

test("who was made what by whom is in the audit log", async () => {
  const entries = await db.auditEntry.findMany({ where: { action: "member.role", target: "vic@example.com" } });
  assert.deepEqual(
    entries.map(({ byName, data }) => [byName, data]),
    [["Ada", { before: "viewer", after: "responder" }]],
  );
  const joined = await db.auditEntry.findFirstOrThrow({ where: { action: "member.join", target: "grace@example.com" } });
  assert.deepEqual(joined.data, { role: "responder", invitedBy: "Ada" });
});

test("a sensitive step asks for the password ten minutes after it was given last", async () => {
  const headers = await signedIn("ada@example.com");
  assert.equal(await auth.confirm(headers, null), "yes");
  await db.session.updateMany({ where: { userId: ada }, data: { createdAt: new Date(Date.now() - 11 * 60_000) } });
  assert.equal(await auth.confirm(headers, null), "needed");
  assert.equal(await auth.confirm(headers, "not it"), "wrong");
  assert.equal(await auth.confirm(headers, password), "yes");
  assert.equal(await auth.confirm(headers, null), "yes");
  assert.equal(await auth.confirm(new Headers(), password), "needed");
});

test("guessing the password there gets slower", async () => {
  const headers = await signedIn("ada@example.com");
  await db.session.updateMany({ where: { userId: ada }, data: { createdAt: new Date(0) } });
  await holdAttempts(db);
  const said: string[] = [];
  for (let n = 0; n < 6; n++) said.push(await auth.confirm(headers, "guess"));
  assert.deepEqual(said, [...Array(5).fill("wrong"), "slow_down"]);
});

test("every process knows the same members", async () => {
  const other = openAuth({ db, secret: "another secret of at least 32 characters", publicUrl: "http://localhost:3000" });
  const token = await link();
  assert.deepEqual(await other.invitation(token), { role: "responder", by: "Ada" });
});

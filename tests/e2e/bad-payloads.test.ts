import assert from "node:assert/strict";
import { after, test } from "node:test";
import { cases, prepare, type Secrets, sendRaw } from "../support/bad-payloads.ts";
import { ownDatabase } from "../support/database.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const secrets: Secrets = {
  current: "current-client-secret-of-at-least-24",
  previous: "previous-client-secret-of-at-least-24",
  expired: "expired-client-secret-of-at-least-24",
  other: "another-integration-s-client-secret",
};
const { url: databaseUrl, db } = await ownDatabase();
const verdict = await startVerdict({
  databaseUrl,
  worker: false,
  env: { SENTRY_CLIENT_SECRET: secrets.current, SENTRY_CLIENT_SECRET_PREVIOUS: secrets.previous },
});
after(() => verdict.stop());
const { port, host } = new URL(verdict.url);

for (const given of cases) {
  test(`${given.id} ${given.name}: ${given.expect_status}, ${given.stored}`, async () => {
    const known = new Set((await db.delivery.findMany({ select: { id: true } })).map(({ id }) => id));
    const sent = prepare(given, host, secrets);
    const { status, text } = await sendRaw(Number(port), sent);
    const wanted = [given.expect_status, ...given.also_ok, ...(given.expect_status === 202 ? [200] : [])];
    assert.ok(wanted.includes(status), `got ${status}, wanted ${wanted.join(" or ")}: ${text.slice(0, 300)}`);
    if (status === 405) assert.match(text, /^allow: POST/im);
    assert.doesNotMatch(text, /^access-control-allow-origin/im);
    if (given.error_code && status === given.expect_status && status !== 401)
      assert.match(text, new RegExp(`"code":"${given.error_code}"`));
    if (status === 401) assert.equal(text.slice(text.indexOf("\r\n\r\n")).includes('"code":"unauthorized"'), true);

    const fresh = (await db.delivery.findMany({ select: { id: true, state: true } })).filter(({ id }) => !known.has(id));
    const states = given.stored.startsWith("no") ? [] : [/quarantined|ignored/.exec(given.stored)?.[0] ?? "accepted"];
    if (status !== 0)
      assert.deepEqual(
        fresh.map(({ state }) => state),
        states,
      );
    assert.equal(Reflect.get({}, "admin"), undefined);
  });
}

test("copies: twice with one request id, then under a new one, then fifty at once", async () => {
  const one = prepare({ ...cases[65]!, headers: {} }, host, secrets);
  const known = (await db.delivery.findMany({ select: { id: true } })).map(({ id }) => id);
  const added = () => db.delivery.findMany({ where: { id: { notIn: known } }, select: { copies: true } });
  const first = await sendRaw(Number(port), one);
  const second = await sendRaw(Number(port), one);
  const third = await sendRaw(Number(port), {
    ...one,
    head: one.head.replace(/request-id: \w+/, "request-id: anew").replace(/timestamp: \d+/, "timestamp: -5"),
  });
  const many = await Promise.all(Array.from({ length: 50 }, () => sendRaw(Number(port), one)));
  assert.deepEqual([first.status, second.status, third.status], [202, 200, 200]);
  // Where the database is busy, one of many is kept on disk first, and known for a copy later.
  assert.ok(many.every(({ status }) => status === 200 || status === 202));
  await until("each copy to be counted", async () => (await added())[0]?.copies === 52);
  assert.equal((await added()).length, 1);
});

test("with and without a trailing slash it answers the same, never a redirect", async () => {
  for (const path of ["/api/sentry/webhook", "/api/sentry/webhook/"]) {
    const sent = prepare(cases[9]!, host, secrets);
    const { status } = await sendRaw(Number(port), { ...sent, head: sent.head.replace("/api/sentry/webhook", path) });
    assert.equal(status, 202, path);
  }
});

test("after all of this the next valid delivery is taken", async () => {
  const { status } = await sendRaw(Number(port), prepare({ ...cases[9]!, sign: "valid" }, host, secrets));
  assert.equal(status, 202);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { createKey } from "#lib/auth/api-key.ts";
import { BadInput, Busy, Forbidden, NotFound } from "#lib/model/errors.ts";
import { ownDoors } from "../../support/doors.ts";

const { tools, ask } = await ownDoors();
const fails = (error: Error) => door("read", () => Promise.reject(error));
const open = door("write", async ({ caller }) => reply({ status: 200 }, { caller: caller.name }));

test("who has a key of the scope is let in and known", async () => {
  for (const as of ["write", "admin"] as const) {
    const { status, body } = await ask(open, { as });
    assert.deepEqual([status, body], [200, { caller: `key to ${as}` }]);
  }
});

test("strangers are asked for a key and told nothing", async () => {
  for (const as of [null, { authorization: "Bearer nonsense-nonsense-nonsense" }, { authorization: "Basic YWRtaW46YWRtaW4=" }]) {
    const { status, headers, body } = await ask(open, { as });
    assert.deepEqual([status, headers.get("www-authenticate"), body.code], [401, "Bearer", "unauthorized"]);
    assert.equal(headers.get("ratelimit-limit"), null);
  }
});

test("a key without the scope is refused", async () => {
  const { status, body } = await ask(open, { as: "read" });
  assert.deepEqual([status, body.code], [403, "forbidden"]);
});

test("every answer to a key says what it may still do this minute", async () => {
  const key = await createKey(tools.db, { name: "counted", scope: "read" });
  const as = { authorization: `Bearer ${key}` };
  const seen = [];
  for (const asked of [fails(new NotFound("no")), fails(new Error("bug")), open]) {
    const { headers } = await ask(asked, { as });
    seen.push(["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map((name) => Number(headers.get(name))));
  }
  assert.deepEqual(
    seen.map(([limit, remaining]) => [limit, remaining]),
    [
      [6000, 5999],
      [6000, 5998],
      [6000, 5997],
    ],
  );
  for (const [, , reset] of seen) assert.ok(reset! > 0 && reset! <= 60);
});

test("over six thousand a minute the key has to wait", async () => {
  const key = await createKey(tools.db, { name: "eager", scope: "write" });
  await tools.db.apiKey.updateMany({ where: { name: "eager" }, data: { windowCount: 6000, windowStart: new Date() } });
  const { status, headers, body } = await ask(open, { as: { authorization: `Bearer ${key}` } });
  assert.deepEqual([status, body.code, headers.get("ratelimit-remaining")], [429, "too_many_requests", "0"]);
  assert.ok(Number(headers.get("retry-after")) > 0 && Number(headers.get("retry-after")) <= 60);
});

for (const [error, status, code] of [
  [new BadInput("limit: too much"), 400, "bad_request"],
  [new NotFound("no such thing"), 404, "not_found"],
  [new Forbidden("not you"), 403, "forbidden"],
] as const) {
  test(`${error.constructor.name} is answered ${status} with its words`, async () => {
    const { body, headers, ...answer } = await ask(fails(error));
    assert.equal(answer.status, status);
    assert.deepEqual([body.code, body.detail, body.status, body.type], [code, error.message, status, "about:blank"]);
    assert.equal(headers.get("content-type"), "application/problem+json; charset=utf-8");
  });
}

test("what time will fix says when", async () => {
  const told = await ask(fails(new Busy("later", 1500)));
  assert.deepEqual([told.status, told.headers.get("retry-after")], [503, "2"]);
  const untold = await ask(fails(new Busy("later")));
  assert.deepEqual([untold.status, untold.headers.get("retry-after")], [503, "5"]);
});

test("a failure of ours says where to look and nothing of itself", async () => {
  const { status, body, text } = await ask(fails(new TypeError("secret /srv/app.ts SELECT * FROM users")));
  assert.deepEqual([status, body.code], [500, "internal"]);
  assert.match(body.request, /^[\da-f-]{36}$/);
  assert.ok(!/secret|srv|SELECT|TypeError/.test(text));
});

test("a database that fails is away, whatever it says", async () => {
  const broken = door("read", async () => reply({ status: 200 }, await tools.db.$queryRaw`SELECT canary FROM nowhere`));
  const { status, body, text, headers } = await ask(broken);
  assert.deepEqual([status, body.code, headers.get("retry-after")], [503, "away", "5"]);
  assert.ok(!/canary|nowhere/.test(text));
});

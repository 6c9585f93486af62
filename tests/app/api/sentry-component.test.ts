import assert from "node:assert/strict";
import { test } from "node:test";
import { POST as create } from "#app/api/sentry/issue-link/create/route.ts";
import { POST as link } from "#app/api/sentry/issue-link/link/route.ts";
import { GET as options } from "#app/api/sentry/options/[field]/route.ts";
import { GET as schema } from "#app/api/sentry/schema/route.ts";
import { sign } from "#lib/sentry/verify.ts";
import { ownDoors } from "../../support/doors.ts";
import { clientSecret, deliverAndTriage, previousSecret } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors({
  PUBLIC_URL: "https://verdict.example",
  SENTRY_CLIENT_SECRET_PREVIOUS: previousSecret,
});
await deliverAndTriage(tools, "error", errorBody({ issue: "900" }));

const wish = (issueId: unknown, target = "verdict") => ({
  fields: { target },
  issueId,
  installationId: "uuid-of-a-link",
  webUrl: "https://harbor.sentry.io/issues/900/",
  project: { slug: "assistant-api", id: 1 },
  actor: { type: "user", id: 5, name: "Ann" },
});
const call = (door: typeof create, body: unknown, secret = clientSecret) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "sentry-app-signature": sign(Buffer.from(text), secret) };
  return ask(door, { method: "POST", path: "/api/sentry/issue-link/link", as: null, headers, body: text });
};

test("the schema names both forms of the link, and their addresses", async () => {
  const { status, body } = await ask(() => Promise.resolve(schema()), { as: null });
  assert.equal(status, 200);
  const [element] = body.elements;
  assert.equal(element.type, "issue-link");
  for (const form of ["link", "create"]) {
    assert.equal(element[form].uri, `/api/sentry/issue-link/${form}`);
    assert.ok(element[form].required_fields.length > 0);
  }
});

test("a signed wish is answered with the page of the verdict, also under the previous secret", async () => {
  for (const door of [create, link])
    for (const secret of [clientSecret, previousSecret]) {
      const { status, body } = await call(door, wish("900"), secret);
      assert.equal(status, 200);
      assert.deepEqual(body, {
        webUrl: "https://verdict.example/issues/900",
        project: "verdict",
        identifier: "rate_limit",
      });
    }
  const { uuids } = await tools.db.installation.findUniqueOrThrow({ where: { id: "default" } });
  assert.ok(uuids.includes("uuid-of-a-link"));
});

test("what cannot be linked says why, in a sentence for who pressed the button", async () => {
  const cases: [unknown, number, RegExp][] = [
    [wish("901"), 404, /not seen this issue/],
    [wish("900", "incident"), 404, /no incident/],
    [wish(null), 400, /could not read/],
    ["nonsense", 400, /could not read/],
    ["[".repeat(1000), 400, /could not read/],
  ];
  for (const [body, status, message] of cases) {
    const answer = await call(link, body);
    assert.equal(answer.status, status);
    assert.match(answer.body.message, message);
  }
});

test("a forged call learns nothing, a huge one is not read", async () => {
  assert.equal((await call(link, wish("900"), "another-client-secret-of-24-c")).status, 401);
  const text = JSON.stringify(wish("900"));
  const tampered = { "sentry-app-signature": sign(Buffer.from(text), clientSecret) };
  assert.equal((await ask(link, { method: "POST", as: null, headers: tampered, body: `${text} ` })).status, 401);
  assert.equal((await call(link, "x".repeat(200_000))).status, 413);
});

test("the choices of a field are signed with the empty string", async () => {
  const headers = { "sentry-app-signature": sign(Buffer.from(""), clientSecret) };
  const good = await ask(options as never, { as: null, headers, params: { field: "target" } });
  assert.equal(good.status, 200);
  assert.deepEqual(JSON.parse(good.text)[0], { value: "verdict", label: "Its verdict", default: true });
  assert.equal((await ask(options as never, { as: null, headers, params: { field: "x" } })).status, 404);
  assert.equal((await ask(options as never, { as: null, params: { field: "target" } })).status, 401);
});

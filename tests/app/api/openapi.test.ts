import assert from "node:assert/strict";
import { test } from "node:test";
import { apiDocument } from "#app/api/openapi/document.ts";
import { operations } from "#app/api/openapi/operations.ts";
import { schemas } from "#app/api/openapi/schemas.ts";
import { GET as openapi } from "#app/api/openapi.json/route.ts";
import type { ApiDocument, ApiOperation } from "#lib/model/api-document.ts";
import { ownDoors } from "../../support/doors.ts";
import { addIssue } from "../../support/issues.ts";
import { access } from "../access.ts";

const { tools, ask } = await ownDoors();
const document = (await ask(openapi, { as: null })).body as ApiDocument;
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, ApiOperation] => [`${method.toUpperCase()} ${path}`, operation]),
);

test("every method of every route below /api/v1 is described, with the scope it needs, and nothing else", () => {
  const there = Object.entries(access)
    .filter(([route]) => route.startsWith("app/api/v1/"))
    .flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, who]) => `${method} /${route.slice(4).replace(/\[(\w+)\]/g, "{$1}")} ${who}`),
    );
  assert.deepEqual(described.map(([where, operation]) => `${where} ${operation["x-scope"]}`).sort(), there.sort());
  assert.equal(operations.length, described.length);
});

test("operations have names of their own, and every path its parameters", () => {
  const ids = described.map(([, { operationId }]) => operationId);
  assert.deepEqual([...new Set(ids)], ids);
  for (const id of ids) assert.match(id, /^[a-z][A-Za-z]+$/);
  for (const [where, { parameters }] of described) {
    const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
    assert.deepEqual(where.match(/\{\w+\}/g) ?? [], inPath);
  }
});

test("every reference leads somewhere, and every schema is referred to", () => {
  const text = JSON.stringify(document);
  const references = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
  assert.deepEqual([...references].sort(), Object.keys(document.components.schemas).sort());
  assert.ok(!text.includes("$id") && !text.includes('"$schema"'));
});

test("the address is that of the deployment, and the document is what the function makes", () => {
  assert.deepEqual(document, JSON.parse(JSON.stringify(apiDocument(tools.settings.PUBLIC_URL))));
  assert.equal(document.openapi, "3.1.0");
});

test("lists say what may be asked of them", () => {
  const list = document.paths["/api/v1/decisions"]?.get;
  const names = list?.parameters.map(({ name }) => name);
  assert.deepEqual(names?.sort(), [
    "action",
    "cursor",
    "incident",
    "installation",
    "issue",
    "limit",
    "policy",
    "reason",
    "signal",
  ]);
  const reason = list?.parameters.find(({ name }) => name === "reason");
  assert.ok(reason?.schema.enum?.includes("dedup"));
});

test("whatever takes a body says how one is refused, and every write with one takes an Idempotency-Key", () => {
  for (const [where, operation] of described.filter(([, { requestBody }]) => requestBody)) {
    const { parameters, responses } = operation;
    assert.ok(responses[413] && responses[415], where);
    if (operation["x-scope"] === "read") continue;
    assert.ok(responses[409] && responses[422], where);
    assert.ok(
      parameters.some(({ name }) => name === "Idempotency-Key"),
      where,
    );
  }
  const { anyOf } = document.paths["/api/v1/policies"]?.put?.responses[422]?.content?.["application/problem+json"]?.schema ?? {};
  assert.deepEqual(anyOf, [{ $ref: "#/components/schemas/InvalidProblem" }, { $ref: "#/components/schemas/Problem" }]);
});

test("an answer that is also plain text is described as text", () => {
  const { content } = document.paths["/api/v1/policies/diff"]?.get?.responses[200] ?? {};
  assert.deepEqual(content?.["text/plain"]?.schema, { type: "string" });
  assert.deepEqual(content?.["application/json"]?.schema, { $ref: "#/components/schemas/PolicyDiff" });
});

test("what is read without parameters is answered as described", async () => {
  await addIssue(tools.db, { sentryIssueId: "1" });
  const plain = operations.filter(({ method, path, answers }) => method === "GET" && !path.includes("{") && answers[200]?.schema);
  assert.ok(plain.length >= 8);
  for (const { path, answers } of plain) {
    const { GET } = (await import(`#app${path}/route.ts`)) as { GET: typeof openapi };
    const { status, body } = await ask(GET, { path, as: "read" });
    assert.equal(status, 200, path);
    const schema = schemas[answers[200]!.schema!];
    const parsed = schema.safeParse(body);
    assert.ok(parsed.success, `${path}: ${parsed.error}`);
    assert.deepEqual(Object.keys(body).sort(), Object.keys(parsed.data as object).sort(), path);
  }
});

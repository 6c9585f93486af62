import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { GET as readPolicies, PUT as writePolicies } from "#app/api/v1/policies/route.ts";
import { type PolicyDocument, PolicyDocument as Schema } from "#lib/model/policy.ts";
import { cpuSince } from "../../support/cpu-ms.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";

const { tools, ask } = await ownDoors();
const path = "/api/v1/policies";
const get = (more: Asking = {}) => ask(readPolicies, { path, as: "read", ...more });
const put = (body: unknown, headers: Record<string, string> = {}) =>
  ask(writePolicies, { method: "PUT", path, as: "write", body, headers });
const yaml = { "content-type": "application/yaml" };

async function edited(repeat: string): Promise<PolicyDocument> {
  const { body } = await get();
  body.policies[2].repeat = repeat;
  return body;
}

test("the whole document is answered, its version as ETag", async () => {
  const { status, headers, body } = await get();
  assert.equal(status, 200);
  assert.equal(headers.get("etag"), '"1"');
  assert.deepEqual(Schema.parse(body), body);
  assert.equal(body.policies.at(-1).match, "*");
});

test("it is YAML for who accepts that, and says the same", async () => {
  for (const accept of [
    "application/yaml",
    "text/yaml, */*",
    "application/x-yaml;q=0.9",
    "application/json;q=0.1, application/yaml",
  ]) {
    const { headers, text } = await get({ headers: { accept } });
    assert.match(headers.get("content-type")!, /^application\/yaml/);
    assert.deepEqual(parse(text), (await get()).body);
  }
  for (const accept of [
    "*/*",
    "application/json, application/yaml",
    "application/json, application/yaml;q=0.5",
    "application/yaml;q=0",
  ])
    assert.match((await get({ headers: { accept } })).headers.get("content-type")!, /^application\/json/);
});

test("an edit of the version that stands is saved, a stale one gets the newer document", async () => {
  const document = await edited("1h");
  const saved = await put(document, { "if-match": '"1"' });
  assert.deepEqual([saved.status, saved.headers.get("etag"), saved.body.policies[2].repeat], [200, '"2"', "1h"]);
  const stale = await put(await edited("2h"), { "if-match": '"1"' });
  assert.deepEqual(
    [stale.status, stale.body.code, stale.body.version, stale.headers.get("etag")],
    [409, "stale_version", 2, '"2"'],
  );
  assert.equal(stale.body.document.policies[2].repeat, "1h");
  assert.equal((await get()).body.policies[2].repeat, "1h");
});

test("the same edit with the same key is saved once, and answered as it was the first time", async () => {
  const { headers: shown, body: standing } = await get();
  const headers = { "if-match": shown.get("etag")!, "idempotency-key": "p-1" };
  const document = structuredClone(standing);
  document.policies[2].repeat = "7h";
  const first = await put(document, headers);
  assert.equal(first.status, 200);
  await put(standing, { "if-match": first.headers.get("etag")! });
  const again = await put(document, headers);
  assert.deepEqual([again.status, again.headers.get("etag"), again.text], [200, first.headers.get("etag"), first.text]);
  assert.equal((await put(standing, headers)).status, 422);
  assert.equal((await get()).body.policies[2].repeat, standing.policies[2].repeat);

  const stale = { "if-match": first.headers.get("etag")!, "idempotency-key": "p-2" };
  assert.equal((await put(document, stale)).status, 409);
  assert.equal(
    (await put(document, { ...stale, "if-match": (await get()).headers.get("etag")! })).status,
    200,
    "what was refused was not done",
  );
  await put(standing);
});

test("without If-Match, and with *, it replaces what stands", async () => {
  assert.equal((await put(await edited("3h"))).status, 200);
  assert.equal((await put(await edited("4h"), { "if-match": "*" })).status, 200);
  assert.equal((await get()).body.policies[2].repeat, "4h");
  assert.equal((await put(await edited("5h"), { "if-match": "newest" })).status, 400);
});

test("YAML is saved as JSON is", async () => {
  const { status, headers, text } = await ask(writePolicies, {
    method: "PUT",
    path,
    as: "write",
    body: stringify(await edited("6h")),
    headers: { ...yaml, accept: "application/yaml" },
  });
  assert.deepEqual([status, headers.get("content-type")], [200, "application/yaml; charset=utf-8"]);
  assert.equal(parse(text).policies[2].repeat, "6h");
});

test("a wrong document is refused with every fault at its place, and nothing is saved", async () => {
  const document = await edited("0s");
  document.policies[1]!.match = "colour:red";
  document.policies[1]!.ladder[0]!.to = ["slak"];
  const before = (await get()).headers.get("etag");
  for (const answer of [await put(document), await put(stringify(document), yaml)]) {
    assert.deepEqual([answer.status, answer.body.code], [422, "invalid_policies"]);
    assert.deepEqual(
      answer.body.errors.map((fault: { path: string }) => fault.path),
      ["policies[2].repeat", "policies[1].match", "policies[1].ladder[0].to[0]"],
    );
  }
  assert.equal((await get()).headers.get("etag"), before);
});

test("a silence gets its id, author and beginning when it is saved, and keeps them", async () => {
  const document = await edited("1h");
  document.silences.push({ match: "project:a", calendar: "working-hours", mode: "digest", author: "", reason: "" });
  const began = Date.now();
  const saved = (await put(document)).body.silences.at(-1);
  assert.deepEqual([saved.author, saved.calendar, saved.mode], ["key to write", "working-hours", "digest"]);
  assert.ok(Math.abs(Date.parse(saved.since) - began) < 60_000 && /^[0-9a-f-]{36}$/.test(saved.id));
  const again = (await put(document)).body.silences;
  assert.deepEqual(again.at(-1), saved, "one that says the same is the same");
  assert.ok(!again.some(({ author, since }: { author: string; since?: string }) => author === "default" && since));
});

test("YAML that would grow without end, or is none, is refused quickly", async () => {
  const laughs = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghi".split("").map((name, n) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[n]}`).join(",")}]`),
  ];
  for (const text of [
    laughs.join("\n"),
    "[".repeat(100_000),
    "a: &a *a",
    `x: "${"y".repeat(300_000)}"`,
    "{",
    "\t- a",
    "%YAML 9",
    "a: 1\na: 2",
    "x: [{a: 1, 1: 2, '1': 3}]",
    `${Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join("\n")}\nk7: 2`,
  ]) {
    const took = cpuSince();
    const { status } = await put(text, yaml);
    assert.equal(status, 400, text.slice(0, 40));
    assert.ok(took() < 3000, text.slice(0, 40));
  }
  assert.equal((await put("- a", yaml)).status, 422);
  assert.equal((await put("__proto__: {version: 1}", yaml)).status, 422);
});

test("what is no YAML is told with what to write instead", async () => {
  const laughs = `a: &a [x]\nb: [${Array(30).fill("*a").join(",")}]`;
  const bomb = ["a: &a [x,x,x]", ..."bcdef".split("").map((to, n) => `${to}: &${to} [${Array(9).fill(`*${"abcde"[n]}`)}]`)];
  for (const [text, says] of [
    [bomb.join("\n"), /aliases stand for too much: write out/],
    [laughs, /aliases stand for too much: write out/],
    ["a: &a [*a]", /An alias stands within what it names: write it out/],
    ["a: [", /^This is no YAML that can be read, from line 1 on: /],
  ] as const) {
    const { status, body } = await put(text, yaml);
    assert.deepEqual([status, says.test(body.detail)], [400, true], `${text.slice(0, 20)}: ${body.detail}`);
  }
});

test("names with signs that nobody sees are refused, other scripts and pictures are not", async () => {
  const document: PolicyDocument = (await get()).body;
  const [first, ...rest] = document.policies;
  const called = (name: string) => put({ ...document, policies: [{ ...first, name }, ...rest] });
  for (const name of ["a\u202eb", "a\u200bb", "\ufeff\u2060a"]) {
    const { status, body } = await called(name);
    assert.deepEqual([status, body.errors?.[0]?.path], [422, "policies[0].name"], JSON.stringify(name));
  }
  for (const name of ["重大 🚨", "ผู้ดูแล", "می‌خواهم", "👩‍🚒 on call"]) assert.equal((await called(name)).status, 200, name);
  assert.equal((await put(document)).status, 200);
});

test("other types, too much and who may not write are refused", async () => {
  const toml = await put("version = 1", { "content-type": "application/toml" });
  assert.deepEqual([toml.status, /application\/yaml/.test(toml.body.detail)], [415, true]);
  assert.equal((await put({ version: "x".repeat(2 ** 20) })).status, 413);
  assert.equal((await ask(writePolicies, { method: "PUT", path, as: "read", body: {} })).status, 403);
});

test("whatever is sent, no answer is a failure of ours", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: "binary", maxLength: 80 })), fc.boolean(), async (text, isYaml) => {
      assert.ok((await put(text, isYaml ? yaml : {})).status < 500);
    }),
    { numRuns: 150 },
  );
});

test("who saved it is written down by the key's name", async () => {
  assert.equal((await tools.db.policyVersion.findFirst({ orderBy: { version: "desc" } }))?.byName, "key to write");
});

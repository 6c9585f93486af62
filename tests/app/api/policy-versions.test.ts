import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { GET as readDiff } from "#app/api/v1/policies/diff/route.ts";
import { POST as rollBack } from "#app/api/v1/policies/rollback/route.ts";
import { GET as readPolicies, PUT as writePolicies } from "#app/api/v1/policies/route.ts";
import { GET as readVersions } from "#app/api/v1/policies/versions/route.ts";
import { DELETE as end } from "#app/api/v1/silences/[id]/route.ts";
import { POST as silence } from "#app/api/v1/silences/route.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { PolicyDiff, PolicyVersionSummary } from "#lib/model/policy-version.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";

const { ask } = await ownDoors();
const get = (query = "", more: Asking = {}) => ask(readPolicies, { path: `/api/v1/policies${query}`, as: "read", ...more });
const diff = (query = "", more: Asking = {}) => ask(readDiff, { path: `/api/v1/policies/diff${query}`, as: "read", ...more });
const back = (version: unknown, headers: Record<string, string> = {}, as: Asking["as"] = "write") =>
  ask(rollBack, { method: "POST", path: "/api/v1/policies/rollback", as, body: { version }, headers });

async function save(change: (document: PolicyDocument) => unknown): Promise<void> {
  const { body } = await get();
  change(body);
  const { status } = await ask(writePolicies, { method: "PUT", path: "/api/v1/policies", as: "write", body });
  assert.equal(status, 200);
}

await save((document) => document.policies.splice(1, 0, { ...document.policies[1]!, name: "nights", repeat: "2h" }));
await save((document) => Object.assign(document.policies[1]!, { repeat: "1h", enabled: false }));
await save((document) => {
  document.policies.splice(1, 1);
  document.hourly = 5;
});

test("an earlier version is answered by its number, as JSON and as YAML", async () => {
  const { status, headers, body } = await get("?version=2");
  assert.deepEqual([status, headers.get("etag"), body.policies[1].name], [200, '"2"', "nights"]);
  const { text } = await get("?version=2", { headers: { accept: "application/yaml" } });
  assert.deepEqual(parse(text), body);
  assert.equal((await get("?version=4")).headers.get("etag"), (await get()).headers.get("etag"));
  for (const version of ["5", "999999999"]) assert.equal((await get(`?version=${version}`)).status, 404);
  for (const version of ["0", "-1", "x", "1.5"]) assert.equal((await get(`?version=${version}`)).status, 400);
});

test("the versions tell who changed what, page by page", async () => {
  const list = (query = "") => ask(readVersions, { path: `/api/v1/policies/versions${query}`, as: "read" });
  const { status, body } = await list();
  assert.equal(status, 200);
  for (const version of body.versions) assert.deepEqual(PolicyVersionSummary.parse(version), version);
  assert.deepEqual(
    body.versions.map(({ version, by, summary }: PolicyVersionSummary) => [version, by, summary]),
    [
      [4, "key to write", "removed policy “nights”, changed how many messages an hour may bring"],
      [3, "key to write", "changed policy “nights”"],
      [2, "key to write", body.versions[2].summary],
      [1, "default", "the first version"],
    ],
  );
  assert.match(body.versions[2].summary, /^added policy “nights”/);
  const first = await list("?limit=3");
  const second = await list(`?limit=3&cursor=${first.body.next_cursor}`);
  assert.deepEqual([...first.body.versions, ...second.body.versions], body.versions);
  assert.equal(second.body.next_cursor, null);
});

test("two versions are compared as YAML", async () => {
  const { body } = await diff("?from=2&to=3");
  assert.deepEqual(PolicyDiff.parse(body), body);
  assert.deepEqual(body.changes, [{ what: "policy", how: "changed", name: "nights" }]);
  assert.match(body.diff, /^--- version 2\n\+\+\+ version 3\n@@/);
  assert.match(body.diff, /^-\s+repeat: 2h$/m);
  assert.match(body.diff, /^\+\s+repeat: 1h$/m);
  assert.deepEqual((await diff()).body, (await diff("?from=3&to=4")).body, "the last change unless told which");
  assert.deepEqual((await diff("?from=3&to=3")).body, { from: 3, to: 3, changes: [], diff: "" });
  const { headers, text } = await diff("?from=2&to=3", { headers: { accept: "text/plain" } });
  assert.match(headers.get("content-type")!, /^text\/plain/);
  assert.equal(text, body.diff);
  assert.equal((await diff("?from=9&to=3")).status, 404);
});

test("an earlier version is put back as the next one, whole", async () => {
  const { status, headers, body } = await back(2, { "if-match": '"4"' });
  assert.deepEqual([status, headers.get("etag")], [200, '"5"']);
  assert.deepEqual(body, (await get("?version=2")).body);
  assert.deepEqual((await get()).body, body);
});

test("nobody is overwritten, and what cannot be put back is named", async () => {
  const stale = await back(3, { "if-match": '"4"' });
  assert.deepEqual([stale.status, stale.body.code, stale.body.version], [409, "stale_version", 5]);
  assert.equal((await back(77)).status, 404);
  assert.equal((await back(5)).status, 400);
  for (const version of [0, "3", null, 1.5]) assert.equal((await back(version)).status, 400);
  assert.equal((await back(3, {}, "read")).status, 403);
  assert.equal((await get()).headers.get("etag"), '"5"');
});

test("silences are not turned back: an ended one stays ended, a new one stays", async () => {
  const add = async (match: string): Promise<{ id: string }> =>
    (await ask(silence, { method: "POST", path: "/api/v1/silences", as: "write", body: { match, for: "1h" } })).body;
  const ended = await add("project:a");
  const { headers } = await get();
  await ask(end, { method: "DELETE", path: "/", params: { id: ended.id }, as: "write" });
  const kept = await add("project:b");
  const before = (await get()).body.silences;
  const { status, body } = await back(Number(headers.get("etag")?.replaceAll('"', "")));
  assert.equal(status, 200);
  assert.deepEqual(body.silences, before);
  assert.ok(body.silences.some(({ id }: { id: string }) => id === kept.id));
  assert.ok(Date.parse(body.silences.find(({ id }: { id: string }) => id === ended.id).until) <= Date.now());
});

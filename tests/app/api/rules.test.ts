import assert from "node:assert/strict";
import { test } from "node:test";
import { PUT, GET as read } from "#app/api/v1/rules/route.ts";
import { POST as tryThem } from "#app/api/v1/rules/try/route.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { riddle } from "../../standins/llm.ts";
import { ownDoors } from "../../support/doors.ts";
import { deliver } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors();
const path = "/api/v1/rules";
const put = (rules: unknown, headers: Record<string, string> = {}) =>
  ask(PUT, { method: "PUT", path, as: "write", headers, body: { rules } });
const attempt = (body: unknown) => ask(tryThem, { method: "POST", path: `${path}/try`, as: "write", body });
const acme = { id: "acme", name: "Acme", query: "type:AcmeError", category: "third_party", severity: "low" };

async function happen(issue: string, type: string): Promise<void> {
  const { delivery } = await deliver(tools, "error", errorBody({ issue, type, value: riddle("network", Number(issue)).value }));
  await triage(tools, { delivery: delivery! });
}

test("there are none at first; what is put is given back with its version", async () => {
  const none = await ask(read, { path, as: "read" });
  assert.deepEqual([none.status, none.body, none.headers.get("etag")], [200, { rules: [] }, '"0"']);
  const put1 = await put([acme], { "if-match": '"0"' });
  assert.deepEqual([put1.status, put1.headers.get("etag")], [200, '"1"']);
  assert.deepEqual((await ask(read, { path, as: "read" })).body, { rules: [{ ...acme, enabled: true }] });
});

test("who was slower gets the newer rules and saves nothing", async () => {
  const late = await put([], { "if-match": '"0"' });
  assert.deepEqual([late.status, late.body.code, late.body.version, late.headers.get("etag")], [409, "stale_version", 1, '"1"']);
  assert.equal(late.body.rules[0].id, "acme");
  assert.equal((await put([], { "if-match": "yesterday" })).status, 400);
});

test("what is wrong is named at its place and nothing is saved", async () => {
  const wrong = await put([acme, { ...acme, id: "b", query: "catgory:timeout" }]);
  assert.deepEqual([wrong.status, wrong.body.code], [422, "invalid_rules"]);
  assert.equal(wrong.body.errors[0].path, "rules[1].query");
  assert.match(wrong.body.errors[0].message, /did you mean category/);
  assert.equal((await ask(read, { path, as: "read" })).headers.get("etag"), '"1"');
});

test("rules are tried on what happened: how many would change, from what to what, and which", async () => {
  await put([]);
  await happen("4001", "AcmeError");
  await happen("4002", "AcmeError");
  await happen("4003", "OtherError");
  const { status, body } = await attempt({ rules: [acme], days: 7 });
  assert.equal(status, 200);
  assert.deepEqual(body.issues, { looked_at: 3, matched: 2, changed: 2 });
  assert.deepEqual([body.reports_changed, body.complete, body.rules], [2, true, [{ id: "acme", matched: 2, changed: 2 }]]);
  const [from, to] = [
    { category: "unknown", severity: "medium" },
    { category: "third_party", severity: "low" },
  ];
  assert.deepEqual(body.changes, [{ from, to, issues: 2 }]);
  assert.deepEqual(body.listed.map(({ id }: { id: string }) => id).sort(), ["4001", "4002"]);
  assert.equal((await ask(read, { path, as: "read" })).body.rules.length, 0);
});

test("rules that stand already change nothing, and taking them away changes it back", async () => {
  await put([acme]);
  assert.deepEqual((await attempt({ rules: [acme] })).body.issues, { looked_at: 3, matched: 2, changed: 0 });
  const away = (await attempt({ rules: [] })).body;
  assert.deepEqual([away.issues.changed, away.changes[0].to.category, away.listed[0].rule], [2, "unknown", null]);
});

test("a query alone lists what it matches", async () => {
  const { body } = await attempt({ query: "type:OtherError" });
  assert.deepEqual([body.issues.matched, body.issues.changed, body.listed[0].id], [1, 0, "4003"]);
  const wrong = await attempt({ query: "type:" });
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, "query"]);
  assert.equal((await attempt({ query: "a", rules: [] })).status, 400);
});

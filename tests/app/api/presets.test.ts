import assert from "node:assert/strict";
import { test } from "node:test";
import { POST as classify } from "#app/api/v1/classify/route.ts";
import { POST as correct } from "#app/api/v1/issues/[id]/corrections/route.ts";
import { GET as issue } from "#app/api/v1/issues/[id]/route.ts";
import { GET as issues } from "#app/api/v1/issues/route.ts";
import { GET as presets } from "#app/api/v1/presets/route.ts";
import { PresetTable, presets as presetWords } from "#lib/model/preset.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { ownDoors } from "../../support/doors.ts";
import { deliverAndTriage } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors();
const value = "You exceeded your current quota, please check your plan and billing details. insufficient_quota";
for (const id of ["601", "602"]) await deliverAndTriage(tools, "error", errorBody({ issue: id, type: `Rate${id}Error`, value }));

const say = (id: string, category: string) =>
  ask(correct, { method: "POST", path: `/api/v1/issues/${id}/corrections`, params: { id }, as: "write", body: { category } });
const list = (query: string) => ask(issues, { path: `/api/v1/issues${query}`, as: "read" });

test("every preset is listed both ways", async () => {
  const { status, body } = await ask(presets, { path: "/api/v1/presets", as: "read" });
  assert.equal(status, 200);
  const tables = body.presets.map((row: unknown) => PresetTable.parse(row));
  assert.deepEqual(
    tables.map(({ preset }: PresetTable) => preset),
    presetWords,
  );
  for (const { names, categories: called } of tables) {
    assert.deepEqual(Object.keys(called).toSorted(), categories.toSorted());
    for (const { name, categories: meant } of names) for (const category of meant) assert.equal(called[category], name);
  }
});

test("verdicts say what the preset that was asked for calls them, and nothing of it without", async () => {
  const { body } = await list("?preset=sre");
  assert.deepEqual(
    body.issues.map(({ verdict }: { verdict: { category: string; view: string } }) => [verdict.category, verdict.view]),
    Array(2).fill(["quota_exceeded", "auth"]),
  );
  const params = { id: "601" };
  const { body: detail } = await ask(issue, { path: "/api/v1/issues/601?preset=microservices", params, as: "read" });
  assert.deepEqual([detail.verdict.view, detail.verdicts[0].view], ["ThirdParty", "ThirdParty"]);
  const { body: plain } = await ask(issue, { path: "/api/v1/issues/601", params, as: "read" });
  assert.ok(!("view" in plain.verdict) && !("view" in plain.verdicts[0]));
  assert.ok(!("view" in (await list("")).body.issues[0].verdict));
});

test("a report that is classified at once has the view too", async () => {
  const send = (path: string) => ask(classify, { method: "POST", path, as: "read", body: { reports: [{ message: value }] } });
  const { body } = await send("/api/v1/classify?preset=gateway");
  assert.equal(body.verdicts[0].view, "rate_limit_error");
  assert.ok(!("view" in (await send("/api/v1/classify")).body.verdicts[0]));
});

test("a preset that nobody has is refused with those there are", async () => {
  const { status, body } = await list("?preset=acme");
  assert.equal(status, 400);
  assert.match(body.detail, /preset: .*microservices/);
});

test("a list is asked in a preset's names", async () => {
  assert.equal((await list("?query=category:sre/auth")).body.issues.length, 2);
  assert.equal((await list("?query=category:sre/network")).body.issues.length, 0);
  const { status, body } = await list("?query=category:sre/logic");
  assert.deepEqual([status, body.at], [400, 13]);
});

test("a correction in a preset's names means the primary category, or the one that stands under that name", async () => {
  const kept = await say("601", "sre/auth");
  assert.deepEqual([kept.status, kept.body.category, kept.body.tier], [201, "quota_exceeded", "human"]);
  const changed = await say("602", "microservices/Logic");
  assert.deepEqual([changed.status, changed.body.category], [201, "code_bug"]);
});

test("a name that no preset has corrects nothing and says what to write", async () => {
  const before = await tools.db.correction.count();
  const { status, body } = await say("601", "sre/logic");
  assert.deepEqual([status, body.code], [422, "unknown_category"]);
  assert.match(body.detail, /sre has no category logic: write one of network, database, auth/);
  const stranger = await say("601", "acme/auth");
  assert.equal(stranger.status, 422);
  assert.match(stranger.body.detail, /no preset acme: write one of verdict, llm-api/);
  assert.equal((await say("601", "auth")).status, 400);
  assert.equal(await tools.db.correction.count(), before);
});

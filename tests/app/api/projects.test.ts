import assert from "node:assert/strict";
import { test } from "node:test";
import { PUT } from "#app/api/v1/projects/[slug]/route.ts";
import { GET } from "#app/api/v1/projects/route.ts";
import { unsetProject } from "#lib/model/project.ts";
import { projectSettings } from "#lib/pipeline/projects.ts";
import { ownDoors } from "../../support/doors.ts";
import { addIssue } from "../../support/issues.ts";

const { tools, ask } = await ownDoors();
const put = (slug: string, body: unknown, as: "write" | "admin" = "admin") =>
  ask(PUT, { method: "PUT", path: `/api/v1/projects/${slug}`, params: { slug }, as, body });
const list = async () => (await ask(GET, { path: "/api/v1/projects", as: "read" })).body.projects;

test("projects that errors came from are listed, the busiest first, with nothing set", async () => {
  for (const [at, project] of ["checkout", "chat", "chat"].entries())
    await addIssue(tools.db, { sentryIssueId: `${at}`, issue: { project } });
  const common = { installation: "default", ...unsetProject };
  assert.deepEqual(await list(), [
    { ...common, slug: "chat", issues: 2 },
    { ...common, slug: "checkout", issues: 1 },
  ]);
});

test("what is set for one is kept, holds at once and is written down", async () => {
  assert.deepEqual(await projectSettings(tools, "default", "chat"), unsetProject);
  const wanted = { language: "ja", preset: "sre", use_llm: false, daily_usd: 0.05, monthly_usd: null };
  const { status, body } = await put("chat", wanted);
  assert.deepEqual([status, body], [200, { ...wanted, slug: "chat", installation: "default", issues: 2 }]);
  assert.deepEqual(await projectSettings(tools, "default", "chat"), wanted);
  assert.deepEqual(await projectSettings(tools, "default", "checkout"), unsetProject);
  assert.deepEqual(await projectSettings(tools, "default", null), unsetProject);
  const entry = await tools.db.auditEntry.findFirstOrThrow();
  assert.deepEqual([entry.action, entry.target, entry.data], ["project.change", "chat", { before: unsetProject, after: wanted }]);
});

test("one that no error came from yet may be set as well", async () => {
  assert.equal((await put("tomorrow", { ...unsetProject, language: "vi" })).status, 200);
  assert.equal((await list()).at(-1).slug, "tomorrow");
});

test("only administrators set, and only what there is", async () => {
  assert.equal((await put("chat", unsetProject, "write")).status, 403);
  assert.equal((await put("not a slug", unsetProject)).status, 404);
  const path = "/api/v1/projects/chat?installation=nowhere";
  assert.equal((await ask(PUT, { method: "PUT", path, params: { slug: "chat" }, as: "admin", body: unsetProject })).status, 404);
  for (const wrong of [{ language: "tlh" }, { daily_usd: -1 }, { colour: "red" }]) {
    const { status, body } = await put("chat", { ...unsetProject, ...wrong });
    assert.equal(status, 400);
    assert.match(body.detail, /language|daily_usd|colour/);
  }
});

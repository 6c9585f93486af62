import assert from "node:assert/strict";
import { after, test } from "node:test";
import { gather } from "#lib/db/gather.ts";
import { unsetProject } from "#lib/model/project.ts";
import { saveBudgets } from "#lib/pipeline/budgets.ts";
import { saveModels } from "#lib/pipeline/models.ts";
import { saveProject } from "#lib/pipeline/projects.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { riddle, rightAnswer, startLlm } from "../standins/llm.ts";
import type { LlmCall } from "../standins/llm-request.ts";
import { happens, standing, timePasses } from "../support/riddles.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const clock = movableClock(new Date("2026-11-30T10:00:00Z"));
const own = await ownTools({ LLM_FLUSH_SECONDS: "0", LLM_TIMEOUT_SECONDS: "3" });
const tools = { ...own, clock: clock.now };
const { db } = tools;
const [one, two] = await Promise.all([startLlm({ models: ["fast-1", "strong-1"] }), startLlm({ models: ["fast-2"] })]);
after(() => Promise.all([one.close(), two.close()]));
const by = { id: "p", name: "Pat" };
const row = (llm: typeof one, model: string, more: object = {}) => ({
  tier: model.startsWith("fast") ? "llm-fast" : "llm-strong",
  base_url: llm.baseUrl,
  model,
  key: llm.key,
  price: { input: 0.1, cached_input: null, output: 0.5 },
  ...more,
});
const set = (...models: object[]) => saveModels(tools, { models }, by);
const saying = (change: object) => (call: LlmCall) => ({
  content: JSON.stringify({ batch: call.batch, results: call.items.map((item) => ({ ...rightAnswer(item), ...change })) }),
});
const refinement = async (issue: string) => {
  const { signature } = await db.issue.findFirstOrThrow({ where: { sentryIssueId: issue } });
  return db.refinement.findFirst({ where: { hash: signature ?? "" } });
};
/** Which models were asked about how many while this happened. */
async function during(work: () => Promise<unknown>): Promise<[string, number][]> {
  const [a, b] = [one.calls.length, two.calls.length];
  await work();
  return [...one.calls.slice(a), ...two.calls.slice(b)].map(({ model, items }) => [model, items.length]);
}
let n = 500;
const arrives = (issue: string, category: Parameters<typeof riddle>[0]) =>
  happens(tools, { issue, ...riddle(category, ++n), project: "checkout" });
await saveBudgets(tools, { daily_usd: 1, monthly_usd: null }, by);

test("the strong model is asked, alone, about what the fast one does not know, and what it says stands", async () => {
  await set(row(one, "fast-1"), row(one, "strong-1"));
  for (const issue of ["dunno-1", "dunno-2"]) await arrives(issue, "network");
  one.script(saying({ category: "unknown" }));
  const asked = await during(() => refine(tools));
  assert.deepEqual(asked, [
    ["fast-1", 2],
    ["strong-1", 1],
    ["strong-1", 1],
  ]);
  const verdict = await standing(tools, "dunno-1");
  assert.deepEqual(
    [verdict.category, verdict.tier, verdict.model, verdict.provisional],
    ["network", "llm-strong", "strong-1", false],
  );
  const done = await refinement("dunno-1");
  assert.deepEqual([done?.state, done?.tier], ["done", "llm-strong"]);
});

test("what a model decided is checked again a day later while it goes on, and the strong one is asked about a change of mind", async () => {
  await set(row(one, "fast-1"));
  await arrives("again", "timeout");
  await refine(tools);
  await set(row(one, "fast-1"), row(one, "strong-1"));
  const same = riddle("timeout", n);
  assert.deepEqual(
    await during(() => happens(tools, { issue: "again", ...same }).then(() => refine(tools))),
    [],
    "not on the same day",
  );
  await db.$executeRaw`UPDATE "Refinement" SET "doneAt" = now() - interval '25 hours'`;
  clock.pass(25 * 3_600_000);
  one.script(saying({ category: "network" }));
  const asked = await during(async () => {
    for (let times = 0; times < 3; times++) await happens(tools, { issue: "again-2", ...same });
    await refine(tools);
  });
  assert.deepEqual(asked, [
    ["fast-1", 1],
    ["strong-1", 1],
  ]);
  assert.deepEqual(
    [(await standing(tools, "again")).category, (await standing(tools, "again-2")).tier],
    ["timeout", "llm-strong"],
  );
});

test("a model is asked about the kind of error it is meant for, and what nobody is meant for stays local", async () => {
  await set(row(one, "fast-1", { match: "type:RiddleM*" }), row(two, "fast-2", { match: "oak" }));
  await happens(tools, { issue: "kind-m", type: "RiddleMno", value: "The fir gate of m would not turn" });
  await happens(tools, { issue: "kind-oak", type: "Other", value: "The oak gate of o would not turn" });
  await happens(tools, { issue: "kind-none", type: "Other", value: "The elm gate of e would not turn" });
  assert.deepEqual((await during(() => refine(tools))).toSorted(), [
    ["fast-1", 1],
    ["fast-2", 1],
  ]);
  assert.match((await refinement("kind-none"))?.error ?? "", /No model is set up for errors of this kind/);
  assert.equal((await standing(tools, "kind-none")).provisional, true);
});

test("the next provider is asked when one is down, and the broken one is tried once a minute by one worker", async () => {
  await set(row(one, "fast-1"), row(two, "fast-2"));
  one.always({ status: 503, body: "" });
  await arrives("over", "database");
  assert.deepEqual(await during(() => refine(tools)), [
    ["fast-1", 1],
    ["fast-1", 1],
    ["fast-2", 1],
  ]);
  assert.equal((await standing(tools, "over")).model, "fast-2");
  await arrives("over-2", "database");
  assert.deepEqual(await during(() => refine(tools)), [["fast-2", 1]], "while it is broken nobody asks it");
  clock.pass(60_001);
  for (const issue of ["half-1", "half-2"]) await arrives(issue, "database");
  const probes = (await during(() => Promise.all([refine(tools), refine(tools)]))).filter(([model]) => model === "fast-1");
  assert.equal(probes.length, 1, "one probe, without a second try");
  one.always(null);
  clock.pass(60_001);
  await arrives("well", "database");
  assert.deepEqual(await during(() => refine(tools)), [["fast-1", 1]]);
});

test("a project that shows nothing to models is not asked about, whenever it was said", async () => {
  const key = { installationId: "default", slug: "checkout" };
  await arrives("hidden-1", "database");
  await saveProject(tools, key, { ...unsetProject, use_llm: false }, by);
  await arrives("hidden-2", "database");
  assert.deepEqual(await during(() => refine(tools)), []);
  assert.deepEqual([await refinement("hidden-1"), await refinement("hidden-2")], [null, null]);
  await saveProject(tools, key, unsetProject, by);
  await gather(db);
  assert.deepEqual(await during(() => refine(tools)), [["fast-1", 2]]);
});

test("a project's own budget holds for it alone, and its language is asked for", async () => {
  const key = { installationId: "default", slug: "checkout" };
  await saveProject(tools, key, { ...unsetProject, daily_usd: 0.000_001, language: "ja" }, by);
  await arrives("poor", "database");
  await db.refinement.updateMany({ where: { state: "waiting" }, data: { severityRank: 0 } });
  assert.deepEqual(await during(() => refine(tools)), []);
  assert.match((await refinement("poor"))?.error ?? "", /^Not sampled today: 0 % of the day's budget is left/);
  await saveProject(tools, key, { ...unsetProject, language: "ja" }, by);
  await timePasses(tools);
  await refine(tools);
  assert.match(one.calls.at(-1)!.text, /Both in Japanese/);
  await saveProject(tools, key, unsetProject, by);
});

test("what today's budget does not reach to says so, and is looked at again tomorrow", async () => {
  await db.budgetPeriod.updateMany({ where: { scope: "daily" }, data: { spentMicros: 800_000n } });
  await arrives("later", "database");
  assert.deepEqual(await during(() => refine(tools)), []);
  const skipped = await refinement("later");
  assert.deepEqual([skipped?.state, skipped?.attempts, skipped?.skippedOn], ["waiting", 0, "2026-12-01"]);
  assert.match(skipped?.error ?? "", /^Not sampled today: 20 % of the day's budget is left, so none of the medium errors/);
  assert.ok(skipped!.dueAt.getTime() - Date.now() > 12 * 3_600_000);
  await refine(tools);
  clock.pass(14 * 3_600_000);
  await timePasses(tools);
  assert.deepEqual(await during(() => refine(tools)), [["fast-1", 1]]);
  assert.equal((await standing(tools, "later")).category, "database");
});

test("nothing that was asked broke a rule of the stand-ins", () => assert.deepEqual([...one.faults, ...two.faults], []));

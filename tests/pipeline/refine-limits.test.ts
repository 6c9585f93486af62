import assert from "node:assert/strict";
import { after, test } from "node:test";
import { unsetProject } from "#lib/model/project.ts";
import { saveProject } from "#lib/pipeline/projects.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing, timePasses } from "../support/riddles.ts";
import { movableClock } from "../support/tools.ts";

const clock = movableClock(new Date("2026-11-30T10:00:20Z"));
const { tools: own, llm } = await ownRefinery({ LLM_BATCH_SIZE: "1", LLM_DAILY_BUDGET_USD: "100" });
const tools = { ...own, clock: clock.now };
const { db } = tools;
const minutes = () => db.providerMinute.findMany({ orderBy: { minute: "asc" } });

test("fifty requests a minute, whoever makes them; the others wait for the next minute, and no attempt is burnt", async () => {
  for (let n = 0; n < 60; n++) await happens(tools, { issue: `minute-${n}`, ...riddle("network", n) });
  const other = await openTools(tools.settings, "worker");
  after(() => other.close());
  await Promise.all([refine(tools), refine({ ...other, clock: clock.now })]);
  assert.equal(llm.calls.length, 50);
  assert.deepEqual(
    (await minutes()).map(({ requests, retries }) => [requests, retries]),
    [[50, 0]],
  );
  const waiting = await db.refinement.findMany({ where: { state: "waiting" } });
  assert.equal(waiting.length, 10);
  assert.ok(waiting.every(({ attempts }) => attempts === 0));
  const state = await db.setting.findFirstOrThrow({ where: { key: { startsWith: "llm:" } } });
  assert.deepEqual(
    (state.value as { fault?: string; faultUntil: string }).fault ?? null,
    null,
    "a full minute is nobody's fault",
  );
  assert.equal((state.value as { faultUntil: string }).faultUntil, "2026-11-30T10:01:00.000Z");
  await refine(tools);
  assert.equal(llm.calls.length, 50, "not in the same minute");
  clock.pass(41_000);
  await refine(tools);
  assert.equal(llm.calls.length, 60);
  assert.equal((await standing(tools, "minute-59")).category, "network");
});

test("tokens a minute hold as well", async () => {
  clock.pass(60_000);
  const minute = new Date(Math.floor(clock.now().getTime() / 60_000) * 60_000);
  const [first] = await minutes();
  await db.providerMinute.create({ data: { provider: first!.provider, minute, requests: 1, tokens: 99_900 } });
  await happens(tools, { issue: "tokens", ...riddle("network", 200) });
  await refine(tools);
  assert.equal(llm.calls.length, 60);
  clock.pass(60_000);
  await refine(tools);
  assert.equal(llm.calls.length, 61);
});

test("of what was asked in ten minutes at most a tenth is asked once more", async () => {
  clock.pass(20 * 60_000);
  llm.always({ status: 503, body: "" });
  for (let n = 0; n < 20; n++) {
    await happens(tools, { issue: `retry-${n}`, ...riddle("database", 300 + n) });
    await timePasses(tools);
    await refine(tools);
  }
  llm.always(null);
  const recent = (await minutes()).filter(({ minute }) => clock.now().getTime() - minute.getTime() < 600_000);
  const sum = (of: "requests" | "retries"): number => recent.reduce((all, one) => all + one[of], 0);
  assert.ok(sum("requests") >= 20, `${sum("requests")}`);
  assert.equal(sum("retries"), 3, "a few always are");
});

test("a call that there is no money for takes nothing of the minute from those who have some", async () => {
  clock.pass(60_000);
  const key = { installationId: "default", slug: "poor" };
  await saveProject(tools, key, { ...unsetProject, monthly_usd: 0.000_001 }, { id: "u1", name: "Ada" });
  await happens(tools, { issue: "poor", project: "poor", ...riddle("network", 400) });
  const calls = llm.calls.length;
  await refine(tools);
  const { signature } = await standing(tools, "poor");
  const { error } = await db.refinement.findFirstOrThrow({ where: { hash: signature } });
  assert.equal(error, "The project's budget of the month is used up.");
  assert.ok(!llm.calls.slice(calls).some(({ text }) => text.includes(riddle("network", 400).value)));
  assert.equal((await minutes()).at(-1)?.requests, llm.calls.length - calls, "only calls that were made count");
});

test("nothing that was asked broke a rule of the stand-in", () => assert.deepEqual(llm.faults, []));

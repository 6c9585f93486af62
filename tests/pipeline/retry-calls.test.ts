import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { correct } from "#lib/pipeline/correct.ts";
import { retryCall, sendOverdueRetryCalls } from "#lib/pipeline/retry-calls.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { startRetryHook } from "../standins/retry-hook.ts";
import { jobsOf } from "../support/route.ts";
import { deliverAndTriage, movableClock, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";
import { errorBody, eventId, issueBody } from "../support/webhooks.ts";

const secret = `whsec_${Buffer.from("a secret of at least 24 bytes!").toString("base64")}`;
const hook = await startRetryHook(secret);
after(() => hook.close());
const clock = movableClock();
const tools = {
  ...(await ownTools({ RETRY_HOOK_URL: hook.url, RETRY_HOOK_SECRET: secret })),
  clock: clock.now,
};
const { db } = tools;
beforeEach(async () => {
  hook.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.retryCall.deleteMany();
  await db.channel.deleteMany();
  await db.signal.deleteMany();
  await db.$executeRaw`DELETE FROM pgboss.job`;
});

let last = 7000;
const newIssue = (): string => String(++last);
const callRows = () => db.retryCall.findMany({ orderBy: { id: "asc" } });
const states = async () => (await callRows()).map(({ state }) => state);
const fire = async () => {
  for (const { id } of await callRows()) await retryCall(tools, { call: id });
};
/** The verdict of these says: try again after 20 s. */
const failed = (issue: string, event = eventId()) => deliverAndTriage(tools, "error", errorBody({ issue, event }));
const rowId = async (sentryIssueId: string) => (await db.issue.findFirstOrThrow({ where: { sentryIssueId } })).id;

const by = { id: "p", name: "Pat" };
const say = (issue: string, category: "authentication" | "rate_limit") => correct(tools, { issue, by, input: { category } });

describe("a call that failed and may be run again", () => {
  test("is told to the hook once the advised wait is over, once, with what is needed to run it", async () => {
    const [issue, event] = [newIssue(), eventId()];
    await deliverAndTriage(tools, "issue", issueBody({ id: issue }));
    await failed(issue, event);
    assert.deepEqual(await states(), ["queued"]);
    assert.equal((await jobsOf(tools, "retry_call"))[0]?.seconds, 20);
    clock.pass(18_000);
    await fire();
    assert.deepEqual([hook.calls, await states()], [[], ["queued"]]);
    clock.pass(2000);
    await fire();
    await fire();
    assert.deepEqual([hook.faults, hook.calls.length, await states()], [[], 1, ["sent"]]);
    const { id, timestamp, llm, ...call } = hook.calls[0]!;
    assert.deepEqual(call, {
      type: "retry",
      reportId: event,
      shouldRetry: true,
      retryAfterSeconds: 20,
      category: "rate_limit",
      issueId: issue,
      eventId: event,
      project: "assistant-api",
      environment: "production",
    });
    assert.deepEqual([llm?.provider, llm?.model, llm?.status, llm?.requestId], ["openai", "gpt-4.1", 429, "req_8f0a1c"]);
    assert.deepEqual([id, Date.parse(timestamp)], [(await callRows())[0]!.id, clock.now().getTime()]);
  });

  test("is one for each event, however often the event is told of", async () => {
    const [issue, event] = [newIssue(), eventId()];
    await failed(issue, event);
    await failed(issue, event);
    await failed(issue);
    clock.pass(20_000);
    await fire();
    assert.equal(new Set(hook.calls.map(({ reportId }) => reportId)).size, 2);
    assert.deepEqual(await states(), ["sent", "sent"]);
  });

  test("is known by the report's own id while Sentry has named no event", async () => {
    const issue = newIssue();
    await deliverAndTriage(tools, "issue", issueBody({ id: issue }));
    clock.pass(20_000);
    await fire();
    const [report] = await db.report.findMany({ where: { issueId: await rowId(issue) } });
    assert.deepEqual([hook.calls[0]?.reportId, hook.calls[0]?.eventId], [report!.id, null]);
  });

  test("is not told when the verdict changed to no meanwhile, and again when it changed back", async () => {
    const issue = newIssue();
    await failed(issue);
    await say(issue, "authentication");
    clock.pass(20_000);
    await fire();
    assert.deepEqual([hook.calls, await states()], [[], ["cancelled"]]);
    assert.match((await callRows())[0]?.error ?? "", /verdict changed/);
    await say(issue, "rate_limit");
    clock.pass(60_000);
    await fire();
    assert.equal(hook.calls.filter(({ issueId }) => issueId === issue).length, 1);
  });

  test("that helps nobody is not even written down, and neither is any without a hook", async () => {
    await deliverAndTriage(
      tools,
      "error",
      errorBody({
        issue: newIssue(),
        type: "AuthenticationError",
        value: "Error code: 401 - Incorrect API key provided",
        llm: false,
      }),
    );
    const { RETRY_HOOK_URL: _, ...settings } = tools.settings;
    await deliverAndTriage({ ...tools, settings: settings as never }, "error", errorBody({ issue: newIssue() }));
    assert.deepEqual(await states(), []);
  });

  test("waits for a hook that the settings page keeps, too, and is dropped when the policies name it no more", async () => {
    const { RETRY_HOOK_URL: _, ...settings } = tools.settings;
    const without = { ...tools, settings: settings as never };
    await db.channel.create({ data: { name: "gone", kind: "retry-hook", sealed: new Uint8Array([1]) } });
    await saveChannel(without, "retry", { url: hook.url, secret }, by);
    await deliverAndTriage(without, "error", errorBody({ issue: newIssue() }));
    clock.pass(20_000);
    for (const { id } of await callRows()) await retryCall(without, { call: id });
    const ended = (await callRows()).map(({ channel, state, error }) => `${channel} ${state} ${error}`).sort();
    assert.deepEqual(ended, ["gone cancelled The policies no longer name the channel gone.", "retry sent null"]);
    assert.deepEqual([hook.faults, hook.calls.length], [[], 1]);
  });
});

describe("a hook that fails", () => {
  const due = async () => {
    await failed(newIssue());
    clock.pass(20_000);
  };
  const row = () => db.channel.findUnique({ where: { name: "retry" } });

  test("with 503 is tried again after a pause, under the same id, and its row says why", async () => {
    await due();
    hook.script({ status: 503, body: "" });
    await fire();
    const [waiting] = await callRows();
    assert.deepEqual([waiting?.state, waiting?.attempts], ["queued", 1]);
    assert.match((await row())?.error ?? "", /503/);
    clock.pass(6500);
    await fire();
    assert.deepEqual(await states(), ["sent"]);
    assert.equal(new Set(hook.calls.map(({ id }) => id)).size, 1);
    assert.deepEqual([(await row())?.state, (await row())?.error], ["ok", null]);
  });

  test("with 429 waits as long as it asks, for all calls, and no attempt counts", async () => {
    await due();
    await failed(newIssue());
    hook.script({ status: 429, headers: { "retry-after": "90" } });
    await fire();
    clock.pass(60_000);
    await fire();
    assert.equal(hook.calls.length, 1);
    assert.ok((await callRows()).every(({ state, attempts }) => state === "queued" && attempts === 0));
    clock.pass(40_000);
    await fire();
    assert.deepEqual([hook.calls.length, await states()], [3, ["sent", "sent"]]);
  });

  test("that hangs is left alone by the others until it is tried again", async () => {
    await due();
    for (let n = 0; n < 5; n++) await failed(newIssue());
    clock.pass(20_000);
    hook.script("reset");
    await fire();
    assert.deepEqual([hook.calls.length, new Set(await states()).size], [1, 1]);
    clock.pass(7000);
    await fire();
    assert.deepEqual([hook.calls.length, new Set(await states())], [7, new Set(["sent"])]);
  });

  test("with 410 is broken: the call is given up, and somebody is told", async () => {
    await due();
    hook.script({ status: 410, body: "" });
    await fire();
    assert.deepEqual([await states(), (await row())?.state], [["failed"], "broken"]);
    assert.equal(await db.signal.count({ where: { kind: "channel_broken" } }), 1);
  });

  test("with 422 has this one call given up, and nothing broken", async () => {
    await due();
    hook.script({ status: 422, body: "" });
    await fire();
    assert.deepEqual([await states(), (await row())?.state], [["failed"], "ok"]);
  });

  test("for an hour is given up after eight attempts", async () => {
    await due();
    hook.script(...Array.from({ length: 20 }, () => ({ status: 500, body: "" })));
    for (let n = 0; n < 12; n++) {
      await fire();
      clock.pass(2_600_000);
    }
    assert.deepEqual(
      (await callRows()).map(({ state, attempts }) => [state, attempts]),
      [["failed", 8]],
    );
  });
});

test("a call that a dead process left half sent is taken over, and one whose time was over a day ago is left", async () => {
  await failed(newIssue());
  const [{ id } = { id: "" }] = await callRows();
  clock.pass(20_000);
  await db.retryCall.update({
    where: { id },
    data: { state: "sending", attempts: 1, dueAt: new Date(clock.now().getTime() + 40_000) },
  });
  await retryCall(tools, { call: id });
  assert.deepEqual(hook.calls, []);
  clock.pass(120_000);
  await db.$executeRaw`DELETE FROM pgboss.job`;
  await sendOverdueRetryCalls(tools);
  assert.deepEqual(
    (await jobsOf(tools, "retry_call")).map(({ data }) => data),
    [{ call: id }],
  );
  await retryCall(tools, { call: id });
  assert.equal(hook.calls.length, 1);

  await failed(newIssue());
  clock.pass(2 * 86_400_000);
  await fire();
  assert.deepEqual([hook.calls.length, await states()], [1, ["sent", "cancelled"]]);
});

test("the worker fires them by itself", async () => {
  const own = { ...tools, clock: () => new Date() };
  const worker = await runWorker(own);
  after(() => worker.stop(0));
  const value = "Error code: 429 - Rate limit reached for gpt-4.1. Please try again in 1s.";
  await deliverAndTriage(own, "error", errorBody({ issue: newIssue(), value }));
  const call = await until("the hook to be told", () => hook.calls[0]);
  assert.equal(call.retryAfterSeconds, 1);
  assert.deepEqual(hook.faults, []);
});

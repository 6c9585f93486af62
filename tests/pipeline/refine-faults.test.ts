import assert from "node:assert/strict";
import { after, test } from "node:test";
import { refine } from "#lib/pipeline/refine.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { type LlmScript, riddle } from "../standins/llm.ts";
import { happens, ownRefinery, standing, timePasses } from "../support/riddles.ts";
import { movableClock } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const clock = movableClock();
const { tools: own, llm } = await ownRefinery({ LLM_TIMEOUT_SECONDS: "1", LLM_DAILY_BUDGET_USD: "100" });
const tools = { ...own, clock: clock.now };
const { db } = tools;
let n = 100;

interface Asked {
  issue: string;
  calls: number;
}

/** One unsure error, asked about while the stand-in answers by the script. */
async function asked(...scripts: LlmScript[]): Promise<Asked> {
  const issue = `fault-${++n}`;
  await happens(tools, { issue, ...riddle("database", n) });
  const before = llm.calls.length;
  llm.script(...scripts);
  await refine(tools);
  return { issue, calls: llm.calls.length - before };
}

const state = (issue: string) =>
  db.issue
    .findFirstOrThrow({ where: { sentryIssueId: issue } })
    .then(({ signature }) => db.refinement.findFirstOrThrow({ where: { hash: signature ?? "" } }));
const fault = async (): Promise<{ fault?: string | null; faultUntil?: string | null } | undefined> =>
  (await db.setting.findFirst({ where: { key: { startsWith: "llm:" } } }))?.value as never;

/** The pause is over and the provider works. */
async function recovers(issue: string): Promise<void> {
  clock.pass(16 * 60_000);
  await timePasses(tools);
  await refine(tools);
  assert.equal((await standing(tools, issue)).category, "database");
  assert.equal((await fault())?.fault, null);
}

const throttled = (headers: Record<string, string>): LlmScript => ({
  status: 429,
  headers,
  body: { error: { message: "slow down", code: "rate_limit_exceeded" } },
});
const waits: [string, Record<string, string>, least: number, most: number][] = [
  ["seconds", { "retry-after": "7" }, 6.9, 7.1],
  ["milliseconds", { "retry-after-ms": "6500", "retry-after": "9" }, 6.4, 6.6],
  ["a date", { "retry-after": "in 90 s" }, 88, 91],
  ["nothing", {}, 9, 21],
  ["zero", { "retry-after": "0" }, 9, 21],
  ["less than nothing", { "retry-after": "-5" }, 9, 21],
  ["a word", { "retry-after": "soon" }, 9, 21],
  ["a day", { "retry-after": "99999" }, 899, 901],
];
for (const [name, headers, least, most] of waits) {
  test(`a 429 that asks to wait for ${name} holds every worker of the key and burns no attempt`, async () => {
    const at =
      headers["retry-after"] === "in 90 s" ? { "retry-after": new Date(clock.now().getTime() + 90_000).toUTCString() } : headers;
    const { issue, calls } = await asked(throttled(at));
    assert.equal(calls, 1);
    const seconds = (Date.parse((await fault())?.faultUntil ?? "") - clock.now().getTime()) / 1000;
    assert.ok(seconds >= least && seconds <= most, `${seconds} s`);
    assert.equal((await standing(tools, issue)).provisional, true);
    assert.deepEqual([(await state(issue)).state, (await state(issue)).attempts], ["waiting", 0]);
    const other = await openTools(tools.settings, "worker");
    await refine({ ...other, clock: clock.now });
    await other.close();
    assert.equal(llm.calls.at(-1)?.micros, 0, "nobody else asked");
    assert.equal((await db.spend.findFirst({ orderBy: { id: "desc" } }))?.state, "released");
    await recovers(issue);
  });
}

const refusals: [string, LlmScript, RegExp][] = [
  [
    "no credit as a 429",
    { status: 429, body: { error: { message: "You exceeded your current quota", code: "insufficient_quota" } } },
    /no credit left/,
  ],
  ["402", { status: 402, body: { error: { message: "Payment Required" } } }, /no credit left/],
  ["no credit as a 400", { status: 400, body: { error: { message: "Your credit balance is too low" } } }, /no credit left/],
  ["401", { status: 401, body: { error: { message: "Incorrect API key" } } }, /refuses the key \(401\): LLM_API_KEY/],
  ["403", { status: 403, body: { error: { message: "unsupported region" } } }, /does not let it in \(403\)/],
  [
    "404 of the model",
    { status: 404, body: { error: { message: "The model does not exist" } } },
    /no model "gpt-4.1-mini" \(404\).*LLM_MODEL_FAST/,
  ],
];
for (const [name, script, says] of refusals) {
  test(`${name}: no retry, said once, asked again an hour later`, async () => {
    await db.signal.deleteMany();
    const { issue, calls } = await asked(script, script, script);
    assert.equal(calls, 1);
    assert.match((await fault())?.fault ?? "", says);
    assert.equal((await standing(tools, issue)).provisional, true);
    assert.equal(await db.signal.count({ where: { kind: "provider_refused" } }), 1);
    await refine(tools);
    assert.equal(await db.signal.count({ where: { kind: "provider_refused" } }), 1);
    clock.pass(3_600_001);
    await timePasses(tools);
    await db.$executeRaw`UPDATE "Setting" SET "value" = "value" || '{"faultUntil": null}' WHERE "key" LIKE 'llm:%'`;
    await refine(tools); // the probe is refused as well: no second signal
    assert.equal(await db.signal.count({ where: { kind: "provider_refused" } }), 1);
    llm.script();
    await timePasses(tools);
    await refine(tools);
    await recovers(issue);
  });
}

const accidents: [string, LlmScript][] = [
  ["500", { status: 500, body: { error: { message: "oops" } } }],
  ["502 with a page", { status: 502, headers: { "content-type": "text/html" }, body: "<html><h1>Bad gateway</h1></html>" }],
  ["503", { status: 503, body: "" }],
  ["529", { status: 529, body: { error: { type: "overloaded_error", message: "Overloaded" } } }],
  ["a reset", "reset"],
  ["silence", "hang"],
  ["a byte a second", "drip"],
  ["an endless body", "endless"],
];
for (const [name, script] of accidents) {
  test(`${name}: once more, then later, and nothing of it is shown`, async () => {
    const { issue, calls } = await asked(script, script);
    assert.equal(calls, 2);
    const { state: now, attempts, error } = await state(issue);
    assert.deepEqual([now, attempts], ["waiting", 1]);
    assert.doesNotMatch(`${error} ${(await fault())?.fault}`, /<|gateway|oops/i);
    if (script === "hang" || script === "drip" || script === "endless")
      await until("the sockets to be closed", () => llm.calls.slice(-2).every(({ isLeft }) => isLeft));
    const charged = await db.spend.findMany({ orderBy: { id: "desc" }, take: 2 });
    const expected = typeof script === "string" ? "settled" : "released"; // what may have been done may be charged
    assert.deepEqual(
      charged.map((one) => one.state),
      [expected, expected],
    );
    await recovers(issue);
  });
  test(`${name} that does not repeat itself goes unnoticed`, async () => {
    const { issue, calls } = await asked(script);
    assert.equal(calls, 2);
    assert.equal((await standing(tools, issue)).category, "database");
  });
}

test("an outage is asked about after 1, 5 and 25 minutes, then given up", async () => {
  llm.always({ status: 500, body: "" });
  const { issue } = await asked();
  for (const minutes of [1, 5, 25]) {
    const { dueAt, state: now } = await state(issue);
    assert.equal(now, "waiting");
    assert.ok(Math.abs(dueAt.getTime() - Date.now() - minutes * 60_000) < 10_000, `${minutes} min`);
    clock.pass(60_001);
    await timePasses(tools);
    await refine(tools);
  }
  assert.equal((await state(issue)).state, "failed");
  llm.always(null);
  clock.pass(60_001);
});

const useless: [string, LlmScript, calls: number][] = [
  ["an empty body", { status: 200, body: "" }, 2],
  ["no choices", () => ({ choices: [] }), 2],
  ["no content", () => ({ content: null }), 2],
  ["prose", () => ({ content: "I think it is the database." }), 2],
  [
    "another batch's answer",
    ({ items }) => ({ content: JSON.stringify({ batch: "somebodyelses", results: items.map(({ id }) => ({ id })) }) }),
    2,
  ],
  ["a refusal", () => ({ content: null, refusal: "I can't help with that" }), 1],
  ["a filter", () => ({ content: "", finish: "content_filter" }), 1],
  ["an answer that is cut", () => ({ content: '{"batch":"x","results":[{"id":"e1","category":"data', finish: "length" }), 1],
];
for (const [name, script, calls] of useless) {
  test(`${name} is no answer: the local verdict stays`, async () => {
    llm.always(script);
    const asking = await asked();
    llm.always(null);
    assert.equal(asking.calls, calls);
    assert.equal((await standing(tools, asking.issue)).provisional, true);
    const why = name === "a refusal" || name === "a filter" ? /^The model refused/ : /^No model gave a usable answer/;
    assert.equal((await state(asking.issue)).state, "failed");
    assert.match((await state(asking.issue)).error ?? "", why);
  });
}

test("a window too small for one error gets a shorter excerpt, once; a batch is halved", async () => {
  const small: LlmScript = {
    status: 400,
    body: { error: { message: "maximum context length", code: "context_length_exceeded" } },
  };
  const { issue, calls } = await asked(small);
  assert.equal(calls, 2);
  assert.ok(llm.calls.at(-1)!.text.length < llm.calls.at(-2)!.text.length);
  assert.equal((await standing(tools, issue)).category, "database");
  assert.equal((await asked(small, small)).calls, 2);
  for (const which of ["a", "b", "c"]) await happens(tools, { issue: `window-${which}`, ...riddle("network", ++n) });
  llm.script(small);
  await refine(tools);
  assert.deepEqual(
    llm.calls.slice(-3).map(({ items }) => items.length),
    [3, 2, 1],
  );
});

test("an answer in a fence, with prose around it and a trailing comma, is understood", async () => {
  const { issue, calls } = await asked(({ batch, items }) => ({
    content: `Here you are:\n\`\`\`json\n{"batch":"${batch}","results":[{"id":${items[0]!.id.slice(1)},"category":"DB","severity":"P2","should_retry":"false","root_cause":"r","fix_suggestion":"f","mood":1},]}\n\`\`\`\nDone.`,
  }));
  assert.equal(calls, 1);
  assert.equal((await standing(tools, issue)).category, "database");
});

for (const [name, usage] of [
  ["no usage", null],
  ["a negative one", { prompt_tokens: -5, completion_tokens: 3 }],
  ["an absurd one", { prompt_tokens: 5e8, completion_tokens: 5e8 }],
] as const) {
  test(`with ${name} the reservation counts, and says that it is an estimate`, async () => {
    assert.equal((await asked(() => ({ usage }))).calls, 1);
    const spend = await db.spend.findFirst({ orderBy: { id: "desc" } });
    assert.deepEqual([spend?.estimated, spend?.costMicros], [true, spend?.reservedMicros]);
  });
}

test("a form the provider refuses is left for the next one, and remembered", async () => {
  const refused = (what: string): LlmScript => ({ status: 400, body: { error: { message: `${what} is not supported` } } });
  const first = await asked(
    refused("response_format json_schema"),
    refused("tool_choice"),
    refused("temperature"),
    refused("response_format"),
  );
  assert.equal(first.calls, 5);
  assert.deepEqual(
    llm.calls.slice(-5).map(({ rung }) => rung),
    ["json_schema", "tool", "json_object", "json_object", "text"],
  );
  assert.equal((await standing(tools, first.issue)).category, "database");
  const second = await asked();
  assert.deepEqual([second.calls, llm.calls.at(-1)?.rung], [1, "text"]);
});

test("a changed key begins with a clean state, and without any key all goes on", async () => {
  await asked({ status: 401, body: "" });
  assert.ok((await fault())?.fault);
  const { LLM_API_KEY: _, LLM_MODEL_FAST: __, ...none } = { ...tools.settings };
  const issue = `fault-${++n}`;
  await happens({ ...tools, settings: none as typeof tools.settings }, { issue, ...riddle("database", n) });
  assert.equal((await standing(tools, issue)).provisional, true);
  assert.equal(
    await db.refinement.count({ where: { issueId: (await db.issue.findFirstOrThrow({ where: { sentryIssueId: issue } })).id } }),
    0,
  );
  const other = await openTools(
    readSettings({
      ...(process.env as Record<string, string>),
      DATABASE_URL: tools.databaseUrl,
      DATA_DIR: tools.settings.DATA_DIR,
      LOG_LEVEL: "silent",
      LLM_BASE_URL: llm.baseUrl,
      LLM_API_KEY: "another-key",
      LLM_MODEL_FAST: "gpt-4.1-mini",
      LLM_FLUSH_SECONDS: "0",
      ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    }),
    "worker",
  );
  after(() => other.close());
  await timePasses(tools);
  await db.setting.deleteMany({ where: { key: { startsWith: "llm:" } } });
  await refine(other);
  assert.match((await fault())?.fault ?? "", /refuses the key/);
});

test("nothing that was asked broke a rule of the stand-in", () => assert.deepEqual(llm.faults, []));

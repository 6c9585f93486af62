import assert from "node:assert/strict";
import { test } from "node:test";
import { refine } from "#lib/pipeline/refine.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import type { LlmScript } from "../standins/llm.ts";
import { ownAccidents } from "../support/accidents.ts";
import { patience } from "../support/patience.ts";
import { standing, timePasses } from "../support/riddles.ts";
import { until } from "../support/wait.ts";

const { tools, db, llm, clock, asked, state, fault, recovers } = await ownAccidents();

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
    assert.ok(Math.abs(dueAt.getTime() - Date.now() - minutes * 60_000) < patience(10_000), `${minutes} min`);
    clock.pass(60_001);
    await timePasses(tools);
    await refine(tools);
  }
  assert.equal((await state(issue)).state, "failed");
  llm.always(null);
  clock.pass(60_001);
});

test("nothing that was asked broke a rule of the stand-in", () => assert.deepEqual(llm.faults, []));

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { refine } from "#lib/pipeline/refine.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { type LlmScript, riddle } from "../standins/llm.ts";
import { ownAccidents } from "../support/accidents.ts";
import { happens, standing, timePasses } from "../support/riddles.ts";

const { tools, db, llm, next, asked, state, fault } = await ownAccidents();

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
  for (const which of ["a", "b", "c"]) await happens(tools, { issue: `window-${which}`, ...riddle("network", next()) });
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
  const issue = `fault-${next()}`;
  await happens({ ...tools, settings: none as typeof tools.settings }, { issue, ...riddle("database", 7000) });
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

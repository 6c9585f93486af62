import assert from "node:assert/strict";
import { test } from "node:test";
import { type Ask, askAll, type Outcome, type Told } from "#lib/llm/ask-all.ts";
import { LlmFailure } from "#lib/llm/failure.ts";
import type { LlmAnswer } from "#lib/model/llm-memory.ts";

type Item = { id: string };
const items = (...ids: string[]): Item[] => ids.map((id) => ({ id }));
const answer: LlmAnswer = { category: "database", severity: "high", should_retry: false, root_cause: "", fix_suggestion: "" };
const told = (all: readonly Item[], good: readonly string[], outcome: Outcome = "ok"): Told => ({
  good: new Map(all.filter(({ id }) => good.includes(id)).map(({ id }) => [id, answer])),
  again: all.map(({ id }) => id).filter((id) => !good.includes(id)),
  outcome,
});

async function run(batches: Item[][], reply: (all: readonly Item[], call: number) => Told) {
  const calls: string[] = [];
  const ask: Ask<Item> = async (all) => {
    calls.push(all.map(({ id }) => id).join(""));
    return reply(all, calls.length);
  };
  const { answers, silent, failure, waiting } = await askAll(batches, ask);
  return {
    calls,
    answered: [...answers.keys()].join(""),
    silent: silent.map(({ id }) => id).join(""),
    failure: failure?.kind,
    waiting: waiting.map(({ id }) => id).join(""),
  };
}

const all = (some: readonly Item[]): Told =>
  told(
    some,
    some.map(({ id }) => id),
  );

test("what is missing is asked again, alone, once", async () => {
  const result = await run([items("a", "b", "c")], (some) => told(some, ["a"]));
  assert.deepEqual(result, { calls: ["abc", "b", "c"], answered: "a", silent: "bc", failure: undefined, waiting: "" });
  const mended = await run([items("a", "b", "c")], (some, call) => (call === 1 ? told(some, ["a"]) : all(some)));
  assert.equal(mended.answered, "abc");
});

test("an answer that was cut is asked again with half the batch, and never trusted", async () => {
  const result = await run([items("a", "b", "c", "d")], (some) => (some.length > 1 ? told(some, [], "cut") : all(some)));
  assert.deepEqual([result.calls.slice(0, 3), result.answered.length], [["abcd", "ab", "cd"], 4]);
});

test("a refusal of the batch is asked again one by one, and stays with whom it concerns", async () => {
  const result = await run([items("a", "b", "c")], (some) =>
    some.some(({ id }) => id === "b") ? told(some, [], "refusal") : all(some),
  );
  assert.deepEqual([result.calls, result.answered, result.silent], [["abc", "a", "b", "c"], "ac", "b"]);
});

test("a useless answer is asked for once more", async () => {
  assert.deepEqual((await run([items("a", "b")], (some) => told(some, [], "useless"))).calls, ["ab", "ab"]);
});

test("no item is asked about more than four times, whatever comes back", async () => {
  const outcomes: Outcome[] = ["cut", "ok", "useless", "refusal"];
  for (const first of outcomes)
    for (const second of outcomes) {
      const { calls } = await run([items(..."abcdefgh")], (some, call) => told(some, [], call % 2 ? first : second));
      for (const id of "abcdefgh")
        assert.ok(calls.filter((asked) => asked.includes(id)).length <= 4, `${first} ${second} ${calls}`);
    }
});

test("a failure ends the asking; what was answered stays, the rest waits", async () => {
  const result = await run([items("a", "b"), items("c"), items("d")], (some, call) => {
    if (call === 2) throw new LlmFailure("throttled", "wait");
    return all(some);
  });
  assert.deepEqual(result, { calls: ["ab", "c"], answered: "ab", silent: "", failure: "throttled", waiting: "cd" });
});

test("a text that is too long halves the batch; alone it keeps its local verdict", async () => {
  const result = await run([items("a", "b", "c")], (some) => {
    if (some.some(({ id }) => id === "b")) throw new LlmFailure("tooLong", "long");
    return all(some);
  });
  assert.deepEqual([result.answered.length, result.silent, result.failure], [2, "b", undefined]);
});

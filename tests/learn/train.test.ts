import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import written from "#lib/classify/weights.json" with { type: "json" };
import { weights } from "#lib/classify/weights.ts";
import { readAll } from "#lib/cli/labelled.ts";
import { fingerprint } from "#lib/learn/fingerprint.ts";
import { share } from "#lib/learn/interval.ts";
import { nonsense } from "#lib/learn/nonsense.ts";
import { packWords } from "#lib/learn/pack.ts";
import { commonRows, type Labelled, rowsOf } from "#lib/learn/rows.ts";
import { thresholdFor } from "#lib/learn/threshold.ts";
import { fitWords } from "#lib/learn/words.ts";
import { categories } from "#lib/model/taxonomy.ts";

const corpus = (name: string, isSeen: boolean) => ({ path: `tests/corpus/${name}.jsonl`, isSeen });
const files = [
  corpus("train-a", false),
  corpus("train-b", false),
  corpus("train-c", false),
  corpus("train-d", false),
  corpus("llm", true),
  corpus("general", true),
  corpus("more", true),
];

async function labelled(): Promise<Labelled[]> {
  const all = await readAll(files);
  if ("fault" in all) throw new Error(all.fault);
  return all;
}

test("the committed weights are those of the committed errors and rules", async () => {
  const found = fingerprint(rowsOf(await labelled(), 5), commonRows());
  assert.equal(found, written.trained.from, "train again: the command stands in tests/corpus/README.md");
});

test("the same errors give the same words", async () => {
  const rows = rowsOf(
    (await labelled()).filter((_, i) => i % 40 === 0),
    2,
  );
  const [first, again] = [fitWords(rows), fitWords(rows)];
  assert.deepEqual(packWords(first), packWords(again));
});

test("the weights in use fit their file, and the file its megabyte", () => {
  assert.ok(JSON.stringify(written).length < 1_000_000);
  assert.ok(weights.accepted > 0.5 && weights.accepted < 1 && weights.retryFrom > 0.5 && weights.retryFrom < 1);
  assert.ok(weights.words.weights.length % (categories.length + 1) === 0);
});

test("above the threshold answers are surely that good, and no lower one would do", () => {
  const answer = fc.record({ confidence: fc.integer({ min: 0, max: 20 }).map((n) => n / 20), right: fc.boolean() });
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 200 }), fc.double({ min: 0.1, max: 0.95, noNaN: true }), (rows, least) => {
      const low = (from: number): number => {
        const given = rows.filter(({ confidence }) => confidence >= from);
        return share(given.filter(({ right }) => right).length, given.length)?.low ?? 0;
      };
      const threshold = thresholdFor(rows, least);
      if (threshold < 1) assert.ok(low(threshold) >= least);
      for (const { confidence } of rows) if (confidence < threshold) assert.ok(low(confidence) < least);
    }),
  );
});

test("nonsense is the same each time and never twice the same text in a row", () => {
  const texts = nonsense(50).map(({ message }) => message);
  assert.deepEqual(
    texts,
    nonsense(50).map(({ message }) => message),
  );
  assert.ok(new Set(texts).size > 40);
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../lib/cli/verdict.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "verdict-train-"));
after(() => rmSync(folder, { recursive: true }));

const out = join(folder, "weights.json");
const run = (...args: string[]) => spawnSync(process.execPath, [program, "train", ...args], { encoding: "utf8" });
const written = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), lines.join("\n"));
  return join(folder, name);
};
const few = readFileSync("tests/corpus/general.jsonl", "utf8").trim().split("\n").slice(0, 120);

test("wrong usage is 2, and says what is missing", () => {
  assert.deepEqual([run().status, run(written("a.jsonl", few)).status, run("x", "--out", out, "--folds", "1").status], [2, 2, 2]);
  assert.match(run(written("a.jsonl", few)).stderr, /--out is missing/);
});

test("what cannot be read, learnt from or written is 1, with the cause", () => {
  const missing = run(join(folder, "none.jsonl"), "--out", out);
  assert.deepEqual([missing.status, existsSync(out)], [1, false]);
  assert.match(missing.stderr, /none\.jsonl cannot be read/);
  const small = run(written("small.jsonl", few.slice(0, 5)), "--out", out);
  assert.equal(small.status, 1);
  assert.match(small.stderr, /at least 20 are needed/);
});

test("wrong lines are named and skipped, and the rest is learnt from, each time the same", () => {
  const mixed = written("mixed.jsonl", ["{", '{"message":"x"}', "", ...few]);
  const { status, stdout, stderr } = run(mixed, "--out", out, "--folds", "2");
  assert.equal(status, 0, stderr);
  assert.match(stderr, /mixed\.jsonl line 1 skipped: not JSON/);
  assert.match(stderr, /line 2 skipped: category/);
  assert.match(stdout, /calibration error/);
  const weights = JSON.parse(readFileSync(out, "utf8")) as { trained: { rows: number }; version: string };
  assert.equal(weights.trained.rows, 120);
  assert.match(stdout, new RegExp(weights.version));
  const again = join(folder, "again.json");
  run(mixed, "--out", again, "--folds", "2");
  assert.equal(readFileSync(again, "utf8"), readFileSync(out, "utf8"));
});

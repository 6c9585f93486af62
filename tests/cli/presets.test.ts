import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../lib/cli/verdict.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "verdict-presets-"));
after(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], input = ""): Promise<{ status: number; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, DATA_DIR: folder } });
  child.stdin.on("error", () => undefined); // a command that reads nothing closes its end
  child.stdin.end(input);
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status, out, err };
}

const quota = "You exceeded your current quota, please check your plan and billing details. insufficient_quota";
const labelled = (category: string, message: string, more: object = {}): string =>
  JSON.stringify({ message, category, should_retry: false, severity: "critical", ...more });

async function evaluated(preset: string, lines: readonly string[]) {
  const file = join(folder, "labelled.jsonl");
  writeFileSync(file, lines.join("\n"));
  const { status, out, err } = await run(["eval", file, "--tier", "local", "--json", "--preset", preset]);
  assert.equal(status, 0, err);
  return JSON.parse(out);
}

test("verdicts say what the preset calls them, errors stay errors", async () => {
  const { status, out } = await run(
    ["classify", "--tier", "local", "--preset", "sre"],
    `${JSON.stringify({ message: quota })}\nnonsense\n`,
  );
  assert.equal(status, 0);
  const [first, second] = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([first.category, first.view, second.line, second.view], ["quota_exceeded", "auth", 2, undefined]);
  const plain = await run(["classify", "--tier", "local"], `${JSON.stringify({ message: quota })}\n`);
  assert.ok(!("view" in JSON.parse(plain.out)));
});

test("labels are read in a preset's names or ours, and what has one name counts as the same", async () => {
  const { n, accuracy, categories, skipped } = await evaluated("sre", [
    labelled("auth", quota),
    labelled("authentication", quota),
    labelled("network", quota, { alt: "auth" }),
    labelled("Auth", quota),
  ]);
  assert.deepEqual([n, accuracy.value, skipped.length], [3, 2 / 3, 1]);
  assert.deepEqual(
    categories.map(({ category, support }: { category: string; support: number }) => [category, support]),
    [
      ["network", 1],
      ["auth", 2],
    ],
  );
});

test("without a preset the names are ours, and a distinct category is a mistake", async () => {
  const { n, accuracy, skipped } = await evaluated("verdict", [
    labelled("auth", quota),
    labelled("authentication", quota),
    labelled("quota_exceeded", quota),
  ]);
  assert.deepEqual([n, accuracy.value, skipped.length], [2, 0.5, 1]);
});

for (const args of [["classify"], ["eval", "file.jsonl"]])
  test(`${args[0]} names the presets there are`, async () => {
    const { status, err } = await run([...args, "--preset", "acme"]);
    assert.equal(status, 2);
    assert.match(err, /--preset acme is unknown: it can be verdict, llm-api, sre, ai-app, gateway, microservices/);
  });

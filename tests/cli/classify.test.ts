import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { linesOf } from "#lib/cli/jsonl.ts";
import { Verdict } from "#lib/model/verdict.ts";

const program = fileURLToPath(new URL("../../lib/cli/verdict.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "verdict-cli-"));
after(() => rmSync(folder, { recursive: true }));

function start(args: readonly string[]) {
  return spawn(process.execPath, [program, ...args], { env: { ...process.env, DATA_DIR: folder } });
}

async function run(
  args: readonly string[],
  input: string | Buffer = "",
): Promise<{ status: number | null; out: string; err: string }> {
  const child = start(args);
  child.stdin.on("error", () => undefined); // a command that reads nothing closes its end
  child.stdin.end(input);
  const [out, err, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { status, out, err };
}

const answers = (out: string): Record<string, unknown>[] =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("reports become verdicts in order, ids echoed or line numbers in their place", async () => {
  const { status, out } = await run(
    ["classify", "--tier", "local"],
    ['{"id":"a","message":"ECONNREFUSED"}', '{"message":"certificate has expired"}', '{"id":3,"message":"x"}'].join("\n"),
  );
  assert.equal(status, 0);
  assert.deepEqual(
    answers(out).map(({ id, category }) => [id, category]),
    [
      ["a", "network"],
      [2, "network"],
      [3, "unknown"],
    ],
  );
  for (const { id: _, ...verdict } of answers(out))
    assert.deepEqual(Object.keys(Verdict.parse(verdict)).toSorted(), Object.keys(verdict).toSorted());
  assert.deepEqual(Object.keys(answers(out)[0]!.versions as object), ["rules", "model", "knowledge", "template"]);
});

test("cause and fix are told in the language asked for", async () => {
  const line = '{"message":"certificate has expired"}';
  const told: [string, RegExp][] = [
    ["zh-CN", /^服务器的 TLS 证书/],
    ["vi", /^Chứng chỉ TLS/],
    ["ja", /^サーバーの TLS 証明書/],
    ["ko", /^서버의 TLS 인증서/],
    ["th", /^ใบรับรอง TLS/],
  ];
  for (const [language, start] of told) {
    const { out } = await run(["classify", "--tier", "local", "--lang", language], line);
    assert.match(String(answers(out)[0]?.root_cause), start);
  }
});

test("a wrong line is answered in its place and the rest goes on", async () => {
  const lines = ["not json", '{"message":7}', "[]", `{"message":"${"x".repeat(1_100_000)}"}`, "", '{"message":"ok"}'];
  const { status, out } = await run(["classify", "--tier", "local"], lines.join("\n"));
  assert.equal(status, 0);
  const found = answers(out);
  assert.deepEqual(
    found.map((answer) => answer.line ?? answer.id),
    [1, 2, 3, 4, 6],
  );
  assert.match(String(found[1]?.error), /message/);
  assert.match(String(found[3]?.error), /longer than 1 MB/);
});

test("a byte order mark, carriage returns and a missing last newline are no hindrance", async () => {
  const { out } = await run(
    ["classify", "--tier", "local"],
    '\uFEFF{"message":"ECONNREFUSED"}\r\n{"message":"ETIMEDOUT"}\r\n\r\n{"message":"x"}',
  );
  assert.deepEqual(
    answers(out).map(({ category }) => category),
    ["network", "timeout", "unknown"],
  );
});

test("hostile JSON is answered like any other", async () => {
  const deep = `{"message":"x","tags":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
  const { status, out } = await run(
    ["classify", "--tier", "local"],
    ['{"message":"\\ud800","__proto__":{"x":1}}', deep, '{"message":"after"}'].join("\n"),
  );
  assert.equal(status, 0);
  assert.equal(answers(out).length, 3);
  assert.equal(answers(out)[2]?.id, 3);
});

test("without a model the full tier answers like the local one and says so on stderr", async () => {
  const { status, out, err } = await run(["classify"], '{"message":"ECONNREFUSED"}');
  assert.deepEqual([status, answers(out)[0]?.category], [0, "network"]);
  assert.match(err, /No model is set up: set LLM_API_KEY/);
});

test("a reader that leaves early ends the program quietly", async () => {
  const child = start(["classify", "--tier", "local"]);
  const said = text(child.stderr);
  child.stdin.on("error", () => undefined);
  child.stdin.end('{"message":"ECONNREFUSED"}\n'.repeat(20_000));
  await once(child.stdout, "data");
  child.stdout.destroy();
  const [status] = (await once(child, "exit")) as [number | null];
  assert.deepEqual([status, await said], [0, ""]);
});

test("lines come as the stream brings them, however it is cut", async () => {
  const whole = Buffer.from("één\nzwei\n\n三");
  for (const size of [1, 2, 3, 5, 100]) {
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => whole.subarray(i * size, (i + 1) * size));
    const lines: unknown[] = [];
    for await (const line of linesOf(chunksOf(chunks))) lines.push(line);
    assert.deepEqual(lines, [
      { number: 1, text: "één" },
      { number: 2, text: "zwei" },
      { number: 3, text: "" },
      { number: 4, text: "三" },
    ]);
  }
});

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

test("wrong usage ends with 2 and says what is meant", async () => {
  const wrong: [string[], RegExp][] = [
    [[], /command is missing/],
    [["clasify"], /Did you mean "classify"\?/],
    [["classify", "--nope"], /--nope/],
    [["classify", "--tier", "best"], /--tier best/],
    [["classify", "--lang", "xx"], /--lang xx/],
    [["eval"], /one file/],
    [["eval", "x.jsonl", "--tier", "local", "--model", "a,b"], /leave out --tier local/],
    [["__proto__"], /no command/],
  ];
  for (const [args, said] of wrong) {
    const { status, out, err } = await run(args);
    assert.deepEqual([status, out], [2, ""], args.join(" "));
    assert.match(err, said);
    assert.match(err, /Usage: verdict/);
  }
});

test("help is no error", async () => {
  const { status, out } = await run(["--help"]);
  assert.equal(status, 0);
  assert.match(out, /classify[\s\S]*eval[\s\S]*migrate[\s\S]*doctor/);
  assert.match((await run(["eval", "x.jsonl", "--help"])).out, /^Usage: verdict eval/);
});

const labelled = [
  '{"id":1,"message":"connect ECONNREFUSED 10.0.0.1:80","category":"network","should_retry":true,"severity":"high"}',
  '{"id":2,"message":"Cannot read properties of undefined (reading \'x\')","category":"code_bug","should_retry":false,"severity":"high"}',
  '{"id":3,"message":"no label"}',
].join("\n");

test("eval measures a labelled file and names the lines it skipped", async () => {
  const file = join(folder, "labelled.jsonl");
  writeFileSync(file, labelled);
  const { status, out, err } = await run(["eval", file, "--tier", "local", "--json"]);
  assert.equal(status, 0);
  const measured = JSON.parse(out) as Record<string, unknown>;
  assert.equal((measured.accuracy as { value: number }).value, 1);
  assert.equal(measured.valid_answers, 1);
  assert.equal(measured.n, 2);
  assert.match(err, /line 3 skipped/);
  const readable = await run(["eval", file, "--tier", "local"]);
  assert.match(readable.out, /accuracy\s+100\.0 %[\s\S]*network\s+1/);
});

test("eval fails on a file that is not there or holds no labels", async () => {
  const file = join(folder, "empty.jsonl");
  writeFileSync(file, '{"message":"x"}\n');
  assert.equal((await run(["eval", file, "--tier", "local"])).status, 1);
  const missing = await run(["eval", join(folder, "none.jsonl"), "--tier", "local"]);
  assert.equal(missing.status, 1);
  assert.match(missing.err, /cannot be read/);
});

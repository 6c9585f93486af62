import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emptyReport, type Frame, type Report } from "#lib/model/report.ts";
import { excerpt } from "#lib/report/excerpt.ts";
import { cpuMs } from "../support/cpu-ms.ts";
import { readCases } from "./secretCases.ts";

const frame = (file: string, inApp = true, line: number | null = 1): Frame => ({
  file,
  line,
  function: "run",
  module: null,
  inApp,
  context: "secret()",
});
const of = (report: Partial<Report>) => excerpt({ ...emptyReport, ...report });

test("a message keeps its head and its tail, and says what was left out", () => {
  const { message } = of({ message: `${"head ".repeat(100)}\n${"x\n".repeat(500)}${"tail ".repeat(50)}` });
  assert.ok(message.startsWith("head head") && message.endsWith("tail") && /\[…\d+ lines omitted…\]/.test(message));
  assert.ok(message.length < 660);
});

test("frames: eight of the application, two of libraries, the entry; recursion is said once", () => {
  const frames = [
    ...Array.from({ length: 5 }, () => frame("app/loop.py")),
    ...Array.from({ length: 10 }, (_, n) => frame(`lib/deep${n}.py`, false)),
    ...Array.from({ length: 6 }, (_, n) => frame(`app/own${n}.py`)),
    frame("main.py", false),
  ];
  assert.deepEqual(of({ frames }).frames, [
    "app/loop.py:1 in run ×5",
    "lib:lib/deep0.py:1 in run",
    "lib:lib/deep1.py:1 in run",
    "app/own0.py:1 in run",
    "app/own1.py:1 in run",
    "app/own2.py:1 in run",
    "lib:main.py:1 in run",
    "11 frames omitted",
  ]);
});

test("addresses lose their queries, invisible letters and escapes go", () => {
  const { message } = of({
    message:
      "GET https://api.example.com/v1/x?user=bob#top failed \u001b[31mred\u001b[0m zero\u200bwidth \u202eright \u{e0041}tag",
  });
  assert.equal(message, "GET https://api.example.com/v1/x failed red zerowidth right tag");
});

test("another spelling hides nothing from redaction", () => {
  const { message } = of({
    message: "key ｓｋ－ｐｒｏｊ－abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH and bob@exa\u200bmple.com",
  });
  assert.doesNotMatch(message, /abcdefghijkl|bob@/);
});

test("nobody's user, tags or source lines are shown", () => {
  const text = JSON.stringify(
    of({ message: "m", frames: [frame("a.py")], tags: { user: "bob" }, transaction: "/users/bob", release: "r" }),
  );
  assert.doesNotMatch(text, /bob|secret\(\)/);
});

test("no secret passes, also when redaction was forgotten before", () => {
  for (const { id, message, must_not_leak } of readCases("secrets")) {
    const seen = JSON.stringify(
      of({
        message,
        chain: [{ type: "E", value: message }],
        breadcrumbs: [{ at: null, category: null, level: "error", message }],
      }),
    );
    for (const secret of must_not_leak) assert.ok(!seen.includes(JSON.stringify(secret).slice(1, -1)), `${id} leaks ${secret}`);
  }
});

test("real errors stay within their size, and hostile ones are read in time", () => {
  const lines = readFileSync("tests/corpus/llm.jsonl", "utf8").trim().split("\n");
  const sizes = lines.map((line) => JSON.stringify(of({ message: (JSON.parse(line) as { message: string }).message })).length);
  assert.ok(Math.max(...sizes) < 900, `${Math.max(...sizes)}`);
  for (const piece of ["a://", "a@a", "?#", "[", "\u200b"])
    assert.ok(cpuMs(() => of({ message: piece.repeat(4000) })) < 500, piece);
});

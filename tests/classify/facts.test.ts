import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf, positionInMessage } from "#lib/classify/facts.ts";
import { statusIn } from "#lib/classify/status.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";

const facts = (line: Partial<JsonlReport>) => factsOf(fromJsonl({ message: "", ...line }));

test("types are those stated, those of the causes and those named in the message", () => {
  const { types } = facts({
    message: "Caused by: java.net.ConnectException: refused",
    exception_type: "AppError",
    chain: ["redis.exceptions.TimeoutError: slow"],
  });
  assert.deepEqual(types.split("\n"), ["AppError", "redis.exceptions.TimeoutError", "java.net.ConnectException"]);
});

test("codes are those stated and those the message names as such", () => {
  assert.deepEqual(facts({ message: "{ code: 'ECONNRESET', errno: -104 }", code: 23505 }).codes.split("\n"), [
    "23505",
    "ECONNRESET",
    "-104",
  ]);
});

test("the stated status goes before one in the message", () => {
  assert.equal(facts({ message: "429 Too Many Requests", http_status: 503 }).status, 503);
  assert.equal(facts({ message: "429 Too Many Requests" }).status, 429);
});

test("statuses are found as libraries write them, and numbers of other things are not", () => {
  const written: [string, number | null][] = [
    ["Request failed with status code 503", 503],
    ["Error code: 401 - {'error': {}}", 401],
    ["API error occurred: Status 429\nBody: {}", 429],
    ["[GoogleGenerativeAI Error]: [404 Not Found] gone", 404],
    ["HTTP/1.1 502 Bad Gateway", 502],
    ['{"error":{"code":429}}', 429],
    ["upstream https://x.example -> 429 {}", 429],
    ["KI-Anfrage fehlgeschlagen (429): Zu viele Anfragen", 429],
    ["took 500 ms", null],
    ["expected 422 rows, got 3", null],
    ["response: 500ms", null],
    ["listening on port 443", null],
  ];
  for (const [text, status] of written) assert.equal(statusIn(text), status, text);
});

test("a model is recognised by provider, words or frames", () => {
  assert.equal(facts({ message: "oops", provider: "openai" }).llm, true);
  assert.equal(facts({ message: "oops", frames: ["lib:openai/core/error.js:63 in generate"] }).llm, true);
  assert.equal(facts({ message: "Anthropic said no" }).llm, true);
  assert.equal(facts({ message: "oops", frames: ["src/orders.ts:3 in list"] }).llm, false);
});

test("words found after the part left out keep their place in the message", () => {
  const message = `${"a".repeat(9000)} ECONNREFUSED ${"b".repeat(100)}`;
  const long = facts({ message });
  const position = positionInMessage(long, long.text.indexOf("ECONNREFUSED"), 12);
  assert.equal(message.slice(position?.start, position?.end), "ECONNREFUSED");
});

test("words of a cause are in no place of the message", () => {
  const withCause = facts({ message: "fetch failed", chain: ["Error: connect ECONNREFUSED"] });
  assert.equal(positionInMessage(withCause, withCause.text.indexOf("ECONNREFUSED"), 12), null);
});

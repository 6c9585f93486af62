import assert from "node:assert/strict";
import { test } from "node:test";
import { readReply } from "#lib/llm/call.ts";
import { cpuMs } from "../support/cpu-ms.ts";

const event = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

test("events make one answer together, after a mark of bytes and blanks as well", () => {
  assert.equal(readReply(`${event("a")}${event("b")}data: [DONE]\n`).text, "ab");
  assert.equal(readReply(`\ufeff \n${event("a")}`).text, "a");
});

const long = 2 ** 20;
const hostile = {
  "marks of bytes": "\ufeff".repeat(100),
  "marks of bytes before an event": `${"\ufeff".repeat(90)}data`,
  "events of nothing": "data:\n".repeat(long / 6),
  "an event of brackets": `data: ${"[".repeat(long / 2)}`,
};
for (const [name, body] of Object.entries(hostile))
  test(`${name} are read in no time`, () => {
    assert.ok(cpuMs(() => assert.equal(readReply(body).text, "")) < 1000);
  });

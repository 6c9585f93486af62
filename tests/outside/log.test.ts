import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Logger } from "pino";
import { Busy } from "#lib/model/errors.ts";
import { createLog, limited } from "#lib/outside/log.ts";

const secret = 'sntrys_"quoted"\\and/long+enough';

function open(level: "debug" | "info" = "info"): { log: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  let written = "";
  const write = (line: string): void => {
    written += line;
  };
  const log = createLog({ level, secrets: [secret, "", "short"], destination: { write } });
  const lines = () =>
    written
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, lines, text: () => written };
}

test("a line says when, how bad and what, and nothing of the machine", () => {
  const { log, lines } = open();
  log.info({ delivery: "d1", count: 3 }, "stored");
  const [{ time, ...line } = {}] = lines();
  assert.deepEqual(line, { level: "info", delivery: "d1", count: 3, msg: "stored" });
  assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
});

const hostile = 'a\r\n{"level":"info","msg":"login ok"}\u001b[2J\u2028b\u2029c\u0085d\u009be\u202ef\u200b\ud83d';

test("a hostile text makes one line, free of control, separator and direction characters", () => {
  const { log, lines, text } = open();
  log.warn({ title: hostile, [hostile]: [hostile] }, hostile);
  log.child({ title: hostile }).warn("x");
  assert.equal(lines().length, 2);
  assert.equal(lines()[0]?.title, hostile);
  assert.doesNotMatch(text().replaceAll("\n", ""), /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]/);
});

test("no place of a line shows a configured secret", () => {
  const { log, text } = open("debug");
  log.info(
    { a: secret, [secret]: 1, nested: { list: [`x${secret}y`] }, padded: `${"p".repeat(1990)}${secret}` },
    `said ${secret}`,
  );
  log.error(new Error(`failed with ${secret}`, { cause: new Error(secret) }));
  log.child({ token: secret }).debug("%s", secret);
  log.info(`https://x.example/?key=${encodeURIComponent(secret)}`);
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), "sntrys_"])
    assert.equal(text().includes(form), false, form);
  assert.equal(text().includes("[secret]"), true);
});

test("long texts, long lists and deep objects are cut", () => {
  const { log, lines, text } = open();
  const deep: Record<string, unknown> = {};
  deep.self = deep;
  log.info(
    { long: "x".repeat(1e6), list: Array.from({ length: 1e5 }, () => "y"), deep, bytes: new Uint8Array(1e6) },
    "z".repeat(1e6),
  );
  assert.ok(text().length < 10_000);
  assert.match(String(lines()[0]?.long), /^x{2000}… \(1000000 characters\)$/);
  assert.equal(lines()[0]?.bytes, "[1000000 bytes]");
});

test("an error tells its type, message, code, place and causes, not what it carries along", () => {
  const { log, lines, text } = open();
  const carried = Object.assign(new Error("refused"), {
    code: "ECONNREFUSED",
    config: { headers: { authorization: "Bearer payload" } },
    body: "payload",
  });
  log.error({ err: new Busy("Sentry is away", 1000, { cause: carried }) }, "will try again");
  const err = lines()[0]?.err as Record<string, unknown>;
  assert.deepEqual([err.type, err.message], ["Busy", "Sentry is away"]);
  assert.deepEqual(
    [(err.cause as Record<string, unknown>).code, (err.cause as Record<string, unknown>).message],
    ["ECONNREFUSED", "refused"],
  );
  assert.match(String(err.stack), /log\.test\.ts/);
  assert.doesNotMatch(text(), /payload/);
});

test("whatever is logged, each entry is one line of JSON", () => {
  const { log, lines } = open();
  let entries = 0;
  fc.assert(
    fc.property(
      fc.object({ withBigInt: true, withDate: true, withTypedArray: true }),
      fc.string({ unit: "binary" }),
      (fields, message) => {
        log.info(fields, message);
        assert.equal(lines().length, ++entries);
      },
    ),
    { numRuns: 50 },
  );
});

test("of a kind so many lines a minute are written; the next one says how many were left out", () => {
  const { log, lines } = open();
  let time = 0;
  const notice = limited(log, 2, () => time);
  for (let at = 0; at < 10; at++) notice("warn", "forged", { at }, "forged");
  notice("error", "other", {}, "other");
  time = 60_000;
  notice("warn", "forged", { at: 10 }, "forged");
  notice("warn", "forged", { at: 11 }, "forged");
  assert.deepEqual(
    lines().map(({ msg, at, times }) => [msg, at, times]),
    [
      ["forged", 0, undefined],
      ["forged", 1, undefined],
      ["other", undefined, undefined],
      ["forged", 10, 8],
      ["forged", 11, undefined],
    ],
  );
});

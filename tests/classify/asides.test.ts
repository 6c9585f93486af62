import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutAsides } from "#lib/classify/asides.ts";
import { factsOf } from "#lib/classify/facts.ts";
import { matchesOf } from "#lib/classify/match.ts";
import { simplified } from "#lib/classify/simplified.ts";
import { emptyReport } from "#lib/model/report.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { cpuMs } from "../support/cpu-ms.ts";

const says = (message: string) => matchesOf(factsOf({ ...emptyReport, message }))[0]?.category;

const misleading: readonly (readonly [string, Category])[] = [
  ['relation "rate_limits" does not exist', "database"],
  ["Cannot find module './middleware/rate-limit'", "infrastructure"],
  ["'OpenAI' object has no attribute 'Timeout'", "code_bug"],
  ["value too long for type character varying(64) [parameters: ('429 Too Many Requests')]", "database"],
  ['could not answer the user_message "why do I get rate limit exceeded?": connect ECONNREFUSED 10.0.0.1:443', "network"],
  ["not a rate limit, not a timeout: certificate has expired", "network"],
];

for (const [message, category] of misleading) test(`"${message}" is ${category}`, () => assert.equal(says(message), category));

test("what is blanked out keeps its place", () => {
  const text = 'no answer in 45 s to "what does quota exceeded mean?", gave up';
  const said = withoutAsides(text);
  assert.equal(said.length, text.length);
  assert.doesNotMatch(said, /quota/);
  assert.match(said, /gave up$/);
});

test("traditional characters are read as simplified ones, Japanese is left alone", () => {
  assert.equal(simplified("請求過於頻繁"), "请求过于频繁");
  assert.equal(simplified("認証エラー"), "認証エラー");
});

test("no text takes long", () => {
  for (const piece of ["not the aa bb ", "[SQL: ", 'question "a ', "looks like a ", "key (a)=(", "input_value='"])
    assert.ok(cpuMs(() => withoutAsides(piece.repeat(20_000 / piece.length))) < 400, piece);
});

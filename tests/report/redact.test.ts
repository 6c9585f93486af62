import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { redactText } from "#lib/report/redact.ts";
import { type Case, filled, readCases, remains, withoutFiller } from "./secretCases.ts";

const given = readCases("secrets");
const families = readCases("families");
const sets = { vendors: readCases("vendors"), forms: readCases("forms"), people: readCases("people"), kept: readCases("kept") };
const drawn = Math.floor(Math.random() * 1e9);

function holds({ id, message, must_not_leak, must_keep }: Case): void {
  const clean = redactText(message);
  const leaks = must_not_leak.filter((secret) => remains(clean, secret));
  const lost = must_keep.filter((words) => !clean.includes(words));
  assert.deepEqual({ id, leaks, lost }, { id, leaks: [], lost: [] }, clean);
  assert.equal(redactText(clean), clean, `${id} again`);
}

function isRight({ message, must_not_leak, must_keep }: Case): boolean {
  const clean = redactText(message);
  return must_keep.every((words) => clean.includes(words)) && !must_not_leak.some((secret) => remains(clean, secret));
}

for (const row of given) test(`${row.id} hides what is secret and keeps what helps`, () => holds(row));
for (const row of families) test(`${row.id} hides what is secret and keeps what helps`, () => holds(filled(row, 1)));

for (const [name, rows] of Object.entries(sets))
  test(`${rows.length} ${name}: what is secret goes, what helps stays`, () => {
    for (const seed of [1, 2, 3]) for (const row of rows) holds(filled(row, seed));
  });

test("filler plays no part: random characters in its place are hidden too", () => {
  for (const seed of [1, 2, 3, 4, 5]) for (const row of given) holds(withoutFiller(row, seed));
  for (const seed of [2, 3, 4, 5, 6]) for (const row of [...families, ...Object.values(sets).flat()]) holds(filled(row, seed));
});

test(`with characters that nobody has seen, at least 99 % still hold (seed ${drawn})`, (t) => {
  const rows = [
    ...given.map((row) => withoutFiller(row, drawn)),
    ...[...families, ...Object.values(sets).flat()].map((row) => filled(row, drawn)),
  ];
  const wrong = rows.filter((row) => !isRight(row)).map(({ id }) => id); // a draw without digits and capitals may spell a word
  t.diagnostic(`${wrong.length} of ${rows.length} wrong: ${wrong.join(", ")}`);
  assert.ok(wrong.length <= rows.length / 100);
});

const everyCase = [...given, ...[...families, ...Object.values(sets).flat()].map((row) => filled(row, 7))];
const surroundings: Record<string, (text: string) => string> = {
  "between other words": (text) => `worker 7 said: ${text} (while draining)`,
  "on lines of a log": (text) => `2026-11-21T11:00:00Z ERROR\n${text}\n  at main (app.js:1:2)`,
  "in a JSON string": (text) => JSON.stringify({ level: "error", msg: text }),
  "percent-encoded": encodeURIComponent,
  "twice percent-encoded": (text) => encodeURIComponent(encodeURIComponent(text)),
};
for (const [where, surround] of Object.entries(surroundings))
  test(`secrets stay hidden ${where}`, () => {
    for (const { id, message, must_not_leak } of everyCase) {
      const clean = redactText(surround(message));
      const forms = must_not_leak.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
      assert.deepEqual({ id, leaks: forms.filter((secret) => clean.includes(secret)) }, { id, leaks: [] }, clean);
    }
  });

const fragments = everyCase.flatMap(({ message }) => message.split(/(?=[\s"'=:@/&;,(){}[\]\\])/));
const syntax = [
  "[KEY_1]",
  "[EMAIL_2]",
  "[KEY_",
  "[",
  "]",
  '"',
  "'",
  '\\"',
  "\\n",
  "\n",
  "=",
  ": ",
  "@",
  "://",
  "%40",
  "%20",
  "%25",
  "sk-",
  "eyJ",
  "-----BEGIN RSA PRIVATE KEY-----",
  "-----END",
  "cookie: ",
];
const odd = [
  "\0",
  "\ud800",
  "\u001b[1m",
  "İ",
  "密码：",
  "password",
  "token",
  "Bearer ",
  "+1",
  "::",
  "/home/",
  "C:\\Users\\",
  "ssn ",
  "otp ",
  "-u ",
  "--password ",
  "&code=",
  "<password>",
  "[KEY_99999]",
];
const piece = fc.oneof(
  fc.constantFrom(...fragments),
  fc.constantFrom(...syntax, ...odd),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const hostile = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));

test("redacting again changes nothing, and what comes out can be stored", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const clean = redactText(text);
      assert.equal(redactText(clean), clean);
      assert.ok(clean.isWellFormed() && !clean.includes("\0"));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test("the same value gets the same number, another value another", () => {
  assert.equal(
    redactText("a@x.com wrote to b@x.com, b@x.com to a@x.com"),
    "[EMAIL_1] wrote to [EMAIL_2], [EMAIL_2] to [EMAIL_1]",
  );
  assert.equal(redactText("[EMAIL_4] is not c@x.com"), "[EMAIL_4] is not [EMAIL_5]");
});

test("text without anything to hide is returned as it is", () => {
  for (const text of [
    "",
    "Rate limit reached: Limit 30000, Used 29411",
    "connect ECONNREFUSED 127.0.0.1:5432",
    "モデルが応答しません",
  ])
    assert.equal(redactText(text), text);
});

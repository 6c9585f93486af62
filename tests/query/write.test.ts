import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matches } from "#lib/query/evaluate.ts";
import { explain } from "#lib/query/explain.ts";
import { writeValue } from "#lib/query/quote.ts";
import { picked, toggled, toggledTerm, withoutChoice, writePicked, writeQuery } from "#lib/query/write.ts";
import { asked, now, subjects, texts } from "./subjects.ts";

test("what is written means the same", () => {
  fc.assert(
    fc.property(texts, subjects, (text, subject) => {
      const query = asked(text);
      const again = asked(writeQuery(query));
      assert.equal(matches(again, subject, { now }), matches(query, subject, { now }));
      assert.equal(writeQuery(again), writeQuery(query));
    }),
    { numRuns: 500 },
  );
});

test("any value can be written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), (value) => {
      assert.deepEqual(picked(asked(`project:${writeValue(value)}`), "project"), [value]);
    }),
  );
});

test("a word is added once and taken away again", () => {
  const steps: [string, string, string, string][] = [
    ["", "severity", "high", "severity:high"],
    ["severity:high", "severity", "low", "severity:high OR severity:low"],
    ["severity:high OR severity:low", "severity", "high", "severity:low"],
    ["severity:low", "severity", "low", ""],
    ["reset severity:low", "severity", "high", "reset (severity:low OR severity:high)"],
    ["severity:>=high is:new", "severity", "high", "is:new severity:critical"],
    ["a OR b", "project", "check out", '(a OR b) project:"check out"'],
    ["-category:timeout", "category", "network", "-category:timeout category:network"],
  ];
  for (const [text, field, word, expected] of steps) assert.equal(toggled(asked(text), field, word), expected);
});

test("a term is added and taken away by its text", () => {
  assert.equal(toggledTerm(asked("a OR b"), "is:new"), "(a OR b) is:new");
  assert.equal(toggledTerm(asked("(a OR b) is:new"), "is:new"), "a OR b");
});

test("what a query picks of a field can be read, replaced and left out", () => {
  const query = asked("(category:timeout OR category:network) severity:>=high reset");
  assert.deepEqual(picked(query, "category"), ["timeout", "network"]);
  assert.deepEqual(picked(query, "severity"), ["high", "critical"]);
  assert.equal(writeQuery(withoutChoice(query, "category")), "severity:>=high reset");
  assert.equal(writePicked(query, "severity", []), "(category:timeout OR category:network) reset");
});

test("picking a value twice changes nothing", () => {
  fc.assert(
    fc.property(texts, subjects, fc.constantFrom("timeout", "network"), (text, subject, word) => {
      const query = asked(text);
      const wasOn = picked(query, "category").includes(word);
      const back = asked(toggled(asked(toggled(query, "category", word)), "category", word));
      assert.equal(picked(back, "category").includes(word), wasOn);
      assert.equal(
        matches(withoutChoice(back, "category"), subject, { now }),
        matches(withoutChoice(query, "category"), subject, { now }),
      );
    }),
  );
});

const sentences: [string, string][] = [
  ["", "everything"],
  [
    'category:rate_limit severity:>=high llm.provider:openai -is:silenced age:<24h "connection reset"',
    "the category is rate_limit and the severity is high or worse and the provider is openai and it is not silenced and first seen less than 24h ago and message or type holds “connection reset”",
  ],
  ["severity:<high OR fix_time:>1h", "the severity is milder than high or the time to fix is longer than 1h"],
  ["a (b OR c)", "message or type holds “a” and (message or type holds “b” or message or type holds “c”)"],
  ["-(a b)", "not (message or type holds “a” and message or type holds “b”)"],
  ["retryable:true -needs_action:true", "a retry helps and it needs no action now"],
  ["confidence:<80% users:>=100", "the confidence is below 80% and the number of users is at least 100"],
  ["-environment:* tag.plan:pro", "the environment is unknown and the tag plan is pro"],
  ["last_seen:>2026-11-01 type:*Error", "last seen after 2026-11-01 and the error type is like *Error"],
  ["in:working-hours message:/a+/i", "the time is in working-hours and the message fits /a+/i"],
  ["category:llm-api/context_length", "the category is context_length (llm-api: context_length)"],
  ["-category:SRE/Auth", "the category is not one of authentication, quota_exceeded (sre: auth)"],
  ["signal:provider_*", "the signal is one of provider_outage, provider_refused"],
];
for (const [text, sentence] of sentences)
  test(`${text || "nothing"} is said in plain words`, () => assert.equal(explain(asked(text)), sentence));

test("every query can be said", () => {
  fc.assert(fc.property(texts, (text) => assert.match(explain(asked(text)), /\S/)));
});

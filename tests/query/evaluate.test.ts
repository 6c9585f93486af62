import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { severities } from "#lib/model/taxonomy.ts";
import { matches } from "#lib/query/evaluate.ts";
import { leastCpuMs } from "../support/cpu-ms.ts";
import { asked, now, subjects, texts } from "./subjects.ts";

const holds = (text: string, subject: Partial<Subject>): boolean =>
  matches(asked(text), { ...emptySubject, ...subject }, { now });
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

const yes: [string, Partial<Subject>][] = [
  ["reset", { message: "Connection RESET by peer" }],
  ["TimeoutError", { type: "TimeoutError" }],
  ["message:con*peer", { message: "Connection reset by peer" }],
  ["message:r?set", { message: "Connection reset by peer" }],
  ["type:*TimeoutError", { type: "openai.APITimeoutError" }],
  ['message:"*"', { message: "a * b" }],
  [String.raw`message:/rate limit.*\d+ (rpm|tpm)/i`, { message: "Rate Limit reached: 60 RPM" }],
  ["/^read/", { message: "read ECONNRESET" }],
  ["llm.provider:OpenAI", { provider: "openai" }],
  ["provider:openai", { provider: "openai" }],
  ["llm.model:gpt-4*", { llm_model: "gpt-4.1-mini" }],
  ["llm.status:>=500", { llm_status: 503 }],
  ["tag.plan:pro", { tags: { plan: "Pro" } }],
  ['"tag.a b:c":x', { tags: { "a b:c": "x" } }],
  ["-tag.plan:*", {}],
  ["release:1.2.3", { release: "1.2.3" }],
  ["release:api@1.2.3+build", { release: "api@1.2.3+build" }],
  ["transaction:GET:/api/chat", { transaction: "GET:/api/chat" }],
  ["confidence:>80%", { confidence: 0.81 }],
  ["confidence:<=0.5", { confidence: 0.5 }],
  ["retryable:no", { retryable: false }],
  ["fix_time:<=1h", { fix_time: "15min" }],
  ["fix_time:>1h", { fix_time: "1day" }],
  ["age:<24h", { first_seen: hoursAgo(23) }],
  ["age:>=1d", { first_seen: hoursAgo(24) }],
  ["age:[1h TO 2h]", { first_seen: hoursAgo(1.5) }],
  ["last_seen:<30m", { last_seen: hoursAgo(0.2) }],
  ["last_seen:2026-11-30", { last_seen: hoursAgo(1) }],
  ["first_seen:>2026-11-28", { first_seen: "2026-11-29T00:00:00Z" }],
  ["first_seen:<=2026-11-29", { first_seen: "2026-11-29T23:59:59Z" }],
  ["first_seen:[2026-11-01 TO 2026-11-30]", { first_seen: "2026-11-30T11:00:00Z" }],
  ["first_seen:>=2026-11-30T20:00:00+09:00", { first_seen: "2026-11-30T11:00:00Z" }],
  ["is:new is:unhandled", { flags: ["new", "unhandled"] }],
  ["signal:regressed", { signal: "regressed" }],
  ["signal:provider_*", { signal: "provider_outage" }],
  ["users:{1 TO 10}", { users: 9 }],
];
for (const [text, subject] of yes) test(`${text} is true of ${JSON.stringify(subject)}`, () => assert.ok(holds(text, subject)));

const no: [string, Partial<Subject>][] = [
  ["project:check", { project: "checkout" }],
  ['message:"r?set"', { message: "Connection reset by peer" }],
  ["/^ECONN/", { message: "read ECONNRESET" }],
  ["first_seen:>2026-11-29", { first_seen: "2026-11-29T23:00:00Z" }],
  ["users:{1 TO 10}", { users: 10 }],
  ["age:>1h", { first_seen: "never" }],
  ["tag.__proto__:*", {}],
  ["tag.constructor:*", {}],
  ["project:*", { project: "" }],
];
for (const [text, subject] of no) test(`${text} is false of ${JSON.stringify(subject)}`, () => assert.ok(!holds(text, subject)));

test("what is not known fulfils no term", () => {
  for (const term of [
    "category:timeout",
    "severity:<=critical",
    "users:>=0",
    "confidence:<1",
    "retryable:false",
    "age:>0s",
    "project:*",
  ])
    assert.equal(holds(term, {}), false, term);
});

test("high or worse means high and critical", () => {
  for (const [at, severity] of severities.entries()) {
    for (const [than, word] of severities.entries()) {
      assert.equal(holds(`severity:>=${word}`, { severity }), at <= than);
      assert.equal(holds(`severity:>${word}`, { severity }), at < than);
      assert.equal(holds(`severity:<=${word}`, { severity }), at >= than);
      assert.equal(holds(`severity:<${word}`, { severity }), at > than);
      assert.equal(holds(`severity:${word}`, { severity }), at === than);
    }
  }
});

test("a calendar is looked up by its name", () => {
  const inCalendar = (name: string): boolean => name === "working-hours";
  assert.equal(matches(asked("in:working-hours"), emptySubject, { now, inCalendar }), true);
  assert.equal(matches(asked("in:night"), emptySubject, { now, inCalendar }), false);
  assert.equal(matches(asked("in:working-hours"), emptySubject, { now }), false);
});

test("a negation inverts, and groups are what their parts are", () => {
  fc.assert(
    fc.property(texts, texts, subjects, (a, b, subject) => {
      const is = (text: string) => matches(asked(text), subject, { now });
      assert.equal(is(`NOT (${a})`), !is(a));
      assert.equal(is(`(${a}) (${b})`), is(a) && is(b));
      assert.equal(is(`(${a}) AND (${b})`), is(a) && is(b));
      assert.equal(is(`(${a}) OR (${b})`), is(a) || is(b));
    }),
    { numRuns: 500 },
  );
});

/** Each takes a backtracking engine longer than anybody waits. */
const evil = [
  "^(a+)+$",
  "^(a|a)*$",
  "^(a|aa)+$",
  "(a*)*b",
  "(a+)*b",
  "([a-zA-Z]+)*$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(.*)*x",
  "(.+)+x",
  "(x+x+)+y",
  "^(\\w+\\s?)*$",
  "(a|b|ab)*c",
  "(\\d+)*$",
  "^(a?){50}a{50}$",
  "(.*a){12}",
  "^([a-z0-9]+)+@",
  "(\\s*,\\s*)*$",
  "(a+){10}y",
  "((a*)*)*b",
  "(a{1,20}){1,20}b",
  "(?:a|a|a)*b",
  "^(.*?,){11}P",
  "(\\w*)*!",
  "([^b]*)*b",
  "(\\p{L}+)*1",
  "^(?:.*)+[0-9]$",
  "(ab*)+c",
  "(a.*b){5}",
  "a.*a.*a.*a.*a.*b",
  "[a-z]*[a-z]*[a-z]*[a-z]*1",
  "^(a+a+)+$",
  "(a|a?)+b",
  "(ba+)*(ba*)*c",
  "^((a|b|c)+)+d$",
  "(.*){1,50}[bc]$",
  "^(.{1,50}){1,10}X",
  "(,|,s|s)*;",
  "^s+|s+$",
  "(.|a)*z",
  "(?i)(A+)+Z",
  "^(?:(?:a+)+,?)+$",
];
test("no pattern keeps the evaluation busy", () => {
  assert.ok(evil.length >= 40);
  for (const source of evil) {
    for (const text of ["a".repeat(100_000), `${"ab1, ".repeat(20_000)}!`]) {
      const ms = leastCpuMs(() => holds(`message:/${source}/`, { message: text }));
      assert.ok(ms < 50, `${source}: ${ms.toFixed(0)} ms`);
    }
  }
});

test("no wildcards keep the evaluation busy", () => {
  const query = asked(`message:${"*a".repeat(200)}b`);
  const message = "a".repeat(100_000);
  assert.equal(matches(query, { ...emptySubject, message }, { now }), false);
  assert.ok(leastCpuMs(() => matches(query, { ...emptySubject, message }, { now })) < 500);
});

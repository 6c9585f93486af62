import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { leastCpuMs } from "../support/cpu-ms.ts";
import { asked, now, texts } from "./subjects.ts";

/** Where a text is wrong, with the place marked, and what is said of it. */
function fault(text: string, use?: "error" | "list"): [string, string] {
  const parsed = parseQuery(text, use);
  assert.ok(!parsed.ok, text);
  const { at, message } = parsed.fault;
  return [`${text.slice(0, at)}▲${text.slice(at)}`, message];
}

test("the query of the design is read as it is meant", () => {
  const text = 'category:rate_limit severity:>=high llm.provider:openai -is:silenced age:<24h "connection reset"';
  const subject: Subject = {
    ...emptySubject,
    message: "read: Connection Reset by peer",
    category: "rate_limit",
    severity: "critical",
    provider: "OpenAI",
    first_seen: "2026-11-30T00:00:00Z",
  };
  const holds = (change: Partial<Subject>) => matches(asked(text), { ...subject, ...change }, { now });
  assert.equal(holds({}), true);
  assert.equal(holds({ severity: "medium" }), false);
  assert.equal(holds({ flags: ["silenced"] }), false);
  assert.equal(holds({ first_seen: "2026-11-29T00:00:00Z" }), false);
  assert.equal(holds({ first_seen: null }), false);
  assert.equal(holds({ message: "reset connection" }), false);
  assert.equal(holds({ message: "", type: "connection reset" }), true);
});

test("AND binds closer than OR, and a negation closest", () => {
  const holds = (text: string, words: string) => matches(asked(text), { ...emptySubject, message: words }, { now });
  assert.equal(holds("a OR b c", "a"), true);
  assert.equal(holds("(a OR b) c", "a"), false);
  assert.equal(holds("a b OR c", "c"), true);
  assert.equal(holds("NOT a OR b", "c"), true);
  assert.equal(holds("-(a OR b)", "b"), false);
  assert.equal(holds("NOT NOT a", "a"), true);
});

test("what says nothing, and a star, match everything", () => {
  for (const text of ["", "   ", "*", "* *", "(*)"]) assert.equal(matches(asked(text), emptySubject, { now }), true, text);
  assert.equal(matches(asked("-*"), emptySubject, { now }), false);
});

const faults: [string, string, RegExp][] = [
  ["category:rate_limits", "category:▲rate_limits", /no word rate_limits: did you mean rate_limit\?/],
  ["catgory:timeout", "▲catgory:timeout", /no field catgory: did you mean category\?/],
  ["zzzzzz:1", "▲zzzzzz:1", /no field zzzzzz.*write "zzzzzz:1"/],
  ["severity:>=bad", "severity:>=▲bad", /info, low, medium, high, critical/],
  ["is:silence", "is:▲silence", /did you mean silenced\?/],
  ["signal:provider_out", "signal:▲provider_out", /did you mean provider_outage\?/],
  ["retryable:maybe", "retryable:▲maybe", /true or false/],
  ["confidence:80", "confidence:▲80", /from 0 to 1, or from 0% to 100%/],
  ["users:many", "users:▲many", /is a number/],
  ["users:>1e9", "users:>▲1e9", /is a number/],
  ["age:24h", "age:▲24h", /write age:<24h/],
  ["age:<yesterday", "age:<▲yesterday", /30m, 24h or 7d/],
  ["first_seen:>2026-02-30", "first_seen:>▲2026-02-30", /an instant such as/],
  ["age<24h", "age▲<24h", /write a colon before <: age:<24h/],
  ["severity:>= high", "severity:>=▲ high", /needs a value right after >=/],
  ["project:", "project:▲", /needs a value right after the colon/],
  ["project:>=a", "project:>=▲a", /cannot be compared/],
  ["category:[timeout TO network]", "category:[▲timeout TO network]", /has no order/],
  ["users:[1 TO", "users:▲[1 TO", /a range is written/],
  ["(a (b)", "▲(a (b)", /never closed/],
  ["a)", "a▲)", /closes nothing/],
  ["()", "▲()", /are empty/],
  ["a OR", "a OR▲", /missing at the end/],
  ["OR a", "▲OR a", /between two terms/],
  ["- a", "▲- a", /negates nothing/],
  ['"abc', '▲"abc', /no partner/],
  ['foo"bar"', 'foo▲"bar"', /put a space before/],
  ["“a b”", "▲“a b”", /straight quotation marks/],
  ["category:(a OR b)", "category:▲(a OR b)", /the field each time/],
  ["transaction:/api/chat", "transaction:▲/api/chat", /use quotes/],
  ["message:/(/", "message:▲/(/", /not a pattern/],
  ["message:/(?=a)b/", "message:▲/(?=a)b/", /no look-ahead/],
  ["message:/(?<!a)b/", "message:▲/(?<!a)b/", /look-behind/],
  [String.raw`message:/(a)\1/`, String.raw`message:▲/(a)\1/`, /no back-references/],
  [`message:/${"a".repeat(501)}/`, `message:▲/${"a".repeat(501)}/`, /at most 500/],
  ["message:/((a{100}){100}){100}/", "message:▲/((a{100}){100}){100}/", /too large|not a pattern/],
  ["users:/1/", "users:▲/1/", /takes no pattern/],
  ["status:resolved", "▲status:resolved", /a field of lists/],
  ["a".repeat(2001), `${"a".repeat(2000)}▲a`, /at most 2000 characters/],
  ["a ".repeat(101), `${"a ".repeat(100)}▲a `, /at most 100 terms/],
  [`${"(".repeat(21)}a${")".repeat(21)}`, `${"(".repeat(21)}▲a${")".repeat(21)}`, /at most 20 levels/],
];
for (const [text, marked, message] of faults) {
  test(`${text.slice(0, 40)} is refused where it is wrong`, () => {
    const [at, said] = fault(text);
    assert.equal(at, marked);
    assert.match(said, message);
  });
}

test("lists know a status and an installation, but no patterns and calendars", () => {
  assert.ok(parseQuery("status:resolved installation:default", "list").ok);
  assert.match(fault("message:/a/", "list")[1], /patterns are for policies; use words here/);
  assert.match(fault("in:night", "list")[1], /calendars are for policies/);
  assert.match(fault("is:overdue", "list")[1], /does not know yet/);
  assert.match(fault("is:floor", "list")[1], /severity:critical/);
});

test("any text is read or refused at one of its characters", () => {
  const piece = fc.constantFrom(
    "(",
    ")",
    "-",
    " ",
    ":",
    ":>=",
    '"',
    "'",
    "/",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "*",
    "?",
    "AND",
    "OR",
    "NOT",
    "TO",
    "%",
    "0",
    "\n",
    "category",
    "severity",
    "tag.",
    "tag.x",
    "age",
    "is",
    "in",
    "high",
    "24h",
    "2026-11-30",
    "true",
    "message",
    "__proto__",
    "\ud800",
    "日",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
    texts,
  );
  fc.assert(
    fc.property(text, fc.constantFrom("error" as const, "list" as const), (said, use) => {
      const parsed = parseQuery(said, use);
      if (parsed.ok) matches(parsed.query, emptySubject, { now });
      else assert.ok(parsed.fault.at >= 0 && parsed.fault.at <= said.length && parsed.fault.message.length > 10);
    }),
    { numRuns: 3000 },
  );
});

test("every text of the language is read", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseQuery(text, "list");
      assert.ok(parsed.ok || text.length > 2000, `${text}: ${JSON.stringify(parsed)}`);
    }),
  );
});

const hostile: Record<string, string> = {
  "open parentheses": "(".repeat(2000),
  "groups side by side": "(a) ".repeat(500),
  "groups of groups": "((a) (b)) ".repeat(200),
  colons: "a:".repeat(1000),
  fields: "tag.a:a ".repeat(250),
  negations: "-".repeat(2000),
  NOTs: "NOT ".repeat(500),
  alternatives: "a OR ".repeat(400),
  "quotation marks": '"'.repeat(2000),
  backslashes: `"${"\\".repeat(1998)}`,
  slashes: "/".repeat(2000),
  classes: `/${"[".repeat(1999)}`,
  ranges: "[".repeat(2000),
  "half ranges": "[a TO ".repeat(333),
  "one long word": "x".repeat(2000),
  "one long value": `message:${"x".repeat(590)}`,
  stars: `message:${"*a".repeat(290)}`,
  "one long pattern": `message:/${"(a|b)*".repeat(80)}/`,
  counts: `message:/${"(a{1,50}){1,50}".repeat(30)}/`,
};
test("no text keeps the reader busy", () => {
  parseQuery("severity:>=high (a OR b) /c/");
  for (const [what, text] of Object.entries(hostile)) {
    const took = leastCpuMs(() => parseQuery(text));
    assert.ok(took < 100, `${what}: ${took} ms`);
  }
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { signalKinds } from "#lib/model/signal.ts";
import { emptySubject, flagNames, type Subject } from "#lib/model/subject.ts";
import { categories, fixTimes, severities, tiers } from "#lib/model/taxonomy.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { writeValue } from "#lib/query/quote.ts";

export const now = new Date("2026-11-30T12:00:00Z");

export function asked(text: string, use: "error" | "list" = "error"): Query {
  const parsed = parseQuery(text, use);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return parsed.query;
}

const words = ["api", "API v2", "eu-west-1", "a*b", "100%", "x_y", "gpt-4.1", "Ünder", "日本", 'say "hi"', "c:\\d", "NOT"];
const word = fc.constantFrom(...words);
const some = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values));
const hoursAgo = fc
  .option(fc.constantFrom(0.5, 1, 2, 23, 24, 25, 100, 1000))
  .map((hours) => (hours === null ? null : new Date(now.getTime() - hours * 3_600_000).toISOString()));

/** Errors that often are what `texts` asks for. */
export const subjects: fc.Arbitrary<Subject> = fc
  .record({
    message: fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
    type: fc.option(word),
    category: some(categories.slice(0, 4)),
    severity: some(severities),
    tier: some(tiers),
    confidence: fc.option(fc.constantFrom(0, 0.5, 0.7, 0.8, 1)),
    retryable: fc.option(fc.boolean()),
    needs_action: fc.option(fc.boolean()),
    fix_time: some(fixTimes),
    project: fc.option(word),
    environment: fc.option(word),
    release: fc.option(word),
    service: fc.option(word),
    region: fc.option(word),
    transaction: fc.option(word),
    level: fc.option(word),
    platform: fc.option(word),
    provider: fc.option(word),
    llm_model: fc.option(word),
    llm_status: fc.option(fc.constantFrom(200, 429, 500)),
    owner: fc.option(word),
    users: fc.option(fc.constantFrom(0, 1, 5, 100)),
    events: fc.option(fc.constantFrom(0, 1, 5, 100)),
    first_seen: hoursAgo,
    last_seen: hoursAgo,
    signature: fc.option(word),
    signal: some(signalKinds),
    tags: fc.dictionary(fc.constantFrom("plan", "a.b", "x y"), word),
    flags: fc.subarray([...flagNames]),
  })
  .map((subject) => ({ ...emptySubject, ...subject }));

const op = fc.constantFrom("", "=", ">", ">=", "<", "<=");
const order = fc.constantFrom(">", ">=", "<", "<=");
const value = fc.oneof(
  word.map(writeValue),
  word.map((text) => JSON.stringify(text)),
  fc.constantFrom("a*", "*i", "?pi", "*", "*a*b*", "e?-*"),
);
const joined = (...parts: fc.Arbitrary<unknown>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((all) => all.join(""));
const names = ["message", "type", "project", "environment", "release", "service", "region", "transaction", "level", "platform"];
const more = ["provider", "llm.provider", "llm.model", "owner", "signature", "tag.plan", "tag.a.b"];

/** One term that can be read, for an error or for a list. */
const terms: fc.Arbitrary<string> = fc.oneof(
  joined(fc.constantFrom(...names, ...more), fc.constant(":"), value),
  joined(fc.constantFrom('"tag.x y":', ""), value),
  joined(fc.constant("category:"), fc.constantFrom(...categories.slice(0, 5), "*_limit", "*", "sre/auth", "llm-api/*t")),
  joined(fc.constant("severity:"), op, fc.constantFrom(...severities)),
  joined(
    fc.constant("severity:["),
    fc.constantFrom(...severities),
    fc.constant(" TO "),
    fc.constantFrom(...severities),
    fc.constant("]"),
  ),
  joined(fc.constant("tier:"), fc.constantFrom(...tiers)),
  joined(fc.constant("fix_time:"), op, fc.constantFrom(...fixTimes)),
  joined(fc.constant("confidence:"), op, fc.constantFrom("0.7", "80%", "0", "1")),
  joined(fc.constantFrom("retryable:", "needs_action:"), fc.constantFrom("true", "no", "*")),
  joined(fc.constantFrom("users:", "events:", "llm.status:"), op, fc.constantFrom("0", "5", "429")),
  joined(fc.constantFrom("users:", "events:"), fc.constantFrom("[1 TO 5]", "{1 TO 100}", "*")),
  joined(fc.constantFrom("age:", "first_seen:", "last_seen:"), order, fc.constantFrom("1h", "24h", "30m", "7d", "9999w")),
  joined(
    fc.constantFrom("first_seen:", "last_seen:"),
    op,
    fc.constantFrom("2026-11-29", "2026-11-30T11:00:00Z", "2026-11-30T20:00:00+09:00"),
  ),
  joined(
    fc.constant("is:"),
    fc.constantFrom("provisional", "corrected", "new", "regressed", "escalating", "unhandled", "silenced"),
  ),
  joined(fc.constant("signal:"), fc.constantFrom(...signalKinds)),
);

/** Texts of the query language that can be read. */
export const texts: fc.Arbitrary<string> = fc.letrec<{ query: string; term: string; group: string }>((tie) => ({
  query: fc.oneof({ maxDepth: 3 }, tie("term"), tie("group")),
  term: terms,
  group: fc.oneof(
    joined(tie("query"), fc.constantFrom(" ", " AND ", " OR "), tie("query")),
    joined(fc.constantFrom("-(", "NOT (", "("), tie("query"), fc.constant(")")),
    joined(fc.constantFrom("-", "NOT "), tie("term")),
  ),
})).query;

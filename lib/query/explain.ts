import { type Field, fieldOf } from "./fields.ts";
import type { Comparison, Query, Term, Test } from "./query.ts";

/** The query in one plain sentence, without a full stop: "the category is rate_limit and first seen less than 24h ago". */
export function explain(query: Query): string {
  if (query.kind === "all") return "everything";
  if (query.kind === "not") return query.part.kind === "term" ? termSaid(query.part, true) : `not (${explain(query.part)})`;
  if (query.kind === "term") return termSaid(query, false);
  return query.parts.map(partSaid).join(` ${query.kind} `);
}

const partSaid = (part: Query): string => (part.kind === "or" || part.kind === "and" ? `(${explain(part)})` : explain(part));

function termSaid(term: Term, not: boolean): string {
  const field = fieldOf(term.field);
  const [first, second] = term.tests;
  const name = term.tag === null ? field.say : `the tag ${term.tag}`;
  if (first && !second) return testSaid(name, field, first, not);
  const all = term.tests.map((test) => testSaid(name, field, test, false)).join(" and ");
  return not ? `not (${all})` : all;
}

function testSaid(name: string, field: Field, test: Test, not: boolean): string {
  const no = not ? "not " : "";
  if (test.kind === "truth") return test.value === not ? (field.sayNot ?? name) : name;
  if (test.kind === "known")
    return field.kind === "flag" ? `it ${not ? "has no" : "has a"} flag` : `${name} is ${not ? "unknown" : "known"}`;
  if (test.kind === "ago") return `${name} ${no}${distances[test.op]} ${test.said} ago`;
  if (test.kind === "instant") return `${name} ${no}${sides[test.op]} ${test.said}`;
  if (test.kind === "pattern") return `${name} ${not ? "does not fit" : "fits"} /${test.source}/${test.ignoreCase ? "i" : ""}`;
  if (test.kind === "text" && !test.whole) return `${name} ${not ? "does not hold" : "holds"} “${test.text}”`;
  return `${name} is ${no}${valueSaid(field, test)}`;
}

const distances: Readonly<Record<Comparison, string>> = {
  "<": "less than",
  "<=": "at most",
  ">": "more than",
  ">=": "at least",
  "=": "exactly",
};
const sides: Readonly<Record<Comparison, string>> = { "<": "before", "<=": "until", ">": "after", ">=": "from", "=": "on" };
const amounts: Readonly<Record<Comparison, string>> = {
  "<": "below ",
  "<=": "at most ",
  ">": "above ",
  ">=": "at least ",
  "=": "",
};

function valueSaid(field: Field, test: Test): string {
  if (test.kind === "number")
    return `${amounts[test.op]}${field.kind === "share" ? `${Math.round(test.value * 10_000) / 100}%` : test.value}`;
  if (test.kind === "words") return orderSaid(field, test);
  if (test.kind === "name") return `in ${test.name}`;
  if (test.kind !== "text") return "";
  return !test.quoted && /[*?]/.test(test.text) ? `like ${test.text}` : test.text;
}

function orderSaid({ more = "more", less = "less" }: Field, { op, said, words, view }: Extract<Test, { kind: "words" }>): string {
  if (op === ">=" || op === "<=") return `${said} or ${op === ">=" ? more : less}`;
  if (op === ">" || op === "<") return `${op === ">" ? more : less} than ${said}`;
  const meant = words.length > 1 ? `one of ${words.join(", ")}` : (words[0] ?? said);
  return view ? `${meant} (${view})` : meant;
}

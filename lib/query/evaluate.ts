import type { FlagName, Subject } from "#lib/model/subject.ts";
import { fieldOf } from "./fields.ts";
import { globHolds } from "./glob.ts";
import { mostText, patternHolds } from "./pattern.ts";
import type { Query, Term, Test } from "./query.ts";
import { holds } from "./values.ts";

export interface Context {
  now: Date;
  /** Whether now lies in the calendar; without it no calendar is known. */
  inCalendar?: (name: string) => boolean;
}

/** Whether the query is true of an error. What is not known fulfils no term. */
export function matches(query: Query, subject: Subject, context: Context): boolean {
  switch (query.kind) {
    case "all":
      return true;
    case "and":
      for (const part of query.parts) if (!matches(part, subject, context)) return false;
      return true;
    case "or":
      for (const part of query.parts) if (matches(part, subject, context)) return true;
      return false;
    case "not":
      return !matches(query.part, subject, context);
    case "term":
      for (const test of query.tests) if (!fulfils(query, test, subject, context)) return false;
      return true;
  }
}

function fulfils(term: Term, test: Test, subject: Subject, context: Context): boolean {
  if (term.field === "any") return isTrue(test, subject.message, context) || isTrue(test, subject.type, context);
  if (term.field === "is") return isFlag(test, subject);
  if (term.field === "in") return test.kind === "name" && (context.inCalendar?.(test.name) ?? false);
  return isTrue(test, valueIn(term, subject), context);
}

const isFlag = (test: Test, { flags }: Subject): boolean =>
  test.kind === "known" ? flags.length > 0 : test.kind === "words" && test.words.some((word) => flags.includes(word as FlagName));

function valueIn({ field, tag }: Term, subject: Subject): string | number | boolean | null {
  if (tag === null) return fieldOf(field).of(subject);
  return Object.hasOwn(subject.tags, tag) ? (subject.tags[tag] ?? null) : null;
}

function isTrue(test: Test, value: string | number | boolean | null, { now }: Context): boolean {
  if (value === null || value === "") return false;
  if (test.kind === "known") return true;
  if (test.kind === "truth") return value === test.value;
  if (test.kind === "number") return typeof value === "number" && holds(test.op, value, test.value);
  if (typeof value !== "string" || test.kind === "name") return false;
  if (test.kind === "words") return test.words.includes(value);
  if (test.kind === "pattern") return patternHolds(test.source, test.ignoreCase, value);
  if (test.kind === "text") return globHolds(test, value.slice(0, mostText));
  return isWhen(test, Date.parse(value), now.getTime());
}

type When = Extract<Test, { kind: "ago" | "instant" }>;

/** A day that was written counts whole: after it is after its end, before it before its start. */
function isWhen(test: When, at: number, now: number): boolean {
  if (Number.isNaN(at)) return false;
  if (test.kind === "ago") return holds(test.op, now - at, test.ms);
  const { op, from, until } = test;
  if (op === "=") return at >= from && at < until;
  return op === ">" ? at >= until : op === ">=" ? at >= from : op === "<" ? at < from : at < until;
}

import { group } from "./parse.ts";
import type { Query, Term } from "./query.ts";

/** The query as text that means the same. */
export function writeQuery(query: Query): string {
  if (query.kind === "all") return "";
  return written(query);
}

function written(query: Query): string {
  if (query.kind === "all") return "*";
  if (query.kind === "term") return query.written;
  if (query.kind === "not") return query.part.kind === "term" ? `-${query.part.written}` : `NOT (${written(query.part)})`;
  const parts = query.parts.map((part) => (part.kind === "or" ? `(${written(part)})` : written(part)));
  return parts.join(query.kind === "or" ? " OR " : " ");
}

/** A value as it may stand after a colon: in quotes where its signs would mean something. */
export const writeValue = (value: string): string =>
  /^[A-Za-z0-9_#@\u0080-\uD7FF][\w#@.\u0080-\uD7FF-]*$/.test(value) && !/^(?:AND|OR|NOT)$/.test(value)
    ? value
    : JSON.stringify(value);

/** What must all hold: the parts that stand side by side. */
export const conjuncts = (query: Query): readonly Query[] =>
  query.kind === "all" ? [] : query.kind === "and" ? query.parts : [query];

export const together = (parts: readonly Query[]): Query => group("and", parts);

/** The terms of a part that only names values of one field, `field:a` or `(field:a OR field:b)`; null where it says more. */
export function choiceOf(part: Query, field: string): readonly Term[] | null {
  const terms = part.kind === "or" ? part.parts : [part];
  return terms.every((term): term is Term => term.kind === "term" && term.field === field && isPick(term)) ? terms : null;
}

const isPick = ({ tests: [test, ...more] }: Term): boolean =>
  more.length === 0 &&
  ((test?.kind === "text" && (test.quoted || !/[*?]/.test(test.text))) ||
    test?.kind === "truth" ||
    (test?.kind === "words" && test.op === "=" && test.words.length === 1));

/** The one value that a term picks, as a facet lists it. */
export function pickOf({ tests: [test] }: Term): string {
  if (test?.kind === "words") return test.words[0] ?? "";
  return test?.kind === "text" ? test.text : String(test?.kind === "truth" && test.value);
}

/** The query without what it picks of a field: under it, the field's values are counted. */
export const withoutChoice = (query: Query, field: string): Query =>
  together(conjuncts(query).filter((part) => choiceOf(part, field) === null));

/** The values of a field that the query picks. */
export const picked = (query: Query, field: string): string[] =>
  conjuncts(query).flatMap((part) => (choiceOf(part, field) ?? []).map(pickOf));

/** The text of the query with other values of a field picked; none takes the choice away. */
export function writePicked(query: Query, field: string, values: readonly string[]): string {
  const rest = writeQuery(withoutChoice(query, field));
  const terms = values.map((value) => `${field}:${writeValue(value)}`).join(" OR ");
  const isWrapped = values.length > 1 && rest !== "";
  const kept = withoutChoice(query, field).kind === "or" && terms !== "" ? `(${rest})` : rest;
  return [kept, isWrapped ? `(${terms})` : terms].filter(Boolean).join(" ");
}

/** The text with a value of a field added to those picked, or taken away when it was among them. */
export function toggled(query: Query, field: string, value: string): string {
  const before = picked(query, field);
  const isOn = before.includes(value);
  return writePicked(query, field, isOn ? before.filter((other) => other !== value) : [...before, value]);
}

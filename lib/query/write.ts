import { group } from "./parse.ts";
import type { Query, Term } from "./query.ts";
import { writeValue } from "./quote.ts";

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

/** What must all hold: the parts that stand side by side. */
export const conjuncts = (query: Query): readonly Query[] =>
  query.kind === "all" ? [] : query.kind === "and" ? query.parts : [query];

const together = (parts: readonly Query[]): Query => group("and", parts);

/** The terms of a part that only picks values of one field, `field:a` or `(field:a OR field:b)`; null where it says more. */
export function choiceOf(part: Query, field: string): readonly Term[] | null {
  const terms = part.kind === "or" ? part.parts : [part];
  return terms.every((term): term is Term => term.kind === "term" && term.field === field && isPick(term)) ? terms : null;
}

const isPick = ({ tests: [test, ...more] }: Term): boolean =>
  more.length === 0 &&
  (test?.kind === "words" || test?.kind === "truth" || (test?.kind === "text" && (test.quoted || !/[*?]/.test(test.text))));

/** The values that a term picks, as a facet lists them. */
function picksOf({ tests: [test] }: Term): readonly string[] {
  if (test?.kind === "words") return test.words;
  return test?.kind === "text" ? [test.text] : [String(test?.kind === "truth" && test.value)];
}

/** The query without what it picks of a field: under it, the field's values are counted. */
export const withoutChoice = (query: Query, field: string): Query =>
  together(conjuncts(query).filter((part) => choiceOf(part, field) === null));

/** The values of a field that the query picks. */
export const picked = (query: Query, field: string): string[] => [
  ...new Set(conjuncts(query).flatMap((part) => (choiceOf(part, field) ?? []).flatMap(picksOf))),
];

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

/** The query with one part taken away. */
export const withoutPart = (query: Query, part: Query): Query => together(conjuncts(query).filter((other) => other !== part));

/** The part that says exactly this; undefined when none does. */
export const partSaying = (query: Query, text: string): Query | undefined =>
  conjuncts(query).find((part) => writeQuery(part) === text);

/** The text with a term added to what must hold, or taken away when it was there. */
export function toggledTerm(query: Query, text: string): string {
  const found = partSaying(query, text);
  if (found) return writeQuery(withoutPart(query, found));
  const rest = writeQuery(query);
  return [query.kind === "or" ? `(${rest})` : rest, text].filter(Boolean).join(" ");
}

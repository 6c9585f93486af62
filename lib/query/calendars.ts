import { parseQuery } from "./parse.ts";
import type { Query, Term } from "./query.ts";

/** Every term, however deep it stands. */
export const termsOf = (query: Query): Term[] => {
  if (query.kind === "term") return [query];
  if (query.kind === "not") return termsOf(query.part);
  return query.kind === "all" ? [] : query.parts.flatMap(termsOf);
};

/** The calendars that a query asks about. */
export const calendarsIn = (query: Query): string[] =>
  termsOf(query).flatMap(({ tests }) => tests.flatMap((test) => (test.kind === "name" ? [test.name] : [])));

const mostKnown = 10_000;
const known = new Map<string, string[]>();

/** The same of a text; asked of every version of a document, so a text is read once. */
export function calendarsNamed(text: string): string[] {
  const found = known.get(text);
  if (found) return found;
  const parsed = parseQuery(text);
  const names = parsed.ok ? calendarsIn(parsed.query) : [];
  if (known.size >= mostKnown) known.clear();
  known.set(text, names);
  return names;
}

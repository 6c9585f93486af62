import pg from "pg";
import { emptySubject, type Subject } from "#lib/model/subject.ts";

export type Fields = readonly (keyof Subject)[];

/** What is no text, or a part of others. */
const asJson: ReadonlySet<keyof Subject> = new Set<keyof Subject>([
  ...(["confidence", "retryable", "needs_action", "llm_status", "users", "events"] as const),
  ...(["tags", "flags"] as const),
]);
const textArray: number = 1009;
const arrayOf: (text: string) => (string | null)[] = pg.types.getTypeParser(textArray, "text");

/** As much of an error as is asked for, as one array: so the server sends little, and no names. */
export const columnOf = (asked: Fields): string => `ARRAY[${asked.map((name) => `"subject"->>'${name}'`).join()}]::text[]::text`;

function readColumn(text: string, asked: Fields): Subject {
  const values = arrayOf(text).flatMap((value, place) => {
    const name = asked[place];
    return name === undefined || value === null ? [] : [[name, asJson.has(name) ? JSON.parse(value) : value]];
  });
  return { ...emptySubject, ...Object.fromEntries(values) };
}

const mostKnown = 8000;

/** Errors that say the same are one object: of an issue that comes again and again little else may differ. */
export function sharedSubjects(asked: Fields): (text: string) => Subject {
  const known = new Map<string, Subject>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const read = readColumn(text, asked);
    if (known.size >= mostKnown) known.clear();
    known.set(text, read);
    return read;
  };
}

import { z } from "zod";

/** What a page's address can hold, as Next hands it over. */
export type SearchParams = Record<string, string | string[] | undefined>;

// Postgres takes neither NUL nor half a surrogate pair.
export const plain = z.string().transform((said) => said.replaceAll("\0", "").toWellFormed().trim());
export const shortText = plain.pipe(z.string().min(1).max(200));
export const cursorText = plain.pipe(z.string().min(1).max(500));

const words = z.union([z.string(), z.array(z.string())]).transform((said) => [said].flat().join(",").slice(0, 1000).split(","));

/** The words that are known, once each; whatever else an address says is passed over. */
export const listOf = <Word extends string>(known: readonly Word[]) =>
  words.transform((said) => known.filter((word) => said.includes(word))).refine((found) => found.length > 0);

type Fields = Record<string, z.ZodType>;
export type Read<F extends Fields> = { [Name in keyof F]?: z.infer<F[Name]> | undefined };

/** No address can break a page: each field that does not parse is left out. */
export function readFields<F extends Fields>(fields: F, params: SearchParams): Read<F> {
  const read = Object.entries(fields).flatMap(([name, field]) => {
    const parsed = field.safeParse(params[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(read);
}

/** The path with what is said of it; what is undefined or empty is left out. */
export function addressOf(path: string, said: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) => (value === undefined || String(value) === "" ? [] : [[name, String(value)]])),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The list with the word added, or taken away when it was there; undefined when nothing is left. */
export function toggled<Word extends string>(list: readonly Word[] | undefined, word: Word): Word[] | undefined {
  const next = list?.includes(word) ? list.filter((other) => other !== word) : [...(list ?? []), word];
  return next.length === 0 ? undefined : next;
}

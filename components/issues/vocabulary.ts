import { fieldNames, fields } from "#lib/query/fields.ts";
import type { Facets } from "./facets.ts";

/** A field that may be written, in plain words, and the words it takes with how many issues stand behind each, where that is known. */
export interface Offer {
  field: string;
  say: string;
  example: string;
  words: readonly { word: string; count: number | null }[];
}

/** Lists know no calendar, and one flag not yet. */
const elsewhere: readonly string[] = ["in"];
const unknownFlags: readonly string[] = ["overdue"];

/** What can be written in the query box of the list. */
export function vocabulary(facets: Facets): Offer[] {
  const named = fieldNames.flatMap((name) => {
    const field = fields[name];
    return field && !elsewhere.includes(name)
      ? [{ field: name, say: field.say, example: field.example, words: wordsOf(name, field, facets) }]
      : [];
  });
  return [...named, { field: "tag.", say: "a tag by its name", example: "tag.plan:pro", words: [] }];
}

function wordsOf(name: string, { kind, words }: (typeof fields)[string], facets: Facets): Offer["words"] {
  const counts = Object.hasOwn(facets, name) ? facets[name as keyof Facets] : undefined;
  if (kind === "truth") return ["true", "false"].map((word) => ({ word, count: null }));
  const known = words?.filter((word) => name !== "is" || !unknownFlags.includes(word)) ?? Object.keys(counts ?? {});
  return known.map((word) => ({ word, count: counts ? (counts[word] ?? 0) : null }));
}

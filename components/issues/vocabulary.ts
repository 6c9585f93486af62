import { categoriesCalled, namesOf, presets } from "#lib/model/preset.ts";
import { fieldNames, fields } from "#lib/query/fields.ts";
import type { Facets } from "./facets.ts";

/** A field that may be written, in plain words, and the words it takes with how many issues stand behind each, where that is known. */
export interface Offer {
  field: string;
  say: string;
  example: string;
  words: readonly { word: string; count: number | null }[];
  /** Words of other sets, offered once their writing has begun. */
  views?: readonly { word: string; count: number; means: string }[];
}

/** Lists know no calendar, and not every flag. */
const elsewhere: readonly string[] = ["in"];
const unknownFlags: readonly string[] = ["overdue", "floor"];

/** What can be written in the query box of the list. */
export function vocabulary(facets: Facets): Offer[] {
  const named = fieldNames.flatMap((name) => {
    const field = fields[name];
    return field && !elsewhere.includes(name)
      ? [{ field: name, say: field.say, example: field.example, words: wordsOf(name, field, facets), ...viewsOf(field, facets) }]
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

function viewsOf({ isViewed }: (typeof fields)[string], { category: counts }: Facets): Pick<Offer, "views"> {
  if (!isViewed) return {};
  const views = presets.flatMap((preset) =>
    namesOf(preset).map((name) => {
      const meant = categoriesCalled(preset, name) ?? [];
      const count = meant.reduce((sum, category) => sum + (counts[category] ?? 0), 0);
      return { word: `${preset}/${name}`, count, means: meant.join(", ") };
    }),
  );
  return { views };
}

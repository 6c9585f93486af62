import { categoriesCalled, categoryNames, namesOf, type Preset } from "#lib/model/preset.ts";
import { Category } from "#lib/model/taxonomy.ts";
import type { Query } from "#lib/query/query.ts";
import { picked, writePicked } from "#lib/query/write.ts";
import type { Facets } from "./facets.ts";

/** A name of a preset as a facet offers it. */
export interface NameOffer {
  name: string;
  primary: Category;
  /** The query's text with the name picked, or taken away when it was. */
  query: string;
  on: boolean;
  count: number;
}

/** The names of a preset: what each picks, and how many issues stand behind it. */
export function namesOffered(preset: Preset, query: Query, counts: Facets["category"]): NameOffer[] {
  const before = picked(query, "category");
  return namesOf(preset).flatMap((name) => {
    const members = categoriesCalled(preset, name);
    if (!members) return [];
    const on = members.every((member) => before.includes(member));
    const rest = before.filter((word) => !members.some((member) => member === word));
    const next = writePicked(query, "category", shortened(preset, on ? rest : [...rest, ...members]));
    return { name, primary: members[0], query: next, on, count: members.reduce((sum, word) => sum + (counts[word] ?? 0), 0) };
  });
}

/** Categories as they are written: all that bear one name as that name, what is left by itself. */
function shortened(preset: Preset, words: readonly string[]): string[] {
  const called = categoryNames(preset);
  const isWhole = (name: string): boolean => categoriesCalled(preset, name)?.every((member) => words.includes(member)) ?? false;
  const written = words.map((word) => {
    const name = called[Category.parse(word)];
    return isWhole(name) ? `${preset}/${name}` : word;
  });
  return [...new Set(written)];
}

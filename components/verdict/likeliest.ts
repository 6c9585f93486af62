import { categoriesCalled, categoryNames, type Preset } from "#lib/model/preset.ts";
import { type Category, categories, families } from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";

const relatives = (category: Category): readonly Category[] =>
  Object.values(families).find((family: readonly Category[]) => family.includes(category)) ?? [];

/** All categories, the likeliest replacement first: what was also considered, then the same family, then the rest; the current one last. */
export function likeliest({ category, alternatives }: Pick<Verdict, "category" | "alternatives">): Category[] {
  const considered = [...alternatives].sort((a, b) => b.confidence - a.confidence).map((alternative) => alternative.category);
  const others = new Set([...considered, ...relatives(category), ...categories]);
  others.delete(category);
  return [...others, category];
}

/** One category for each name of a preset, in the same order: the one that stands for its name, the primary one for the others. */
export function likeliestIn(preset: Preset, verdict: Pick<Verdict, "category" | "alternatives">): Category[] {
  const names = categoryNames(preset);
  const standing = names[verdict.category];
  const others = new Set(likeliest(verdict).map((category) => names[category]));
  others.delete(standing);
  return [...[...others].flatMap((name) => categoriesCalled(preset, name)?.[0] ?? []), verdict.category];
}

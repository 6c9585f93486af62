import { hues } from "#components/verdict/hues.ts";
import { type Category, families } from "#lib/model/taxonomy.ts";

const strengths = [1, 0.68, 0.46, 0.3] as const;

/** The colour of a category in a chart: its family's hue, and how strong it is. It is the same in every chart, whatever else is drawn. */
export function shadeOf(category: Category): { hue: string; opacity: number } {
  const family: readonly Category[] =
    Object.values(families).find((words: readonly Category[]) => words.includes(category)) ?? [];
  return { hue: hues[category].slice("bg-".length), opacity: strengths[family.indexOf(category)] ?? 1 };
}

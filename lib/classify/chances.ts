import { combine, signsOf, type Words, wordsFrom } from "./combine.ts";
import type { Facts } from "./facts.ts";
import type { Features } from "./features.ts";
import type { Match } from "./match.ts";
import { retryChance, retrySigns } from "./retry-chance.ts";
import { type Weights, wordScores } from "./weights.ts";

/** How likely each category is, and that a retry helps: rules and words together. */
export type Chances = { categories: Float64Array; retry: number };

export function chancesFrom(
  facts: Facts,
  matches: readonly Match[],
  words: Words,
  by: Pick<Weights, "signs" | "retrySigns">,
): Chances {
  const categories = combine(signsOf(matches, words.logs), by.signs);
  return { categories, retry: retryChance(retrySigns(facts, matches, categories, words.odds), by.retrySigns) };
}

export const chancesOf = (facts: Facts, matches: readonly Match[], features: Features, by: Weights): Chances =>
  chancesFrom(facts, matches, wordsFrom(wordScores(by, features)), by);

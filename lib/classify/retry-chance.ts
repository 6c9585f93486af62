import { categories } from "#lib/model/taxonomy.ts";
import { cause } from "./causes.ts";
import type { Facts } from "./facts.ts";
import type { Match } from "./match.ts";
import { retries } from "./retry.ts";

/** What speaks for and against a retry; each has one weight. */
export const retrySignNames = [
  "always",
  "words",
  "categories",
  "best category",
  "rule says yes",
  "rule says no",
  "guess says yes",
  "guess says no",
  "wait told",
  "status passes",
  "status stays",
] as const;

const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529]);
const most = 5;
const bounded = (value: number): number => Math.max(-most, Math.min(most, value));
const odds = (share: number): number => bounded(Math.log(Math.max(1e-9, share) / Math.max(1e-9, 1 - share)));

/** What a rule advises: the row itself, else its cause, else its category. */
export const adviceOf = ({ rule, category }: Match): boolean => rule.retry ?? cause(rule.cause).retry ?? retries(category);

/** Strengths in the order of the names. `words` are the words' odds, `chances` the categories' probabilities. */
export function retrySigns(facts: Facts, matches: readonly Match[], chances: Float64Array, words: number): number[] {
  const best = chances.indexOf(Math.max(...chances));
  const match = matches.find(({ category }) => category === categories[best]);
  const advice = match && adviceOf(match);
  const isGuess = match?.kind === "guess";
  const share = chances.reduce((sum, chance, at) => sum + (retries(categories[at] ?? "unknown") ? chance : 0), 0);
  const { status } = facts;
  return [
    1,
    bounded(words),
    odds(share),
    retries(categories[best] ?? "unknown") ? 1 : -1,
    Number(advice === true && !isGuess),
    Number(advice === false && !isGuess),
    Number(advice === true && isGuess),
    Number(advice === false && isGuess),
    Number(facts.wait !== null),
    Number(status !== null && passing.has(status)),
    Number(status !== null && status >= 400 && status < 500 && !passing.has(status)),
  ];
}

export function retryChance(signs: readonly number[], weights: ArrayLike<number>): number {
  const sum = signs.reduce((total, strength, at) => total + strength * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

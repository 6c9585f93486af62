import { type Category, categories } from "#lib/model/taxonomy.ts";
import { retryColumn } from "./features.ts";
import type { Kind, Match } from "./match.ts";

const kinds = ["phrase", "code", "type", "status", "guess"] as const satisfies readonly Kind[];
const named = (prefix: string, names: readonly string[]): string[] => names.map((name) => `${prefix} ${name}`);

/** What speaks for a category beside the words: each sign has one weight, learnt on errors the rules were not tuned with. */
export const signNames = [
  ...named("words, first", ["none", ...kinds]),
  ...named("first", kinds),
  ...named("first, rivals", ["weak", "phrase"]),
  ...named("later", kinds),
  ...named("first is", categories),
  "unknown, nothing held",
] as const;
const signAt = new Map(signNames.map((name, at) => [name, at]));
const at = (name: string): number => signAt.get(name) ?? -1;

/** A sign for a category, and how strong it is. */
export type Sign = { category: number; sign: number; strength: number };

/** Whether rows of other categories hold as well, and how surely. */
function rivalsOf(others: readonly Match[]): "phrase" | "weak" | null {
  if (others.some(({ kind }) => kind === "phrase")) return "phrase";
  return others.some(({ kind }) => kind !== "guess") ? "weak" : null;
}

const numberOf = (category: Category): number => categories.indexOf(category);

/** The signs of the rules that hold (the first decides among them) and of the words' own log-probabilities. */
export function signsOf([first, ...others]: readonly Match[], words: Float64Array): Sign[] {
  const trust = at(`words, first ${first?.kind ?? "none"}`);
  const signs: Sign[] = Array.from(words, (strength, category) => ({ category, sign: trust, strength }));
  const add = (category: Category, name: string) => signs.push({ category: numberOf(category), sign: at(name), strength: 1 });
  if (!first) {
    add("unknown", "unknown, nothing held");
    return signs;
  }
  const rivals = rivalsOf(others);
  add(first.category, `first ${first.kind}`);
  add(first.category, `first is ${first.category}`);
  if (rivals) add(first.category, `first, rivals ${rivals}`);
  for (const { category, kind } of others) add(category, `later ${kind}`);
  return signs;
}

/** In place: scores to probabilities. */
export function toProbabilities(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) most = Math.max(most, scores[i] ?? 0);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    const share = Math.exp((scores[i] ?? 0) - most);
    scores[i] = share;
    sum += share;
  }
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] ?? 0) / sum;
  return scores;
}

/** So that one word nobody saw rules nothing out. */
const least = -8;

/** What the words alone say: each category's log-probability, and the odds that a retry helps. */
export type Words = { logs: Float64Array; odds: number };

/** From a score for each column of the weights. */
export function wordsFrom(scores: Float64Array): Words {
  const logs = toProbabilities(scores.slice(0, retryColumn)).map((chance) => Math.max(least, Math.log(chance)));
  return { logs, odds: scores[retryColumn] ?? 0 };
}

/** Each category's probability. */
export function combine(signs: readonly Sign[], weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(categories.length);
  for (const { category, sign, strength } of signs) scores[category] = (scores[category] ?? 0) + strength * (weights[sign] ?? 0);
  return toProbabilities(scores);
}

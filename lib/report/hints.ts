import { lower } from "./lower.ts";

/** A word to look for in lower-case texts, and where its pairs of letters are noted. */
export type Hint = { word: string; pairs: readonly number[] };

const slots = 1 << 12;
const slotOf = (first: number, second: number): number => ((first << 5) ^ second) & (slots - 1);
const seen = new Uint32Array(slots);
let turn = 0;
let current = "";

export const hintsFor = (words: readonly string[]): readonly Hint[] =>
  [...new Set(words)].map((word) => ({
    word,
    pairs: Array.from({ length: word.length - 1 }, (_, at) => slotOf(word.charCodeAt(at), word.charCodeAt(at + 1))),
  }));

/** The text in lower case, every two neighbouring letters noted, so that most words can be ruled out without looking for them. */
export function noted(text: string): string {
  const low = lower(text);
  if (low === current) return low;
  current = low;
  turn = (turn + 1) >>> 0 || 1;
  let before = low.charCodeAt(0);
  for (let at = 1; at < low.length; at++) {
    const here = low.charCodeAt(at);
    seen[slotOf(before, here)] = turn;
    before = here;
  }
  return low;
}

function allSeen(pairs: readonly number[]): boolean {
  for (const pair of pairs) if (seen[pair] !== turn) return false;
  return true;
}

/** Whether one of these words is in the text that was noted last. */
export function hasAny(hints: readonly Hint[], low: string): boolean {
  for (const { word, pairs } of hints) if (allSeen(pairs) && low.includes(word)) return true;
  return false;
}

import { combine, type Sign, signNames } from "#lib/classify/combine.ts";
import { retryChance, retrySignNames } from "#lib/classify/retry-chance.ts";

const rounds = 400;
const rate = 0.5;

/** Gradient descent over all rows at once, every weight with its own step, held near where it began. */
function descend(begin: readonly number[], hold: readonly number[], slopes: (weights: Float64Array) => Float64Array): number[] {
  const weights = Float64Array.from(begin);
  const moved = new Float64Array(begin.length).fill(1e-8);
  for (let round = 0; round < rounds; round++) {
    for (const [i, slope] of slopes(weights).entries()) {
      const weight = weights[i] ?? 0;
      const whole = slope + (hold[i] ?? 0) * (weight - (begin[i] ?? 0));
      moved[i] = (moved[i] ?? 0) + whole * whole;
      weights[i] = weight - (rate * whole) / Math.sqrt(moved[i] ?? 1);
    }
  }
  return Array.from(weights, rounded);
}

/** So that the last digits, which differ from one machine to the next, never show. */
const rounded = (weight: number): number => Math.round(weight * 1000) / 1000;

export type SignRow = { signs: readonly Sign[]; category: number };

/** How much each sign speaks for its category: one trust for all categories, and what is particular to each held tightly. */
export function fitSigns(rows: readonly SignRow[]): number[] {
  const begin = signNames.map((name) => Number(name.startsWith("words")));
  const hold = signNames.map((name) => (name.startsWith("first is") ? 0.01 : 0.005));
  return descend(begin, hold, (weights) => {
    const slopes = new Float64Array(signNames.length);
    for (const { signs, category } of rows) {
      const chances = combine(signs, weights);
      for (const { category: of, sign, strength } of signs)
        slopes[sign] = (slopes[sign] ?? 0) + (((chances[of] ?? 0) - Number(of === category)) * strength) / rows.length;
    }
    return slopes;
  });
}

export type RetryRow = { signs: readonly number[]; retry: boolean };

export function fitRetry(rows: readonly RetryRow[]): number[] {
  const begin = retrySignNames.map(() => 0);
  const hold = retrySignNames.map(() => 0.005);
  return descend(begin, hold, (weights) => {
    const slopes = new Float64Array(retrySignNames.length);
    for (const { signs, retry } of rows) {
      const error = (retryChance(signs, weights) - Number(retry)) / rows.length;
      for (const [at, strength] of signs.entries()) slopes[at] = (slopes[at] ?? 0) + error * strength;
    }
    return slopes;
  });
}

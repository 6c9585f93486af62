import { toProbabilities } from "#lib/classify/combine.ts";
import { buckets, columns, type Features, retryColumn } from "#lib/classify/features.ts";
import { randomFrom } from "./interval.ts";

/** One labelled error as the words see it. */
export type WordRow = { features: Features; category: number; retry: boolean; weight: number };

/** One weight for each bucket and column, columns together. */
export type WordWeights = { weights: Float64Array; bias: Float64Array };

const epochs = 8;
const rate = 0.5;
const l2 = 2e-3;
/** Share of features hidden each time a row is looked at, so that none is relied on alone. */
const hidden = 0.2;

/** Each number at least once, in an order that `random` decides. */
function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
}

/** The state of a descent in which a bucket's steps grow smaller the more its weights have moved. */
class Descent {
  readonly model: WordWeights = { weights: new Float64Array(buckets * columns), bias: new Float64Array(columns) };
  readonly #moved = new Float64Array(buckets).fill(0.01);
  readonly #biasMoved = new Float64Array(columns).fill(0.01);
  readonly #error = new Float64Array(columns);

  step(row: WordRow, shown: Int32Array, much: Float32Array, n: number, size: number): void {
    this.#errorsOf(row, scores(this.model, shown, much, n));
    this.#stepBias(size);
    const { weights } = this.model;
    const error = this.#error;
    const square = error.subarray(0, retryColumn).reduce((sum, slope) => sum + slope * slope, 0);
    for (let f = 0; f < n; f++) {
      const bucket = shown[f] ?? 0;
      const value = much[f] ?? 0;
      const moved = (this.#moved[bucket] ?? 0) + square * value * value;
      this.#moved[bucket] = moved;
      const step = size / Math.sqrt(moved);
      const kept = 1 - step * l2;
      const from = bucket * columns;
      for (let c = 0; c < columns; c++) weights[from + c] = (weights[from + c] ?? 0) * kept - step * value * (error[c] ?? 0);
    }
  }

  #stepBias(size: number): void {
    const { bias } = this.model;
    for (const [c, slope] of this.#error.entries()) {
      const moved = (this.#biasMoved[c] ?? 0) + slope * slope;
      this.#biasMoved[c] = moved;
      bias[c] = (bias[c] ?? 0) - (size * slope) / Math.sqrt(moved);
    }
  }

  #errorsOf({ category, retry, weight }: WordRow, found: Float64Array): void {
    const odds = found[retryColumn] ?? 0;
    toProbabilities(found.subarray(0, retryColumn));
    for (let c = 0; c < retryColumn; c++) this.#error[c] = weight * ((found[c] ?? 0) - Number(c === category));
    this.#error[retryColumn] = weight * (1 / (1 + Math.exp(-odds)) - Number(retry));
  }
}

function scores({ weights, bias }: WordWeights, at: Int32Array, much: Float32Array, n: number): Float64Array {
  const sums = Float64Array.from(bias);
  for (let f = 0; f < n; f++) {
    const from = (at[f] ?? 0) * columns;
    const value = much[f] ?? 0;
    for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + (weights[from + c] ?? 0) * value;
  }
  return sums;
}

/** Logistic regression over all categories, and another over whether a retry helps. The same rows give the same weights. */
export function fitWords(rows: readonly WordRow[]): WordWeights {
  const random = randomFrom(1);
  const descent = new Descent();
  const order = Uint32Array.from(rows, (_, i) => i);
  const shown = new Int32Array(rows.reduce((most, { features }) => Math.max(most, features.at.length), 0));
  const much = new Float32Array(shown.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const row = rows[i];
      if (!row) continue;
      const { at, much: values } = row.features;
      let n = 0;
      for (let f = 0; f < at.length; f++) {
        if (random() < hidden) continue;
        shown[n] = at[f] ?? 0;
        much[n++] = values[f] ?? 0;
      }
      descent.step(row, shown, much, n, rate * (1 - epoch / (epochs + 1)));
    }
  }
  return descent.model;
}

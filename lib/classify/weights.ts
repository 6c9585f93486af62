import { signNames } from "./combine.ts";
import { columns, type Features } from "./features.ts";
import { retrySignNames } from "./retry-chance.ts";
import file from "./weights.json" with { type: "json" };

/** What `verdict train` writes. */
export type WeightsFile = {
  version: string;
  /** From how many labelled errors; `calibrated` of them, which no rule was tuned with, say how far rules and words are trusted; `from` is their fingerprint. */
  trained: { rows: number; calibrated: number; from: string };
  /** Below it a verdict stays provisional: what lies above it is right in at least 95 %, with 95 % certainty. */
  accepted: number;
  /** From this chance on a retry is advised. */
  retryFrom: number;
  /** By the names of the signs. */
  signs: Record<string, number>;
  retrySigns: Record<string, number>;
  /** Whole numbers from -127 to 127, in base64, times the scale of their column. */
  words: { bias: number[]; scale: number[]; weights: string };
};

export type Weights = Pick<WeightsFile, "version" | "accepted" | "retryFrom"> & {
  signs: readonly number[];
  retrySigns: readonly number[];
  words: { bias: readonly number[]; scale: readonly number[]; weights: Int8Array };
};

export function readWeights({ signs, retrySigns, words, ...rest }: WeightsFile): Weights {
  const bytes = Buffer.from(words.weights, "base64");
  return {
    ...rest,
    signs: signNames.map((name) => signs[name] ?? 0),
    retrySigns: retrySignNames.map((name) => retrySigns[name] ?? 0),
    words: { ...words, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) },
  };
}

/** Those in use. */
export const weights: Weights = readWeights(file);

/** A score for each column: the categories, then the odds that a retry helps. */
export function wordScores(
  { words: { bias, scale, weights: all } }: Pick<Weights, "words">,
  { at, much }: Features,
): Float64Array {
  const sums = new Float64Array(columns);
  for (let f = 0; f < at.length; f++) {
    const from = (at[f] ?? 0) * columns;
    const value = much[f] ?? 0;
    for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + (all[from + c] ?? 0) * value;
  }
  return sums.map((sum, c) => (bias[c] ?? 0) + sum * (scale[c] ?? 0));
}

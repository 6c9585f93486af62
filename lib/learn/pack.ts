import { createHash } from "node:crypto";
import { signNames } from "#lib/classify/combine.ts";
import { columns } from "#lib/classify/features.ts";
import { retrySignNames } from "#lib/classify/retry-chance.ts";
import type { WeightsFile } from "#lib/classify/weights.ts";
import type { WordWeights } from "./words.ts";

export const toThousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** Whole numbers from -127 to 127: the largest weight of a column gives its scale. */
export function packWords({ weights, bias }: WordWeights): WeightsFile["words"] {
  const most = new Float64Array(columns).fill(0.127);
  for (const [i, weight] of weights.entries()) most[i % columns] = Math.max(most[i % columns] ?? 0, Math.abs(weight));
  const scale = Array.from(most, (value) => Math.ceil((value / 127) * 1e4) / 1e4);
  const whole = Int8Array.from(weights, (weight, i) => Math.round(weight / (scale[i % columns] ?? 1)));
  return {
    bias: Array.from(bias, toThousandth),
    scale,
    weights: Buffer.from(whole.buffer, whole.byteOffset, whole.length).toString("base64"),
  };
}

const named = (names: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0]));

export type Fitted = {
  trained: WeightsFile["trained"];
  accepted: number;
  retryFrom: number;
  signs: readonly number[];
  retrySigns: readonly number[];
  words: WeightsFile["words"];
};

/** The version is the hash of the rest: other weights, another version. */
export function pack({ signs, retrySigns, ...rest }: Fitted): WeightsFile {
  const file = { ...rest, signs: named(signNames, signs), retrySigns: named(retrySignNames, retrySigns) };
  return { version: createHash("sha256").update(JSON.stringify(file)).digest("hex").slice(0, 12), ...file };
}

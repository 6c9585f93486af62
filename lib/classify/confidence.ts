import type { Kind, Match } from "./match.ts";

type Rivals = "none" | "weak" | "phrase";

/**
 * How often rows of a kind decided rightly, by what else held: counted on errors that nobody had looked at when the rows
 * were written, not on those the rows were tuned with.
 */
const measured: Record<Kind, Record<Rivals, number>> = {
  phrase: { none: 0.98, weak: 0.94, phrase: 0.88 },
  code: { none: 0.94, weak: 0.9, phrase: 0.8 },
  type: { none: 0.86, weak: 0.65, phrase: 0.6 },
  status: { none: 0.8, weak: 0.62, phrase: 0.6 },
  guess: { none: 0.45, weak: 0.4, phrase: 0.35 },
};

/** A verdict below this stays provisional: what lies above it was right in 540 of 557 unseen errors, so with 95 % certainty in more than 95 %. */
export const accepted = 0.93;

/** `unknown` because nothing held. */
export const fallbackConfidence = 0.2;

/** What a team rules about its own errors is so by definition. */
export const teamConfidence = 1;

export const rememberedConfidence = { human: 1, "llm-strong": 0.93, "llm-fast": 0.9 } as const;

/** Trust falls when rows of other categories hold as well. */
export function confidenceOf(kind: Kind, others: readonly Match[]): number {
  const rivals = others.some((other) => other.kind === "phrase")
    ? "phrase"
    : others.some((other) => other.kind !== "guess")
      ? "weak"
      : "none";
  return measured[kind][rivals];
}

import type { Kind, Match } from "./match.ts";

/** How often rows of a kind were right on labelled errors nobody had looked at when the rows were written. */
const measured: Record<Kind, { alone: number; contested: number }> = {
  phrase: { alone: 0.96, contested: 0.93 },
  code: { alone: 0.95, contested: 0.9 },
  type: { alone: 0.92, contested: 0.85 },
  status: { alone: 0.85, contested: 0.8 },
  guess: { alone: 0.6, contested: 0.5 },
};

/** A verdict below this stays provisional. */
export const accepted = 0.9;

export const fallbackConfidence = 0.3;

export const rememberedConfidence = { human: 1, "llm-strong": 0.93, "llm-fast": 0.9 } as const;

/** Trust falls when rows of other categories, by more than a guess, hold as well. */
export function confidenceOf(kind: Kind, others: readonly Match[]): number {
  return measured[kind][others.some((other) => other.kind !== "guess") ? "contested" : "alone"];
}

import type { LlmTier } from "#lib/model/spend.ts";
import type { Category } from "#lib/model/taxonomy.ts";

/** What a model said of a signature, as far as it bears on how far to believe it. */
export interface SaidByModel {
  tier: LlmTier;
  category: Category;
  /** What a model of the other tier said. */
  also?: Category | null | undefined;
  /** The model says the same of everything. */
  doubted?: boolean | undefined;
}

/**
 * How often a model's category is right, by who else says it: nobody has an opinion, one or both agree, somebody contradicts and
 * nobody agrees. Assumed until the audit has measured them: figures published for this task are 85–96 % for a model alone.
 */
const assumed = {
  "llm-fast": { alone: 0.9, one: 0.97, both: 0.98, against: 0.72 },
  "llm-strong": { alone: 0.93, one: 0.97, both: 0.985, against: 0.82 },
} as const;

/** What the text alone says, and how surely. */
export interface Opinion {
  category: Category;
  confidence: number;
}

/** Below this the text says nothing that could agree or contradict. */
const leastOpinion = 0.5;
export const opinionOf = ({ category, confidence }: Opinion): Category | null =>
  category === "unknown" || confidence < leastOpinion ? null : category;

/** From a model that nobody should trust. */
const doubtedConfidence = 0.4;

/** How far a person's or a model's word is believed, beside what the text alone says; `provisional` while a contradiction is not settled. */
export function trustIn(said: SaidByModel | { tier: "human" }, text: Opinion): { confidence: number; provisional: boolean } {
  if (said.tier === "human") return { confidence: 1, provisional: false };
  const { tier, category, also, doubted } = said;
  if (doubted) return { confidence: doubtedConfidence, provisional: true };
  const others = [opinionOf(text), also].filter((one) => one != null && one !== "unknown");
  const agree = others.filter((one) => one === category).length;
  const trust = assumed[tier];
  if (agree === 2) return { confidence: trust.both, provisional: false };
  if (agree === 1) return { confidence: trust.one, provisional: false };
  if (others.length === 0) return { confidence: trust.alone, provisional: false };
  return { confidence: trust.against, provisional: tier === "llm-fast" };
}

/** Whether a stronger model is to be asked: the fast one does not know, is not trusted, or contradicts what others say. */
export function isUnsure({ category, doubted }: SaidByModel, others: readonly (Category | null | undefined)[]): boolean {
  const said = others.filter((one) => one != null && one !== "unknown");
  return doubted === true || category === "unknown" || said.some((one) => one !== category);
}

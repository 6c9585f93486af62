const tiers = ["local", "full"] as const;
export type TierChoice = (typeof tiers)[number];

export const isTier = (text: string): text is TierChoice => tiers.some((tier) => tier === text);

/** Says once what a run cannot do yet. */
export function explainTier(tier: TierChoice): void {
  if (tier === "full") console.error("verdict: there is no LLM tier yet; --tier full answers as --tier local.");
}

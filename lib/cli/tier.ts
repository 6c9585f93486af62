const tiers = ["local", "full"] as const;
export type TierChoice = (typeof tiers)[number];

export const isTier = (text: string): text is TierChoice => tiers.some((tier) => tier === text);

import { z } from "zod";

export const LlmTier = z.enum(["llm-fast", "llm-strong"]);
export type LlmTier = z.infer<typeof LlmTier>;

/** USD per million tokens; null is unknown, which is budgeted at the dearest configured model. */
export const Price = z.object({
  input: z.number().nonnegative().nullable(),
  cached_input: z.number().nonnegative().nullable(),
  output: z.number().nonnegative().nullable(),
});
export type Price = z.infer<typeof Price>;

/** A row of `GET /api/v1/models`: a model of a provider, for a tier. */
export const ModelRow = z.object({
  id: z.string(),
  model: z.string().min(1).max(200),
  tier: LlmTier,
  base_url: z.string(),
  /** From the environment: shown, not edited. */
  fixed: z.boolean(),
  enabled: z.boolean(),
  price: Price,
  /** Where the price comes from: `table YYYY-MM-DD`, `yours`, or null when unknown. */
  price_source: z.string().nullable(),
  /** What the provider last refused, in words; null while it works. */
  fault: z.string().nullable(),
  /** Why its answers are not trusted, in words; null while nothing speaks against it. */
  doubt: z.string().nullable(),
  /** Which errors it is asked about, in the query language; null is all. */
  match: z.string().nullable(),
  /** What its key may do in a minute; null takes the provider's usual. */
  requests_per_minute: z.number().int().nullable(),
  tokens_per_minute: z.number().int().nullable(),
});
export type ModelRow = z.infer<typeof ModelRow>;

/** `GET /api/v1/budgets`, in USD; null is no limit. */
export const Budgets = z.object({
  daily_usd: z.number().nonnegative().nullable(),
  monthly_usd: z.number().nonnegative().nullable(),
  /** What of it the strong tier may spend. */
  strong_daily_usd: z.number().nonnegative().nullable(),
  strong_monthly_usd: z.number().nonnegative().nullable(),
  /** Fewer of the milder errors are asked about from the start. */
  thrifty: z.boolean(),
});
export type Budgets = z.infer<typeof Budgets>;

/** What a budget's period has seen, in USD. `period` is `2026-11-30` or `2026-11`. */
export const BudgetUse = z.object({
  scope: z.enum(["daily", "monthly"]),
  period: z.string(),
  limit_usd: z.number().nullable(),
  spent_usd: z.number(),
  reserved_usd: z.number(),
  /** When it begins anew, ISO 8601. */
  resets_at: z.string(),
});
export type BudgetUse = z.infer<typeof BudgetUse>;

const spendGroups = ["day", "model", "tier", "project"] as const;
export const SpendGroup = z.enum(spendGroups);
export type SpendGroup = z.infer<typeof SpendGroup>;

/** A row of `GET /api/v1/spend`: calls that agree in what they are grouped by. */
export const SpendRow = z.object({
  day: z.string().optional(),
  model: z.string().optional(),
  tier: z.string().optional(),
  project: z.string().nullable().optional(),
  calls: z.number().int(),
  failed: z.number().int(),
  items: z.number().int(),
  /** Items whose answer was valid at once. */
  valid: z.number().int(),
  cost_usd: z.number(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  cached_tokens: z.number().int(),
});
export type SpendRow = z.infer<typeof SpendRow>;

/** A provider whose address and ways are known. */
export interface KnownProvider {
  id: string;
  name: string;
  base_url: string;
  /** What is special about it, for people. */
  note: string;
  requests_per_minute: number;
  tokens_per_minute: number;
}

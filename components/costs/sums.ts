import type { CostRow, ModelFigures } from "#lib/model/figures.ts";
import type { BudgetUse } from "#lib/model/spend.ts";

/** Tiers that decide without asking a model. */
const freeTiers: readonly string[] = ["human", "memory", "rule", "local"];

export interface Avoided {
  /** Verdicts for which no model was asked. */
  verdicts: number;
  /** What a model's verdict costs on average; null while none was given. */
  each_usd: number | null;
}

/** What it would have cost to ask a model for the verdicts that were free. */
export function avoidedBy(tiers: readonly CostRow[], models: readonly ModelFigures[]): Avoided {
  const verdicts = tiers.filter(({ name }) => freeTiers.includes(name)).reduce((sum, row) => sum + row.verdicts, 0);
  const valid = models.reduce((sum, model) => sum + model.valid, 0);
  const cost = models.reduce((sum, model) => sum + model.cost_usd, 0);
  return { verdicts, each_usd: valid > 0 ? cost / valid : null };
}

const dayMs = 86_400_000;

/** Where a month ends at the pace it has gone so far; null in its first hours, when nobody can know. */
export function forecast({ period, spent_usd, resets_at }: BudgetUse, now: Date): number | null {
  const [year = 0, month = 0] = period.split("-").map(Number);
  const wholeMs = new Date(Date.UTC(year, month, 0)).getUTCDate() * dayMs;
  const goneMs = now.getTime() - (Date.parse(resets_at) - wholeMs);
  return goneMs < dayMs ? null : (spent_usd * wholeMs) / goneMs;
}

import type { Budgets, BudgetUse, ModelRow } from "#lib/model/spend.ts";
import type { Tools } from "./tools.ts";

interface Who {
  id: string;
  name: string;
}

/** The models that may be asked, those of the environment first. */
export async function models(_tools: Tools): Promise<ModelRow[]> {
  return [];
}

/** Replaces the models that are set in the product; those of the environment stay. */
export async function saveModels(tools: Tools, _input: unknown, _by: Who): Promise<ModelRow[]> {
  return models(tools);
}

/** Whether key, address and model of a row work: null, else what is wrong. */
export async function testModel(_tools: Tools, _id: string): Promise<string | null> {
  return null;
}

export async function budgets({ settings }: Tools): Promise<{ budgets: Budgets; fixed: boolean }> {
  return {
    budgets: { daily_usd: settings.LLM_DAILY_BUDGET_USD, monthly_usd: settings.LLM_MONTHLY_BUDGET_USD ?? null },
    fixed: false,
  };
}

export async function saveBudgets(tools: Tools, _input: unknown, _by: Who): Promise<{ budgets: Budgets; fixed: boolean }> {
  return budgets(tools);
}

export async function budgetUse(_tools: Tools): Promise<BudgetUse[]> {
  return [];
}

import { z } from "zod";
import { addAudit } from "#lib/db/audit.ts";
import { forgetTold, type Limits, type Scope, seenIn } from "#lib/db/budget-periods.ts";
import { transaction } from "#lib/db/client.ts";
import { readSetting, writeSetting } from "#lib/db/settings.ts";
import type { By } from "#lib/model/by.ts";
import { calendarDay, startOfDay } from "#lib/model/calendar-day.ts";
import { BadInput } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import { Budgets, type BudgetUse } from "#lib/model/spend.ts";
import type { Tools } from "./tools.ts";

const key = "budgets";
const byDefault: Budgets = { daily_usd: 0.25, monthly_usd: null };
const dollars = z
  .number("must be an amount in USD such as 0.25, or null for no limit")
  .nonnegative("must not be negative")
  .max(1_000_000, "must be at most 1000000")
  .nullable();
export const BudgetsInput = z.strictObject({ daily_usd: dollars, monthly_usd: dollars });

/** What may be spent on models; what the environment says is fixed. */
export async function budgets({ settings, db }: Pick<Tools, "settings" | "db">): Promise<{ budgets: Budgets; fixed: boolean }> {
  const { LLM_DAILY_BUDGET_USD: daily, LLM_MONTHLY_BUDGET_USD: monthly } = settings;
  if (daily !== undefined || monthly !== undefined)
    return { budgets: { daily_usd: daily ?? byDefault.daily_usd, monthly_usd: monthly ?? null }, fixed: true };
  return { budgets: Budgets.catch(byDefault).parse(await readSetting(db, key)), fixed: false };
}

/** Stores new limits; whoever waits for money asks again within a minute. Throws BadInput when they cannot be, or are fixed. */
export async function saveBudgets(tools: Tools, input: unknown, by: By): Promise<{ budgets: Budgets; fixed: boolean }> {
  const wanted = readInput(BudgetsInput, input);
  const { budgets: before, fixed } = await budgets(tools);
  if (fixed) throw new BadInput("Budgets are set by LLM_DAILY_BUDGET_USD or LLM_MONTHLY_BUDGET_USD: change them there.");
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    await writeSetting(tx, { key, value: wanted, byName: by.name, now });
    await forgetTold(tx, calendarDay(now, tools.settings.TIME_ZONE));
    await addAudit(tx, { by, action: "budgets.change", data: { before, after: wanted } });
    await tools.queue.send(tx, "refine", {});
  });
  return budgets(tools);
}

const micros = (usd: number | null): number | null => (usd === null ? null : Math.floor(usd * 1e6 + 1e-6));

/** The limits of the periods that run now, in micro-dollars. */
export async function limits(tools: Pick<Tools, "settings" | "db" | "clock">): Promise<Limits> {
  const { budgets: set } = await budgets(tools);
  const day = calendarDay(tools.clock(), tools.settings.TIME_ZONE);
  return { day, daily: micros(set.daily_usd), monthly: micros(set.monthly_usd) };
}

function nextStart(scope: Scope, day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return scope === "daily" ? startOfDay(year, month, date + 1, zone) : startOfDay(year, month + 1, 1, zone);
}

/** What the periods that run now have seen. */
export async function budgetUse(tools: Pick<Tools, "settings" | "db" | "clock">): Promise<BudgetUse[]> {
  const zone = tools.settings.TIME_ZONE;
  const { budgets: set } = await budgets(tools);
  const day = calendarDay(tools.clock(), zone);
  const seen = await seenIn(tools.db, day);
  return (["daily", "monthly"] as const).map((scope) => ({
    scope,
    period: scope === "daily" ? day : day.slice(0, 7),
    limit_usd: scope === "daily" ? set.daily_usd : set.monthly_usd,
    spent_usd: seen[scope].spentMicros / 1e6,
    reserved_usd: seen[scope].reservedMicros / 1e6,
    resets_at: nextStart(scope, day, zone).toISOString(),
  }));
}

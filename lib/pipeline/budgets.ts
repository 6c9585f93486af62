import { z } from "zod";
import { addAudit } from "#lib/db/audit.ts";
import type { CallRow, Limits, Scope } from "#lib/db/budget-periods.ts";
import { forgetTold, seenIn } from "#lib/db/budget-use.ts";
import { transaction } from "#lib/db/client.ts";
import { gatherSkipped } from "#lib/db/gather.ts";
import { readSetting, writeSetting } from "#lib/db/settings.ts";
import type { By } from "#lib/model/by.ts";
import { calendarDay, startOfDay } from "#lib/model/calendar-day.ts";
import { BadInput } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import { Budgets, type BudgetUse } from "#lib/model/spend.ts";
import { projectSettings } from "./projects.ts";
import type { Tools } from "./tools.ts";

type Needed = Pick<Tools, "settings" | "db" | "clock">;

const key = "budgets";
/** What may be spent on a day while nobody has set anything. */
export const usualDailyUsd = 0.25;
const byDefault: Budgets = {
  daily_usd: usualDailyUsd,
  monthly_usd: null,
  strong_daily_usd: null,
  strong_monthly_usd: null,
  thrifty: false,
};
const dollars = z
  .number("must be an amount in USD such as 0.25, or null for no limit")
  .nonnegative("must not be negative")
  .max(1_000_000, "must be at most 1000000")
  .nullable();
export const BudgetsInput = z.strictObject({
  daily_usd: dollars,
  monthly_usd: dollars,
  /** What of it the strong tier may spend; left out: as it is. */
  strong_daily_usd: dollars.optional(),
  strong_monthly_usd: dollars.optional(),
  /** Fewer of the milder errors are asked about from the start; left out: as it is. */
  thrifty: z.boolean("must be true or false").optional(),
});

/** What may be spent on models. What the environment says of the whole is fixed. */
export async function budgets({ settings, db }: Pick<Tools, "settings" | "db">): Promise<{ budgets: Budgets; fixed: boolean }> {
  const { LLM_DAILY_BUDGET_USD: daily, LLM_MONTHLY_BUDGET_USD: monthly } = settings;
  const stored = Budgets.catch(byDefault).parse({ ...byDefault, ...((await readSetting(db, key)) as object | undefined) });
  if (daily === undefined && monthly === undefined) return { budgets: stored, fixed: false };
  return { budgets: { ...stored, daily_usd: daily ?? byDefault.daily_usd, monthly_usd: monthly ?? null }, fixed: true };
}

/** Stores new limits; whoever waits for money asks again within a minute. Throws BadInput when they cannot be, or are fixed. */
export async function saveBudgets(tools: Tools, input: unknown, by: By): Promise<{ budgets: Budgets; fixed: boolean }> {
  const read = readInput(BudgetsInput, input);
  const { budgets: before, fixed } = await budgets(tools);
  const given = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
  const wanted = Budgets.parse({ ...before, ...given });
  if (fixed && (wanted.daily_usd !== before.daily_usd || wanted.monthly_usd !== before.monthly_usd))
    throw new BadInput("Budgets are set by LLM_DAILY_BUDGET_USD or LLM_MONTHLY_BUDGET_USD: change them there.");
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    await writeSetting(tx, { key, value: wanted, byName: by.name, now });
    await forgetTold(tx, calendarDay(now, tools.settings.TIME_ZONE));
    await gatherSkipped(tx);
    await addAudit(tx, { by, action: "budgets.change", data: { before, after: wanted } });
    await tools.queue.send(tx, "refine", {});
  });
  return budgets(tools);
}

const micros = (usd: number | null): number | null => (usd === null ? null : Math.floor(usd * 1e6 + 1e-6));

/** The limits of the periods that run now, in micro-dollars, for a call: of everything, of its tier and of its project. */
export async function limitsOf(
  tools: Needed,
  { tier, project, installationId }: Pick<CallRow, "tier" | "project" | "installationId">,
): Promise<Limits> {
  const { budgets: set } = await budgets(tools);
  const own = await projectSettings(tools, installationId, project);
  return {
    day: calendarDay(tools.clock(), tools.settings.TIME_ZONE),
    daily: micros(set.daily_usd),
    monthly: micros(set.monthly_usd),
    ...(tier === "llm-strong" && { tier: { daily: micros(set.strong_daily_usd), monthly: micros(set.strong_monthly_usd) } }),
    project: { daily: micros(own.daily_usd), monthly: micros(own.monthly_usd) },
  };
}

function nextStart(scope: Scope, day: string, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return scope === "daily" ? startOfDay(year, month, date + 1, zone) : startOfDay(year, month + 1, 1, zone);
}

/** In how many seconds the next day begins. */
export function secondsToTomorrow({ settings, clock }: Pick<Tools, "settings" | "clock">): number {
  const now = clock();
  const start = nextStart("daily", calendarDay(now, settings.TIME_ZONE), settings.TIME_ZONE);
  return Math.max(1, Math.ceil((start.getTime() - now.getTime()) / 1000));
}

/** What the periods that run now have seen. */
export async function budgetUse(tools: Needed): Promise<BudgetUse[]> {
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

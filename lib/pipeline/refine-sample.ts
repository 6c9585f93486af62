import { isSampled, type Left, mayAskStrong, mayCheckAgain, shareOf } from "#lib/classify/sampling.ts";
import { projectScope } from "#lib/db/budget-periods.ts";
import { seenIn } from "#lib/db/budget-use.ts";
import { calendarDay } from "#lib/model/calendar-day.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import { budgets, limitsOf } from "./budgets.ts";
import type { Item } from "./refine-items.ts";
import type { Tools } from "./tools.ts";

export interface Sample {
  asked: Item[];
  /** What today's budget does not reach to, with the reason. */
  skipped: { item: Item; why: string }[];
  /** What is remembered of these stands for another day. */
  kept: Item[];
}

const leftOf = (most: number | null, { spentMicros, reservedMicros }: { spentMicros: number; reservedMicros: number }): Left =>
  most === null ? null : most === 0 ? 0 : Math.max(0, 1 - (spentMicros + reservedMicros) / most);

const least = (a: Left, b: Left): Left => (a === null || b === null ? (a ?? b) : Math.min(a, b));
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What is left of the day's budgets that a call about the item would draw on. */
async function left(tools: Tools, installationId: string, { project, ownBudget }: Item): Promise<Left> {
  const limits = await limitsOf(tools, { tier: "llm-fast", project, installationId });
  const whole = leftOf(limits.daily, (await seenIn(tools.db, limits.day)).daily);
  if (!ownBudget || project === null) return whole;
  const own = await seenIn(tools.db, limits.day, projectScope(installationId, project));
  return least(whole, leftOf(limits.project?.daily ?? null, own.daily));
}

function whyNot(tier: LlmTier, { severity }: Item, share: Left, reached: number): string {
  const remains = `${percent(share ?? 1)} of the day's budget is left`;
  if (tier === "llm-strong") return `Not sampled today: ${remains}, so the strong tier rests. It is looked at again tomorrow.`;
  const reach =
    reached === 0
      ? `none of the ${severity} errors are asked about`
      : `${percent(reached)} of the ${severity} errors are asked about`;
  return `Not sampled today: ${remains}, so ${reach}. It is looked at again tomorrow.`;
}

/** Which of the items models are asked about today, as the day's budget empties. */
export async function sample(tools: Tools, installationId: string, tier: LlmTier, items: readonly Item[]): Promise<Sample> {
  const { budgets: set } = await budgets(tools);
  const day = calendarDay(tools.clock(), tools.settings.TIME_ZONE);
  const sampled: Sample = { asked: [], skipped: [], kept: [] };
  const purses = new Map<string, Left>();
  for (const item of items) {
    const { hash: signature, severity } = item;
    const purse = item.ownBudget ? (item.project ?? "") : "";
    if (!purses.has(purse)) purses.set(purse, await left(tools, installationId, item));
    const share = purses.get(purse) ?? null;
    const isAgain = tier === "llm-fast" && item.memory !== null && item.memory.category !== "unknown";
    const goes =
      tier === "llm-strong" ? mayAskStrong(share) : isSampled({ signature, day, severity, left: share, thrifty: set.thrifty });
    if (isAgain && !mayCheckAgain(share)) sampled.kept.push(item);
    else if (goes) sampled.asked.push(item);
    else if (isAgain) sampled.kept.push(item);
    else sampled.skipped.push({ item, why: whyNot(tier, item, share, shareOf(severity, share, set.thrifty)) });
  }
  return sampled;
}

import type { Scope } from "./budget-periods.ts";
import type { Db, Tx } from "./client.ts";

export interface Seen {
  spentMicros: number;
  reservedMicros: number;
}

/** What the day and the month have seen: of everything, or of the part of this name. */
export async function seenIn(db: Db, day: string, part: string | null = null): Promise<Record<Scope, Seen>> {
  const keys = { daily: part ?? "daily", monthly: part ?? "monthly" };
  const periods = { daily: day, monthly: day.slice(0, 7) };
  const rows = await db.budgetPeriod.findMany({
    where: { OR: (["daily", "monthly"] as const).map((scope) => ({ scope: keys[scope], period: periods[scope] })) },
  });
  const of = (scope: Scope): Seen => {
    const row = rows.find((one) => one.scope === keys[scope] && one.period === periods[scope]);
    return { spentMicros: Number(row?.spentMicros ?? 0), reservedMicros: Number(row?.reservedMicros ?? 0) };
  };
  return { daily: of("daily"), monthly: of("monthly") };
}

/** True once a period: the first time its end is to be told. */
export async function markTold(tx: Tx, scope: Scope, day: string, now: Date): Promise<boolean> {
  const period = scope === "daily" ? day : day.slice(0, 7);
  const { count } = await tx.budgetPeriod.updateMany({ where: { scope, period, toldAt: null }, data: { toldAt: now } });
  return count > 0;
}

/** The limit was changed: its end is news again. */
export async function forgetTold(tx: Tx, day: string): Promise<void> {
  await tx.budgetPeriod.updateMany({ where: { period: { in: [day, day.slice(0, 7)] } }, data: { toldAt: null } });
}

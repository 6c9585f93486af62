import { v7 as uuidv7 } from "uuid";
import { type Db, type Tx, transaction } from "./client.ts";

export type Scope = "daily" | "monthly";

/** In micro-dollars; null is no limit. */
export interface Limits {
  /** Calendar day in TIME_ZONE: its month is the other period. */
  day: string;
  daily: number | null;
  monthly: number | null;
}

export interface CallRow {
  installationId: string;
  at: Date;
  tier: string;
  model: string;
  baseUrl: string;
  project: string | null;
  items: number;
}

export interface Settlement {
  outcome: string;
  costMicros: number;
  estimated: boolean;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  valid: number;
  status: number | null;
  code: string | null;
  requestId: string | null;
  latencyMs: number | null;
}

class Over extends Error {
  readonly scopes: Scope[];
  constructor(scopes: Scope[]) {
    super("over budget");
    this.scopes = scopes;
  }
}

const month = (day: string): string => day.slice(0, 7);

/** Takes the amount from both periods and opens the call's row, or takes nothing and says which limit it would cross. */
export async function reserve(
  db: Db,
  { day, daily, monthly }: Limits,
  call: CallRow,
  micros: number,
): Promise<{ id: string } | { over: Scope[] }> {
  const id = uuidv7();
  try {
    await transaction(db, async (tx) => {
      await tx.$executeRaw`SELECT set_config('synchronous_commit', 'on', true)`; // a crash must not give back what was spent
      await tx.$executeRaw`INSERT INTO "BudgetPeriod" ("scope", "period") VALUES ('daily', ${day}), ('monthly', ${month(day)}) ON CONFLICT DO NOTHING`;
      await tx.$executeRaw`SELECT 1 FROM "BudgetPeriod" WHERE ("scope", "period") IN (('daily', ${day}), ('monthly', ${month(day)})) ORDER BY "scope" FOR UPDATE`;
      const taken = await tx.$queryRaw<{ scope: Scope }[]>`
        UPDATE "BudgetPeriod" b SET "reservedMicros" = b."reservedMicros" + ${micros}
        FROM (VALUES ('daily', ${day}, ${daily}::bigint), ('monthly', ${month(day)}, ${monthly}::bigint)) AS l("scope", "period", "most")
        WHERE b."scope" = l."scope" AND b."period" = l."period" AND (l."most" IS NULL OR b."spentMicros" + b."reservedMicros" + ${micros} <= l."most")
        RETURNING b."scope"`;
      const over = (["daily", "monthly"] as const).filter((scope) => !taken.some((row) => row.scope === scope));
      if (over.length > 0) throw new Over(over);
      await tx.spend.create({ data: { ...call, id, day, reservedMicros: BigInt(micros) } });
    });
    return { id };
  } catch (error) {
    if (error instanceof Over) return { over: error.scopes };
    throw error;
  }
}

/** Puts what the call did cost in the place of its reservation; false when that was done already. */
export async function settle(tx: Tx, id: string, { costMicros, ...settlement }: Settlement, now: Date): Promise<boolean> {
  const data = {
    ...settlement,
    costMicros: BigInt(costMicros),
    settledAt: now,
    state: costMicros === 0 ? "released" : "settled",
  };
  const row = await tx.spend.findUnique({ where: { id }, select: { day: true, reservedMicros: true } });
  const { count } = await tx.spend.updateMany({ where: { id, state: "reserved" }, data });
  if (!row || count === 0) return false;
  const moved = { spentMicros: { increment: BigInt(costMicros) }, reservedMicros: { decrement: row.reservedMicros } };
  await tx.budgetPeriod.update({ where: { scope_period: { scope: "daily", period: row.day } }, data: moved });
  await tx.budgetPeriod.update({ where: { scope_period: { scope: "monthly", period: month(row.day) } }, data: moved });
  return true;
}

const unheard = { outcome: "lost", estimated: true, inputTokens: 0, cachedTokens: 0, outputTokens: 0, valid: 0 };
const unknown = { status: null, code: null, requestId: null, latencyMs: null };

/** Calls whose caller died are taken to have cost all that was reserved. */
export async function settleLost(db: Db, before: Date, now: Date): Promise<void> {
  const lost = await db.spend.findMany({ where: { state: "reserved", at: { lt: before } }, take: 100 });
  for (const { id, reservedMicros } of lost)
    await transaction(db, (tx) => settle(tx, id, { ...unheard, ...unknown, costMicros: Number(reservedMicros) }, now));
}

/** When the oldest call was begun that is not settled; null when all are. */
export async function oldestReserved(db: Db): Promise<Date | null> {
  const row = await db.spend.findFirst({ where: { state: "reserved" }, orderBy: { at: "asc" }, select: { at: true } });
  return row?.at ?? null;
}

export interface Seen {
  spentMicros: number;
  reservedMicros: number;
}

export async function seenIn(db: Db, day: string): Promise<Record<Scope, Seen>> {
  const rows = await db.budgetPeriod.findMany({
    where: {
      OR: [
        { scope: "daily", period: day },
        { scope: "monthly", period: month(day) },
      ],
    },
  });
  const of = (scope: Scope): Seen => {
    const row = rows.find((one) => one.scope === scope);
    return { spentMicros: Number(row?.spentMicros ?? 0), reservedMicros: Number(row?.reservedMicros ?? 0) };
  };
  return { daily: of("daily"), monthly: of("monthly") };
}

/** True once a period: the first time its end is to be told. */
export async function markTold(tx: Tx, scope: Scope, day: string, now: Date): Promise<boolean> {
  const period = scope === "daily" ? day : month(day);
  const { count } = await tx.budgetPeriod.updateMany({ where: { scope, period, toldAt: null }, data: { toldAt: now } });
  return count > 0;
}

/** The limit was changed: its end is news again. */
export async function forgetTold(tx: Tx, day: string): Promise<void> {
  await tx.budgetPeriod.updateMany({ where: { period: { in: [day, month(day)] } }, data: { toldAt: null } });
}

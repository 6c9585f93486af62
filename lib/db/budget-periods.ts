import { v7 as uuidv7 } from "uuid";
import { type Db, type Tx, transaction } from "./client.ts";
import { keepExchange, type Said } from "./exchanges.ts";
import { Prisma } from "./generated/client.ts";

/** `daily` and `monthly` are of everything; a tier and a project have periods of their own. */
export type Scope = "daily" | "monthly";

/** What a part may spend in the periods that run, in micro-dollars; null is no limit. */
export interface Limit {
  daily: number | null;
  monthly: number | null;
}

export interface Limits extends Limit {
  /** Calendar day in TIME_ZONE: its month is the other period. */
  day: string;
  tier?: Limit;
  project?: Limit;
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

/** Whose money a period counts. */
export type Part = "all" | "tier" | "project";

export interface Crossed {
  part: Part;
  scope: Scope;
}

interface Period extends Crossed {
  key: string;
  period: string;
  most: number | null;
}

class Over extends Error {
  readonly crossed: Crossed[];
  constructor(crossed: Crossed[]) {
    super("over budget");
    this.crossed = crossed;
  }
}

const month = (day: string): string => day.slice(0, 7);
const unlimited: Limit = { daily: null, monthly: null };

const tierKey = (tier: string): string => `tier ${tier}`;
/** The name of a project's own periods. */
export const projectScope = (installationId: string, project: string): string => `project ${installationId} ${project}`;

type Whose = Pick<CallRow, "installationId" | "tier" | "project">;

/** The periods that a call counts in. The whole's day and month have plain names. */
function periodsOf({ day, daily, monthly, tier = unlimited, project = unlimited }: Limits, call: Whose): Period[] {
  const own = (part: Part, key: string, limit: Limit): Period[] => [
    { part, scope: "daily", key, period: day, most: limit.daily },
    { part, scope: "monthly", key, period: month(day), most: limit.monthly },
  ];
  return [
    { part: "all", scope: "daily", key: "daily", period: day, most: daily },
    { part: "all", scope: "monthly", key: "monthly", period: month(day), most: monthly },
    ...own("tier", tierKey(call.tier), tier),
    ...(call.project === null ? [] : own("project", projectScope(call.installationId, call.project), project)),
  ];
}

/** Takes the amount from every period of the call and opens its row, or takes nothing and says which limits it would cross. */
export async function reserve(
  db: Db,
  limits: Limits,
  call: CallRow,
  micros: number,
): Promise<{ id: string } | { over: Crossed[] }> {
  const id = uuidv7();
  const periods = periodsOf(limits, call);
  const rows = Prisma.join(periods.map(({ key, period, most }) => Prisma.sql`(${key}, ${period}, ${most}::bigint)`));
  const wanted = Prisma.sql`(VALUES ${rows}) AS l("scope", "period", "most")`;
  try {
    await transaction(db, async (tx) => {
      await tx.$executeRaw`SELECT set_config('synchronous_commit', 'on', true)`; // a crash must not give back what was spent
      await tx.$executeRaw`INSERT INTO "BudgetPeriod" ("scope", "period") SELECT "scope", "period" FROM ${wanted} ORDER BY 1, 2 ON CONFLICT DO NOTHING`;
      await tx.$executeRaw`
        SELECT 1 FROM "BudgetPeriod" b JOIN ${wanted} ON b."scope" = l."scope" AND b."period" = l."period" ORDER BY b."scope", b."period" FOR UPDATE OF b`;
      const taken = await tx.$queryRaw<{ scope: string; period: string }[]>`
        UPDATE "BudgetPeriod" b SET "reservedMicros" = b."reservedMicros" + ${micros} FROM ${wanted}
        WHERE b."scope" = l."scope" AND b."period" = l."period" AND (l."most" IS NULL OR b."spentMicros" + b."reservedMicros" + ${micros} <= l."most")
        RETURNING b."scope", b."period"`;
      const over = periods.filter(({ key, period }) => !taken.some((row) => row.scope === key && row.period === period));
      if (over.length > 0) throw new Over(over.map(({ part, scope }) => ({ part, scope })));
      await tx.spend.create({ data: { ...call, id, day: limits.day, reservedMicros: BigInt(micros) } });
    });
    return { id };
  } catch (error) {
    if (error instanceof Over) return { over: error.crossed };
    throw error;
  }
}

/** Puts what the call did cost in the place of its reservation, with the words it said and heard; false when that was done already. */
export async function settle(
  tx: Tx,
  id: string,
  { costMicros, ...settlement }: Settlement,
  { now, said }: { now: Date; said?: Said | undefined },
): Promise<boolean> {
  const data = {
    ...settlement,
    costMicros: BigInt(costMicros),
    settledAt: now,
    state: costMicros === 0 ? "released" : "settled",
  };
  const row = await tx.spend.findUnique({ where: { id } });
  const { count } = await tx.spend.updateMany({ where: { id, state: "reserved" }, data });
  if (!row || count === 0) return false;
  const periods = periodsOf({ day: row.day, ...unlimited }, row);
  const keys = Prisma.join(periods.map(({ key, period }) => Prisma.sql`(${key}, ${period})`));
  await tx.$executeRaw`SELECT 1 FROM "BudgetPeriod" WHERE ("scope", "period") IN (${keys}) ORDER BY "scope", "period" FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE "BudgetPeriod" SET "spentMicros" = "spentMicros" + ${costMicros}, "reservedMicros" = "reservedMicros" - ${row.reservedMicros}
    WHERE ("scope", "period") IN (${keys})`;
  if (said) await keepExchange(tx, id, said);
  return true;
}

const unheard = { outcome: "lost", estimated: true, inputTokens: 0, cachedTokens: 0, outputTokens: 0, valid: 0 };
const unknown = { status: null, code: null, requestId: null, latencyMs: null };

/** Calls whose caller died are taken to have cost all that was reserved. */
export async function settleLost(db: Db, before: Date, now: Date): Promise<void> {
  const lost = await db.spend.findMany({ where: { state: "reserved", at: { lt: before } }, take: 100 });
  for (const { id, reservedMicros } of lost)
    await transaction(db, (tx) => settle(tx, id, { ...unheard, ...unknown, costMicros: Number(reservedMicros) }, { now }));
}

/** When the oldest call was begun that is not settled; null when all are. */
export async function oldestReserved(db: Db): Promise<Date | null> {
  const row = await db.spend.findFirst({ where: { state: "reserved" }, orderBy: { at: "asc" }, select: { at: true } });
  return row?.at ?? null;
}

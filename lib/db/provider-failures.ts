import type { Db, Tx } from "./client.ts";

/** Whose failures: of a provider, as one installation sees it. */
export interface Failing {
  installation: string;
  provider: string;
}

const slotMs = 10_000;
const slotOf = (at: Date): Date => new Date(Math.floor(at.getTime() / slotMs) * slotMs);

/** Counts failures of a provider; answers whether its outage is open. One statement, for in a storm others wait for its row. */
export async function countFailures(
  tx: Tx,
  { installation, provider, signature, count }: Failing & { signature: string; count: number },
  now: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isOut: boolean }[]>`
    INSERT INTO "ProviderFailure" AS f ("installationId", "provider", "slot", "signature", "count")
    VALUES (${installation}, ${provider}, ${slotOf(now)}, ${signature}, ${count})
    ON CONFLICT ("installationId", "provider", "slot", "signature") DO UPDATE SET "count" = f."count" + excluded."count"
    RETURNING EXISTS (SELECT FROM "ProviderOutage" o
      WHERE o."installationId" = ${installation} AND o."provider" = ${provider} AND o."closedAt" IS NULL) AS "isOut"`;
  return row?.isOut ?? false;
}

/** What was counted from one instant until another, one number per signature. */
export async function failuresBetween(
  db: Db | Tx,
  { installation, provider }: Failing,
  from: Date,
  until: Date,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT sum("count")::float8 AS "count" FROM "ProviderFailure" WHERE "installationId" = ${installation} AND "provider" = ${provider}
      AND "slot" >= ${slotOf(from)} AND "slot" < ${until} GROUP BY "signature"`;
  return rows.map(({ count }) => count);
}

/** How many there were in a time, and when the first of them was. */
export async function failuresSum(
  db: Db | Tx,
  { installation, provider }: Failing,
  from: Date,
  until: Date,
): Promise<{ failures: number; first: Date | null }> {
  const [row] = await db.$queryRaw<{ failures: number | null; first: Date | null }[]>`
    SELECT sum("count")::float8 AS "failures", min("slot") AS "first" FROM "ProviderFailure"
    WHERE "installationId" = ${installation} AND "provider" = ${provider} AND "slot" >= ${from} AND "slot" < ${until}`;
  return { failures: row?.failures ?? 0, first: row?.first ?? null };
}

/** Providers that failed since and have no outage. */
export async function failingSince(db: Db | Tx, since: Date): Promise<Failing[]> {
  return db.$queryRaw<Failing[]>`
    SELECT DISTINCT f."installationId" AS "installation", f."provider" FROM "ProviderFailure" f WHERE f."slot" >= ${slotOf(since)}
      AND NOT EXISTS (SELECT FROM "ProviderOutage" o
        WHERE o."installationId" = f."installationId" AND o."provider" = f."provider" AND o."closedAt" IS NULL)`;
}

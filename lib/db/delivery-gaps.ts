import type { Db, Tx } from "./client.ts";

/** As many deliveries as are looked at: no flood of them may take longer than a statement may. */
const mostGaps = 200_000;

/** The newest delivery of an installation after an instant, and the 99th percentile of the gaps between those; null when there are no two. */
export async function deliveryGaps(
  db: Db | Tx,
  installation: string,
  after: Date,
): Promise<{ last: Date | null; gapMs: number | null }> {
  const [row] = await db.$queryRaw<{ last: Date | null; gapMs: number | null }[]>`
    WITH d AS (
      SELECT "receivedAt" AS at, extract(epoch FROM "receivedAt" - lag("receivedAt") OVER (ORDER BY "receivedAt")) * 1000 AS gap
      FROM (SELECT "receivedAt" FROM "DeliveryDigest" WHERE "installationId" = ${installation} AND "receivedAt" > ${after} ORDER BY "receivedAt" DESC LIMIT ${mostGaps}) AS newest)
    SELECT max(at) AS "last", (percentile_disc(0.99) WITHIN GROUP (ORDER BY gap))::float8 AS "gapMs" FROM d`;
  return { last: row?.last ?? null, gapMs: row?.gapMs ?? null };
}

export async function hasDeliveryAfter(db: Db | Tx, installation: string, after: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "DeliveryDigest" WHERE "receivedAt" > ${after} AND "installationId" = ${installation} LIMIT 1`;
  return rows.length > 0;
}

export interface Watch {
  installation: string;
  /** Since when it is listened without a pause. */
  since: Date;
  /** The last delivery before a silence that was told; null while there is none. */
  silentSince: Date | null;
}

/** Notes of every installation that it is listened to now; after a longer pause it is listened to since now. */
export async function watchInstallations(tx: Tx, now: Date, pauseMs: number): Promise<Watch[]> {
  const before = new Date(now.getTime() - pauseMs);
  return tx.$queryRaw<Watch[]>`
    INSERT INTO "SentryWatch" AS w ("installationId", "since", "seenAt") SELECT "id", ${now}, ${now} FROM "Installation"
    ON CONFLICT ("installationId") DO UPDATE SET "seenAt" = ${now}, "since" = CASE WHEN w."seenAt" < ${before} THEN ${now} ELSE w."since" END
    RETURNING "installationId" AS "installation", "since", "silentSince"`;
}

export async function setSilent(tx: Tx, installation: string, since: Date | null): Promise<void> {
  await tx.$executeRaw`UPDATE "SentryWatch" SET "silentSince" = ${since} WHERE "installationId" = ${installation}`;
}

import type { Db } from "./client.ts";

const dayMs = 86_400_000;
const rowsAtOnce = 1000;

/** Deletes, in small batches, what outlived its use: claims on bodies and events, kept answers, processes long gone. */
export async function forget(
  db: Db,
  now: Date,
  { keepDeliveriesDays, keepReportsDays }: { keepDeliveriesDays: number; keepReportsDays: number },
): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
  const deletions = [
    () =>
      db.$executeRaw`DELETE FROM "DeliveryDigest" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "DeliveryDigest" WHERE "receivedAt" < ${before(Math.max(30, keepDeliveriesDays))} LIMIT ${rowsAtOnce}))`,
    () =>
      db.$executeRaw`DELETE FROM "ReportKey" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "ReportKey" WHERE "createdAt" < ${before(keepReportsDays)} LIMIT ${rowsAtOnce}))`,
    () =>
      db.$executeRaw`DELETE FROM "IdempotentAnswer" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "IdempotentAnswer" WHERE "createdAt" < ${before(1)} LIMIT ${rowsAtOnce}))`,
    () =>
      db.$executeRaw`DELETE FROM "Heartbeat" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "Heartbeat" WHERE "seenAt" < ${before(1)} LIMIT ${rowsAtOnce}))`,
  ];
  const late = [
    () =>
      db.$executeRaw`DELETE FROM "Delivery_default" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "Delivery_default" WHERE "receivedAt" < ${before(keepDeliveriesDays)} LIMIT ${rowsAtOnce}))`,
    () =>
      db.$executeRaw`DELETE FROM "Report_default" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "Report_default" WHERE "receivedAt" < ${before(keepReportsDays)} LIMIT ${rowsAtOnce}))`,
  ];
  for (const deleteSome of [...deletions, ...late]) while ((await deleteSome()) === rowsAtOnce);
}

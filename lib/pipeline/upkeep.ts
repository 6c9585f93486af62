import { forget } from "#lib/db/forget.ts";
import { migrate } from "#lib/db/migrate.ts";
import type { Tools } from "./tools.ts";

/** Keeps tomorrow's partitions ready and drops what is older than the retention; safe to run at any time and twice. */
export async function upkeep(tools: Tools): Promise<void> {
  const { db, databaseUrl, settings, clock } = tools;
  const { RETENTION_DELIVERIES_DAYS: keepDeliveriesDays, RETENTION_REPORTS_DAYS: keepReportsDays } = settings;
  await migrate({ url: databaseUrl, now: clock(), keepDeliveriesDays, keepReportsDays });
  await forget(db, clock(), { keepDeliveriesDays, keepReportsDays });
}

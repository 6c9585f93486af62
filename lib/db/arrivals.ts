import type { Db } from "./client.ts";
import { inboxName } from "./inbox.ts";

/** Whether deliveries are being written at this moment, by any process of this deployment. */
export async function areArriving(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ arriving: boolean }[]>`
    SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = ${inboxName} AND state <> 'idle') AS "arriving"`;
  return row?.arriving ?? false;
}

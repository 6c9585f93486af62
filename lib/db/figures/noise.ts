import type { Noise } from "#lib/model/figures.ts";
import type { Db } from "../client.ts";
import { idAt } from "../id-at.ts";

/** What came of the signals since `from`; all ids are ordered by time. */
export async function noiseSince(db: Db, from: Date): Promise<Noise> {
  const first = idAt(from.getTime());
  const [row] = await db.$queryRaw<Noise[]>`
    SELECT (SELECT count(*)::int FROM "Signal" WHERE "id" >= ${first}::uuid) AS "signals",
      (SELECT count(*)::int FROM "Message" WHERE "id" >= ${first}::uuid AND "state" = 'sent') AS "messages",
      count(*)::int AS "incidents", count("acknowledgedAt")::int AS "acknowledged",
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM "acknowledgedAt" - "openedAt")))::float8 AS "acknowledge_seconds"
    FROM "Incident" WHERE "id" >= ${first}::uuid`;
  return row ?? { signals: 0, incidents: 0, messages: 0, acknowledged: 0, acknowledge_seconds: null };
}

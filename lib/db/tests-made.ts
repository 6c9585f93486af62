import type { By } from "#lib/model/by.ts";
import { addAudit } from "./audit.ts";
import { type Db, transaction } from "./client.ts";

type TestKind = "channel.tested" | "model.tested";

interface Test {
  action: TestKind;
  /** What is tested. */
  target: string;
  by: By;
}

/** Notes that something is about to be tested; answers with the seconds to wait when there were `most` tests of it within a minute. */
export const noteTest = (db: Db, { action, target, by }: Test, most: number): Promise<number | null> =>
  transaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('verdict.channel.test'))`;
    const [recent] = await tx.$queryRaw<{ count: number; seconds: number }[]>`
      SELECT count(*)::int AS "count", ceil(60 - extract(epoch FROM now() - min("at")))::int AS "seconds"
      FROM "AuditEntry" WHERE "action" = ${action} AND "target" = ${target} AND "at" > now() - interval '1 minute'`;
    if (recent && recent.count >= most) return Math.max(1, recent.seconds);
    await addAudit(tx, { by, action, target });
    return null;
  });

import { type AuditLine, addAudit } from "#lib/db/audit.ts";
import type { Db, Tx } from "#lib/db/client.ts";

/** Writes down who changed what; in the transaction of the change, so that neither stands without the other. */
export async function audit(
  db: Db | Tx,
  { target = null, data = null, ...line }: Pick<AuditLine, "by" | "action"> & Partial<AuditLine>,
): Promise<void> {
  await addAudit(db, { ...line, target, data });
}

import { PolicyDocument } from "#lib/model/policy.ts";
import type { Db, Tx } from "./client.ts";

export interface PolicyVersionRow {
  version: number;
  at: string;
  by: string;
  document: PolicyDocument;
}

/** The newest versions of the policies, newest first; `before` one when it is given. */
export async function policyHistory(db: Db | Tx, most: number, before?: number): Promise<PolicyVersionRow[]> {
  const rows = await db.policyVersion.findMany({
    ...(before !== undefined && { where: { version: { lt: before } } }),
    orderBy: { version: "desc" },
    take: most,
  });
  return rows.map(({ version, at, byName, document }) => ({
    version,
    at: at.toISOString(),
    by: byName,
    document: PolicyDocument.parse(document),
  }));
}

/** The document of one version; null when there is no such version. */
export async function policiesOfVersion(db: Db, version: number): Promise<PolicyDocument | null> {
  const row = await db.policyVersion.findUnique({ where: { version } });
  return row && PolicyDocument.parse(row.document);
}

import { PolicyDocument } from "#lib/model/policy.ts";
import type { Db, Tx } from "./client.ts";

export interface StoredPolicies {
  version: number;
  document: PolicyDocument;
  at: Date;
  by: string;
}

/** The newest version; null before the first was written. */
export async function newestPolicies(db: Db | Tx): Promise<StoredPolicies | null> {
  const row = await db.policyVersion.findFirst({ orderBy: { version: "desc" } });
  return row && { version: row.version, document: PolicyDocument.parse(row.document), at: row.at, by: row.byName };
}

const policiesLock = 7_043_118_203;

/** Of any number of writers at once each sees what the one before it wrote. */
export async function holdPolicies(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${policiesLock}::bigint)`;
}

export async function addPolicies(tx: Tx, { version, document, at, by }: StoredPolicies): Promise<void> {
  await tx.policyVersion.create({ data: { version, document: document as object, byName: by, at } });
}

import { PolicyDocument } from "#lib/model/policy.ts";
import type { Db, Tx } from "./client.ts";

export interface StoredPolicies {
  version: number;
  document: PolicyDocument;
  at: Date;
  by: string;
}

/** Versions never change: what was read once of a database is not read again. */
const read = new WeakMap<Db | Tx, StoredPolicies>();

/** The newest version; null before the first was written. */
export async function newestPolicies(db: Db | Tx): Promise<StoredPolicies | null> {
  const newest = await db.policyVersion.findFirst({ orderBy: { version: "desc" }, select: { version: true, at: true } });
  if (!newest) return null;
  const known = read.get(db);
  if (known?.version === newest.version && known.at.getTime() === newest.at.getTime()) return known;
  const row = await db.policyVersion.findUniqueOrThrow({ where: { version: newest.version } });
  const stored = { version: row.version, document: PolicyDocument.parse(row.document), at: row.at, by: row.byName };
  read.set(db, stored);
  return stored;
}

const policiesLock = 7_043_118_203;

/** Of any number of writers at once each sees what the one before it wrote. */
export async function holdPolicies(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${policiesLock}::bigint)`;
}

export async function addPolicies(tx: Tx, { version, document, at, by }: StoredPolicies): Promise<void> {
  await tx.policyVersion.create({ data: { version, document: document as object, byName: by, at } });
}

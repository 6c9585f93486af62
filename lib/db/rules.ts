import { type TeamRule, TeamRules } from "#lib/model/rule.ts";
import type { Db, Tx } from "./client.ts";
import type { RuleVersion } from "./generated/client.ts";

export interface StoredRules {
  version: number;
  rules: readonly TeamRule[];
  at: Date;
  by: string;
}

const stored = ({ version, rules, at, byName }: RuleVersion): StoredRules => ({
  version,
  rules: TeamRules.parse(rules),
  at,
  by: byName,
});

/** The newest version; null while none was written. */
export async function newestRules(db: Db | Tx): Promise<StoredRules | null> {
  const row = await db.ruleVersion.findFirst({ orderBy: { version: "desc" } });
  return row && stored(row);
}

export async function rulesOfVersion(db: Db | Tx, version: number): Promise<StoredRules | null> {
  const row = await db.ruleVersion.findUnique({ where: { version } });
  return row && stored(row);
}

/** The newest versions, newest first. */
export const ruleHistory = async (db: Db, most: number): Promise<StoredRules[]> =>
  (await db.ruleVersion.findMany({ orderBy: { version: "desc" }, take: most })).map(stored);

const rulesLock = 7_043_118_204;

/** Of any number of writers at once each sees what the one before it wrote. */
export async function holdRules(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${rulesLock}::bigint)`;
}

export async function addRules(tx: Tx, { version, rules, at, by }: StoredRules): Promise<void> {
  await tx.ruleVersion.create({ data: { version, rules: rules as object, byName: by, at } });
}

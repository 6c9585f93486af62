import { addAudit } from "#lib/db/audit.ts";
import { type Db, type Tx, transaction } from "#lib/db/client.ts";
import { addRules, holdRules, newestRules, rulesOfVersion, type StoredRules } from "#lib/db/rules.ts";
import type { By } from "#lib/model/by.ts";
import { NotFound } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import { checkRules } from "#lib/policy/check-rules.ts";
import type { Tools } from "./tools.ts";

export { RulesInput } from "#lib/policy/check-rules.ts";

export type SavedRules =
  | { outcome: "saved" | "stale"; version: number; rules: readonly TeamRule[]; by: string }
  | { outcome: "invalid"; errors: DocumentFault[] };

const none: StoredRules = { version: 0, rules: [], at: new Date(0), by: "" };

/** The team's rules that stand; version 0 has none. */
export const currentRules = async ({ db }: Pick<Tools, "db">): Promise<StoredRules> => (await newestRules(db)) ?? none;

/** So long another process may not know what was saved; who judges issues again waits for longer. */
const freshMs = 1000;
const judgeAgainSeconds = 2;
const known = new WeakMap<Db, { at: number; rules: readonly TeamRule[] }>();

/** The rules to judge by. Asked for every error, so they are known for a moment. Within a transaction `db` is its own: a second connection may not be free. */
export async function rulesNow(tools: Pick<Tools, "db" | "clock">, db: Db | Tx = tools.db): Promise<readonly TeamRule[]> {
  const now = tools.clock().getTime();
  const kept = known.get(tools.db);
  if (kept && Math.abs(now - kept.at) < freshMs) return kept.rules;
  const { rules } = (await newestRules(db)) ?? none;
  const enabled = rules.filter((rule) => rule.enabled);
  known.set(tools.db, { at: now, rules: enabled });
  return enabled;
}

/** Without what Postgres does not store. */
const storable = (input: unknown): unknown =>
  JSON.parse(
    JSON.stringify(input ?? null, (_, value) => (typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value)),
  );

interface Save {
  /** `{"rules": […]}`. */
  input: unknown;
  /** Null replaces whatever stands. */
  ifVersion: number | null;
  by: By;
}

/**
 * Keeps the rules as the next version and has open issues judged by them. Refused whole when they are wrong, or when `ifVersion`
 * is not the version that stands any more. What is given back unchanged makes no version.
 */
export async function saveRules(tools: Tools, { input, ifVersion, by }: Save, action = "rules.save"): Promise<SavedRules> {
  const checked = checkRules(storable(input));
  if (!checked.ok) return { outcome: "invalid", errors: checked.faults };
  const { rules } = checked;
  const saved = await transaction(tools.db, async (tx): Promise<SavedRules> => {
    await holdRules(tx);
    const standing = (await newestRules(tx)) ?? none;
    if (ifVersion !== null && ifVersion !== standing.version) return { ...standing, outcome: "stale" };
    if (JSON.stringify(rules) === JSON.stringify(standing.rules)) return { ...standing, outcome: "saved" };
    const version = standing.version + 1;
    await addRules(tx, { version, rules, at: tools.clock(), by: by.name });
    await addAudit(tx, { by, action, data: { from: standing.version, to: version } });
    await tools.queue.send(tx, "rules", { version, before: null }, { startAfterSeconds: judgeAgainSeconds });
    return { outcome: "saved", version, rules, by: by.name };
  });
  known.delete(tools.db);
  return saved;
}

/** Puts an earlier version back, as the next one. Throws NotFound when there is no such version. */
export async function rollBackRules(
  tools: Tools,
  { to, ifVersion, by }: { to: number; ifVersion: number; by: By },
): Promise<SavedRules> {
  const earlier = to === 0 ? none : await rulesOfVersion(tools.db, to);
  if (!earlier) throw new NotFound("There is no such version of the rules.");
  return saveRules(tools, { input: { rules: earlier.rules }, ifVersion, by }, "rules.roll_back");
}

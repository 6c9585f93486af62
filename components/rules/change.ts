import type { TeamRule } from "#lib/model/rule.ts";

/** A change of the list, to the rule of an id. */
export type Change =
  | { kind: "enable"; id: string; enabled: boolean }
  | { kind: "move"; id: string; by: 1 | -1 }
  | { kind: "delete"; id: string };

/** The rules with the change made; null where there is nothing to change. */
export function changed(rules: readonly TeamRule[], change: Change): TeamRule[] | null {
  const at = rules.findIndex(({ id }) => id === change.id);
  const rule = rules[at];
  if (!rule) return null;
  if (change.kind === "delete") return rules.toSpliced(at, 1);
  if (change.kind === "enable") return rules.with(at, { ...rule, enabled: change.enabled });
  const to = at + change.by;
  return to < 0 || to >= rules.length ? null : rules.toSpliced(at, 1).toSpliced(to, 0, rule);
}

export interface Difference {
  kind: "added" | "removed" | "changed" | "enabled" | "disabled" | "moved";
  name: string;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function between(before: TeamRule | undefined, after: TeamRule): Difference[] {
  const { name } = after;
  if (!before) return [{ kind: "added", name }];
  if (same(before, after)) return [];
  const isSwitched = same({ ...before, enabled: after.enabled }, after);
  return [{ kind: isSwitched ? (after.enabled ? "enabled" : "disabled") : "changed", name }];
}

/** What a version made of the one before it, rule by rule. */
export function differences(before: readonly TeamRule[], after: readonly TeamRule[]): Difference[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Set(after.map(({ id }) => id));
  const order = (rules: readonly TeamRule[]): string[] => rules.flatMap(({ id }) => (old.has(id) && now.has(id) ? [id] : []));
  return [
    ...after.flatMap((rule) => between(old.get(rule.id), rule)),
    ...before.flatMap(({ id, name }): Difference[] => (now.has(id) ? [] : [{ kind: "removed", name }])),
    ...(same(order(before), order(after)) ? [] : [{ kind: "moved" as const, name: "" }]),
  ];
}

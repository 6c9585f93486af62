import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";

/** A change of the list as a whole, to the policy of a name. */
export type Change =
  | { kind: "enable"; name: string; enabled: boolean }
  | { kind: "move"; name: string; by: number }
  | { kind: "delete"; name: string }
  | { kind: "restore"; at: number; policy: unknown };

/** The policies with the change made; null where the last one would no longer be the one that matches everything. */
export function changed({ policies }: PolicyDocument, change: Change): unknown[] | null {
  const last = policies.length - 1;
  if (change.kind === "restore") return policies.toSpliced(Math.min(change.at, last), 0, change.policy as PolicySpec);
  const at = policies.findIndex(({ name }) => name === change.name);
  const policy = policies[at];
  if (!policy || at === last) return null;
  if (change.kind === "delete") return policies.toSpliced(at, 1);
  if (change.kind === "enable") return policies.with(at, { ...policy, enabled: change.enabled });
  const to = at + change.by;
  return to < 0 || to >= last ? null : policies.toSpliced(at, 1).toSpliced(to, 0, policy);
}

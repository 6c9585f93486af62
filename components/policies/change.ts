import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";

/** A change of the list as a whole, to the policy of a name. */
export type Change =
  | { kind: "enable"; name: string; enabled: boolean }
  | { kind: "move"; name: string; by: 1 | -1 }
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

export interface Difference {
  kind: "added" | "removed" | "changed" | "moved" | "silences" | "channels" | "calendars";
  /** The policy's name; "" where the difference is of another part. */
  name: string;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a version made of the one before it, policy by policy. */
export function differences(before: PolicyDocument, after: PolicyDocument): Difference[] {
  const old = new Map(before.policies.map((policy) => [policy.name, policy]));
  const now = new Map(after.policies.map((policy) => [policy.name, policy]));
  const of = (kind: Difference["kind"], names: Iterable<string>): Difference[] => [...names].map((name) => ({ kind, name }));
  const kept = [...now.keys()].filter((name) => old.has(name));
  const isReordered = !same(
    kept,
    [...old.keys()].filter((name) => now.has(name)),
  );
  const said = ({ silences }: PolicyDocument) => silences.map(({ id: _id, author: _author, ...silence }) => silence); // given when saved
  const parts = [
    ...(same(said(before), said(after)) ? [] : (["silences"] as const)),
    ...(["channels", "calendars"] as const).filter((part) => !same(before[part], after[part])),
  ];
  return [
    ...of(
      "added",
      [...now.keys()].filter((name) => !old.has(name)),
    ),
    ...of(
      "removed",
      [...old.keys()].filter((name) => !now.has(name)),
    ),
    ...of(
      "changed",
      kept.filter((name) => !same(old.get(name), now.get(name))),
    ),
    ...(isReordered ? of("moved", [""]) : []),
    ...parts.flatMap((part) => of(part, [""])),
  ];
}

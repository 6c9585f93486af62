import type { DocumentFault, PolicySpec } from "#lib/model/policy.ts";

/** What the form edits of a policy, as it is typed. */
export interface Draft {
  name: string;
  enabled: boolean;
  match: string;
  groupBy: string[];
  /** The channels of the ladder's first step. */
  to: string[];
  window: string;
  /** Empty is never. */
  repeat: string;
  again: string[];
  onResolve: string;
  deadline: string;
}

export const draftOf = (policy: PolicySpec): Draft => ({
  name: policy.name,
  enabled: policy.enabled,
  match: policy.match,
  groupBy: policy.groupBy,
  to: policy.ladder[0]?.to ?? [],
  window: policy.window.for,
  repeat: policy.repeat === "never" ? "" : policy.repeat,
  again: policy.again,
  onResolve: policy.onResolve,
  deadline: policy.deadline,
});

export const emptyDraft: Draft = {
  name: "",
  enabled: true,
  match: "",
  groupBy: ["project", "environment", "signature"],
  to: [],
  window: "5m",
  repeat: "",
  again: ["severity_rise", "regression"],
  onResolve: "edit",
  deadline: "20s",
};

/** The policy as typed; whatever the form does not edit stays as it is in `base`. */
export function withDraft(base: PolicySpec | null, draft: Draft): Record<string, unknown> {
  const { to, window, repeat, ...plain } = draft;
  const [first, ...later] = base?.ladder ?? [];
  return {
    ...base,
    ...plain,
    window: { kind: "rolling", ...base?.window, for: window.trim() },
    repeat: repeat.trim() || "never",
    deadline: draft.deadline.trim(),
    ladder: [{ after: "0s", ...first, to }, ...later],
  };
}

export type DraftField = keyof Draft;
export type DraftFaults = Partial<Record<DraftField, string>>;

const places: readonly (readonly [RegExp, DraftField])[] = [
  [/^name\b/, "name"],
  [/^enabled\b/, "enabled"],
  [/^match\b/, "match"],
  [/^groupBy\b/, "groupBy"],
  [/^window\b/, "window"],
  [/^repeat\b/, "repeat"],
  [/^again\b/, "again"],
  [/^onResolve\b/, "onResolve"],
  [/^deadline\b/, "deadline"],
  [/^ladder(?:\[0\](?:\.to\b|$)|$)/, "to"],
];

export interface SortedFaults {
  /** By the form's fields, the first of each. */
  fields: DraftFaults;
  /** What no field of the form can mend. */
  others: DocumentFault[];
}

/** Which faults of the document belong to which field of the policy at this place. */
export function sortFaults(faults: readonly DocumentFault[], at: number): SortedFaults {
  const here = `policies[${at}].`;
  const sorted: SortedFaults = { fields: {}, others: [] };
  for (const fault of faults) {
    const inside = fault.path.startsWith(here) ? fault.path.slice(here.length) : null;
    const field = inside === null ? undefined : places.find(([form]) => form.test(inside))?.[1];
    if (field) sorted.fields[field] ??= fault.message;
    else sorted.others.push(fault);
  }
  return sorted;
}

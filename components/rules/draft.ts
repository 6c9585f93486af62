import type { DocumentFault } from "#lib/model/policy.ts";
import type { TeamRule } from "#lib/model/rule.ts";

/** A rule as it is typed; "" leaves category or severity as Verdict has it. */
export interface Draft {
  name: string;
  query: string;
  ignore: boolean;
  category: string;
  severity: string;
  enabled: boolean;
}
export type DraftField = "name" | "query" | "decides";

export interface SortedFaults {
  fields: Partial<Record<DraftField, string>>;
  /** In other rules, or in the list as a whole. */
  others: string[];
}

export const emptyDraft: Draft = { name: "", query: "", ignore: false, category: "", severity: "", enabled: true };

export const draftOf = ({ name, query, ignore, category, severity, enabled }: TeamRule): Draft => ({
  name,
  query,
  ignore: ignore ?? false,
  category: category ?? "",
  severity: severity ?? "",
  enabled,
});

/** The rule that is meant, as far as it is one. */
export function ruleOf(id: string, { name, query, ignore, category, severity, enabled }: Draft): object {
  const decides = ignore ? { ignore } : { ...(category && { category }), ...(severity && { severity }) };
  return { id, name: name.trim(), query: query.trim(), ...decides, enabled };
}

/** A new rule's id: its name in small letters and hyphens, with a number when another has it. */
export function newId(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]{1,200}/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 50);
  const base = plain.replace(/-$/, "") || "rule";
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(id)) return id;
  }
}

const fieldAt = (path: string, at: number): DraftField | null => {
  if (path === `rules[${at}].name`) return "name";
  if (path === `rules[${at}].query`) return "query";
  return path.startsWith(`rules[${at}]`) ? "decides" : null;
};

/** Each fault at the field of the rule that stands at a place. */
export function sortFaults(faults: readonly DocumentFault[], at: number): SortedFaults {
  const sorted: SortedFaults = { fields: {}, others: [] };
  for (const { path, message } of faults) {
    const field = fieldAt(path, at);
    if (field) sorted.fields[field] ??= message.replace(/^./, (first) => first.toUpperCase());
    else sorted.others.push(path === "rules" ? message : `${path}: ${message}`);
  }
  return sorted;
}

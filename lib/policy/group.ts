import { createHash } from "node:crypto";
import type { GroupField, PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";

const subjectField = (field: GroupField): Exclude<GroupField, "llm.provider" | "llm.model"> | "provider" | "llm_model" =>
  field === "llm.provider" ? "provider" : field === "llm.model" ? "llm_model" : field;

/** What a field of an error says, as groups and silences compare it. */
export const fieldValue = (field: GroupField, subject: Subject): string | null => subject[subjectField(field)];

/** Longer than an index takes. */
const mostKey = 500;
const short = (key: string): string => (key.length <= mostKey ? key : createHash("sha256").update(key).digest("hex"));

/** What a subject says in some fields, as one text. */
export const shortKey = (fields: readonly GroupField[], subject: Subject): string =>
  short(JSON.stringify(fields.map((field) => fieldValue(field, subject))));

export interface Group {
  key: string;
  group: Record<string, string | null>;
}

/** What errors must agree in to be one conversation of this policy; without fields each issue is one. */
export function groupOf({ groupBy }: PolicySpec, { issue, subject }: { issue: string | null; subject: Subject }): Group {
  if (groupBy.length === 0) return { key: JSON.stringify(["issue", issue ?? subject.signature]), group: {} };
  const pairs = [...new Set(groupBy)].sort().map((field) => [field, fieldValue(field, subject)] as const);
  return { key: short(JSON.stringify(pairs)), group: Object.fromEntries(pairs) };
}

/** One policy of each way to group. */
export const distinctGroups = (policies: readonly PolicySpec[]): PolicySpec[] => [
  ...new Map(policies.map((policy) => [[...new Set(policy.groupBy)].sort().join(), policy])).values(),
];

/** The keys of all groups that it could be in, whichever of the policies matches. */
export const groupKeys = (policies: readonly PolicySpec[], about: { issue: string | null; subject: Subject }): string[] => [
  ...new Set(policies.map((policy) => groupOf(policy, about).key)),
];

/** What a subject that agrees in these fields says, by the names that subjects are kept under. */
export const likeness = (fields: readonly GroupField[], subject: Subject): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [subjectField(field), fieldValue(field, subject) ?? ""]));

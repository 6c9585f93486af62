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

interface Ordered {
  field: GroupField;
  /** How the field begins in a key. */
  begins: string;
}

const orders = new WeakMap<readonly GroupField[], readonly Ordered[]>();

/** The fields of a policy's groups in the order of their keys, sorted once. */
function orderOf(groupBy: readonly GroupField[]): readonly Ordered[] {
  const known = orders.get(groupBy);
  if (known) return known;
  const order = [...new Set(groupBy)].sort().map((field) => ({ field, begins: `[${JSON.stringify(field)},` }));
  orders.set(groupBy, order);
  return order;
}

type About = { issue: string | null; subject: Subject };

/** What is no error shares an incident with others only where these are of the same provider: two broken channels are two. */
const isAlone = (groupBy: readonly GroupField[], { provider }: Subject): boolean =>
  !groupBy.includes("signature") && !(groupBy.includes("llm.provider") && provider !== null);

function keyOf({ groupBy }: PolicySpec, { issue, subject }: About): string {
  if (groupBy.length === 0 || (issue === null && isAlone(groupBy, subject)))
    return JSON.stringify(["issue", issue ?? subject.signature]);
  const pairs = orderOf(groupBy).map(({ field, begins }) => `${begins}${JSON.stringify(fieldValue(field, subject))}]`);
  return short(`[${pairs.join(",")}]`);
}

/** What errors must agree in to be one conversation of this policy; without fields each issue is one, and each that is none. */
export function groupOf(policy: PolicySpec, about: About): Group {
  const fields = orderOf(policy.groupBy).map(({ field }) => [field, fieldValue(field, about.subject)] as const);
  return { key: keyOf(policy, about), group: Object.fromEntries(fields) };
}

/** One policy of each way to group. */
export const distinctGroups = (policies: readonly PolicySpec[]): PolicySpec[] => [
  ...new Map(policies.map((policy) => [[...new Set(policy.groupBy)].sort().join(), policy])).values(),
];

/** The keys of all groups that it could be in, whichever of the policies matches. */
export const groupKeys = (policies: readonly PolicySpec[], about: About): string[] => [
  ...new Set(policies.map((policy) => keyOf(policy, about))),
];

/** What a subject that agrees in these fields says, by the names that subjects are kept under. */
export const likeness = (fields: readonly GroupField[], subject: Subject): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [subjectField(field), fieldValue(field, subject) ?? ""]));

import { createHash } from "node:crypto";
import type { GroupField, PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";

/** Under what name subjects keep the field of a group. */
export const subjectField = (field: GroupField): Exclude<GroupField, "llm.provider" | "llm.model"> | "provider" | "llm_model" =>
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
  group: Readonly<Record<string, string | null>>;
}

/** The fields of groups in the order of their keys, and what subjects that were asked about say in them. */
interface Order {
  fields: readonly GroupField[];
  groups: WeakMap<Subject, Group>;
}

const mostOrders = 1000;
const byName = new Map<string, Order>();
const orders = new WeakMap<readonly GroupField[], Order>();

/** Policies that name the same fields have one order, sorted once. */
function orderOf(groupBy: readonly GroupField[]): Order {
  const known = orders.get(groupBy);
  if (known) return known;
  const fields = [...new Set(groupBy)].sort();
  const name = fields.join();
  const order = byName.get(name) ?? { fields, groups: new WeakMap() };
  if (byName.size >= mostOrders) byName.clear();
  byName.set(name, order);
  orders.set(groupBy, order);
  return order;
}

/** The same error is asked about by every policy, and in a replay ever again. */
function saidBy(subject: Subject, { fields, groups }: Order): Group {
  const known = groups.get(subject);
  if (known) return known;
  const pairs = fields.map((field) => [field, fieldValue(field, subject)] as const);
  const group = { key: short(JSON.stringify(pairs)), group: Object.fromEntries(pairs) };
  groups.set(subject, group);
  return group;
}

type About = { issue: string | null; subject: Subject };

/** What is no error shares an incident with others only where these are of the same provider: two broken channels are two. */
const isAlone = (groupBy: readonly GroupField[], { provider }: Subject): boolean =>
  !groupBy.includes("signature") && !(groupBy.includes("llm.provider") && provider !== null);

/** What errors must agree in to be one conversation of this policy; without fields each issue is one, and each that is none. */
export function groupOf({ groupBy }: PolicySpec, { issue, subject }: About): Group {
  const said = saidBy(subject, orderOf(groupBy));
  if (groupBy.length > 0 && (issue !== null || !isAlone(groupBy, subject))) return said;
  return { key: JSON.stringify(["issue", issue ?? subject.signature]), group: said.group };
}

/** One policy of each way to group. */
export const distinctGroups = (policies: readonly PolicySpec[]): PolicySpec[] => [
  ...new Map(policies.map((policy) => [[...new Set(policy.groupBy)].sort().join(), policy])).values(),
];

/** The keys of all groups that it could be in, whichever of the policies matches. */
export function groupKeys(policies: readonly PolicySpec[], about: About): string[] {
  const keys = policies.map((policy) => groupOf(policy, about).key);
  return keys.length > 1 ? [...new Set(keys)] : keys;
}

/** What a subject that agrees in these fields says, by the names that subjects are kept under. */
export const likeness = (fields: readonly GroupField[], subject: Subject): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [subjectField(field), fieldValue(field, subject) ?? ""]));

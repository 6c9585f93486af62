import type { DocumentFault, PolicyDocument } from "#lib/model/policy.ts";

/** The lists of the document whose items a form edits. */
export const parts = ["policies", "channels", "calendars", "silences"] as const;
export type Part = (typeof parts)[number];

/** Which item of which version a form edits; `at` is null for one that is new. A new policy stands below the one at `below`, first for -1, above the last for null. */
export interface Place {
  part: Part;
  version: number;
  at: number | null;
  below: number | null;
}

/** An item as it is typed: what may stand in it is said by the document's own check. */
export type Value = Readonly<Record<string, unknown>>;

/** Something that is wrong with what a form edits, by its path in the item, and with the rest of the document. */
export interface SortedFaults {
  inside: DocumentFault[];
  others: DocumentFault[];
}

type List = readonly unknown[];

type Named = Pick<PolicyDocument, "policies" | "channels" | "silences">;

/** What names a calendar or a channel follows it when it gets another name; queries are left as they are written. */
function renamed(document: PolicyDocument, part: Part, from: string, to: string): Named {
  const { policies, channels, silences } = document;
  const follow = (name: string): string => (name === from ? to : name);
  if (part === "calendars")
    return {
      channels,
      policies: policies.map((policy) =>
        policy.calendar ? { ...policy, calendar: { ...policy.calendar, name: follow(policy.calendar.name) } } : policy,
      ),
      silences: silences.map((silence) => (silence.calendar ? { ...silence, calendar: follow(silence.calendar) } : silence)),
    };
  if (part !== "channels") return { policies, channels, silences };
  return {
    silences,
    policies: policies.map((policy) => ({
      ...policy,
      ladder: policy.ladder.map((step) => ({ ...step, to: step.to.map(follow) })),
    })),
    channels: channels.map((channel) =>
      channel.kind === "digest" && channel.to ? { ...channel, to: channel.to.map(follow) } : channel,
    ),
  };
}

/** Where the item stands once it is kept; a new policy always above the last. */
export function placeOf(document: PolicyDocument, { part, at, below }: Place): number {
  const { length } = document[part];
  if (at !== null) return at;
  if (part !== "policies") return length;
  return below === null ? length - 1 : Math.min(below + 1, length - 1);
}

/** The document with the item as it is typed. Whoever reads it checks it. */
export function laid(document: PolicyDocument, place: Place, value: Value): Record<string, unknown> {
  const { part, at: edited } = place;
  const before = document[part][edited ?? document[part].length];
  const { name } = value;
  const isRenamed = before && "name" in before && typeof name === "string" && name.trim() !== "" && before.name !== name;
  const base = isRenamed ? { ...document, ...renamed(document, part, before.name, name) } : document;
  const list: List = base[part];
  const at = placeOf(document, place);
  return { ...base, [part]: edited === null ? list.toSpliced(at, 0, value) : list.with(at, value) };
}

/** The document without the item. */
export const without = (document: PolicyDocument, { part, at }: Place): Record<string, unknown> => ({
  ...document,
  [part]: (document[part] as List).filter((_, place) => place !== at),
});

/** Which faults are of the item at this place, and which of anything else. */
export function sortFaults(faults: readonly DocumentFault[], part: Part, at: number): SortedFaults {
  const here = `${part}[${at}]`;
  const sorted: SortedFaults = { inside: [], others: [] };
  for (const { path, message } of faults) {
    const isInside = path === here || path.startsWith(`${here}.`);
    if (isInside) sorted.inside.push({ path: path.slice(here.length + 1), message });
    else sorted.others.push({ path, message });
  }
  return sorted;
}

/** What a query or the name of an item of the document is edited under. */
export const itemHref = {
  policies: (name: string): string => `/policies/edit?${new URLSearchParams({ policy: name })}`,
  calendars: (name: string): string => `/policies/calendar?${new URLSearchParams({ name })}`,
  channels: (name: string): string => `/policies/channel?${new URLSearchParams({ name })}`,
  silences: (id: string): string => `/policies/silence?${new URLSearchParams({ id })}`,
} as const;

import type { PolicyDocument, PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { PolicyChange } from "#lib/model/policy-version.ts";
import { silenceContent } from "./named.ts";

type What = PolicyChange["what"];
type Named = { name: string };

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What has another content, what came and what went, by its name. */
function byName<T>(
  what: What,
  before: readonly T[],
  after: readonly T[],
  nameOf: (part: T) => string,
  shown: (part: T) => string = nameOf,
): PolicyChange[] {
  const [was, is] = [before, after].map((parts) => new Map(parts.map((part) => [nameOf(part), part])));
  const change =
    (how: PolicyChange["how"]) =>
    (part: T): PolicyChange => ({ what, how, name: shown(part) });
  return [
    ...after.filter((part) => !was?.has(nameOf(part))).map(change("added")),
    ...after.filter((part) => was?.has(nameOf(part)) && !isSame(was.get(nameOf(part)), part)).map(change("changed")),
    ...before.filter((part) => !is?.has(nameOf(part))).map(change("removed")),
  ];
}

const nameOf = ({ name }: Named): string => name;

/** A silence is known by its id, before it has one by what it says. */
const silenceName = ({ id, match, mode }: SilenceSpec): string => id ?? `${mode} ${match}`;

function isMoved(before: readonly Named[], after: readonly Named[]): boolean {
  const kept = (some: readonly Named[], others: readonly Named[]): string[] =>
    some.map(nameOf).filter((name) => others.some((other) => other.name === name));
  return !isSame(kept(before, after), kept(after, before));
}

/** Those of the first defaults have no id yet: one that says the same is the same, with what saving gave it. */
const recognised = (before: readonly SilenceSpec[], after: readonly SilenceSpec[]): SilenceSpec[] =>
  before.map((silence) =>
    silence.id ? silence : (after.find((each) => silenceContent(each) === silenceContent(silence)) ?? silence),
  );

/** What became different from one document to the other. */
export function changesBetween(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  return [
    ...byName("policy", before.policies, after.policies, nameOf),
    ...(isMoved(before.policies, after.policies) ? [{ what: "order", how: "changed", name: null } as const] : []),
    ...byName("channel", before.channels, after.channels, nameOf),
    ...byName("calendar", before.calendars, after.calendars, nameOf),
    ...byName("silence", recognised(before.silences, after.silences), after.silences, silenceName, ({ match }) => match),
    ...(before.hourly === after.hourly ? [] : [{ what: "hourly", how: "changed", name: null } as const]),
  ];
}

function said({ what, how, name }: PolicyChange): string {
  if (what === "order") return "changed the order of the policies";
  if (what === "hourly") return "changed how many messages an hour may bring";
  return `${how} ${what} “${name}”`;
}

/** The changes in one line, the first few by name. */
export function changesSaid(changes: readonly PolicyChange[], most = 5): string {
  if (changes.length === 0) return "no difference";
  const more = changes.length - most;
  return [...changes.slice(0, most).map(said), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** Silences by their id and calendars by their name that say something else now, or are gone: what they hold back is to be decided anew. */
export function changedHolders(before: PolicyDocument, after: PolicyDocument): string[] {
  const isKept = (part: unknown, others: readonly unknown[]): boolean => others.some((other) => isSame(part, other));
  return [
    ...before.silences.flatMap((silence) => (silence.id === undefined || isKept(silence, after.silences) ? [] : [silence.id])),
    ...before.calendars.flatMap((calendar) => (isKept(calendar, after.calendars) ? [] : [calendar.name])),
  ];
}

/** Policies by which what was told is told again at other times now. */
export const retimed = (before: PolicyDocument, after: PolicyDocument): PolicySpec[] =>
  after.policies.filter(({ name, ladder, repeat, ackExpires }) => {
    const was = before.policies.find((each) => each.name === name);
    return was && !isSame([was.ladder, was.repeat, was.ackExpires], [ladder, repeat, ackExpires]);
  });

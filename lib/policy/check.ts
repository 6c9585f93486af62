import { faultWords } from "#lib/model/fault-words.ts";
import {
  type CalendarSpec,
  type ChannelKind,
  type DocumentFault,
  durationMs,
  PolicyDocument,
  type PolicySpec,
} from "#lib/model/policy.ts";
import { calendarsNamed } from "#lib/query/calendars.ts";
import { channelFaults } from "./check-channels.ts";
import {
  awayFaults,
  awayNames,
  calendarZoneFault,
  formFaults,
  mostFaults,
  nameFault,
  queryFaults,
  twiceFaults,
} from "./faults.ts";
import { type Readable, readable } from "./readable.ts";
import { weightFaults } from "./weight.ts";

export type Checked = { ok: true; document: PolicyDocument } | { ok: false; faults: DocumentFault[] };

interface Names {
  channels: ReadonlyMap<string, ChannelKind>;
  calendars: readonly string[];
  /** Those of them that are read by the clock of whoever is told. */
  away: readonly string[];
}

function calendarFaults({ zone, windows }: CalendarSpec, at: string): DocumentFault[] {
  const empty = windows.flatMap(({ from, to }, n) =>
    from === to
      ? [
          {
            path: `${at}.windows[${n}].to`,
            message: 'must not be the time at which the window begins: for a whole day write from: "00:00" and to: "24:00"',
          },
        ]
      : [],
  );
  return [...calendarZoneFault(`${at}.zone`, zone), ...empty];
}

const itself = "a retry hook is fired by itself for every error that is worth retrying: leave it out of the ladder";

function* receiverFaults(to: readonly string[], at: string, { channels }: Names): Generator<DocumentFault> {
  const named = [...channels].flatMap(([name, kind]) => (kind === "retry-hook" ? [] : [name]));
  for (const [n, name] of to.entries()) {
    const path = `${at}.to[${n}]`;
    if (channels.get(name) === "retry-hook") yield { path, message: itself };
    else yield* nameFault(path, name, named, "channel");
  }
}

/** Steps stand in the order of their times. */
function orderFaults(ladder: PolicySpec["ladder"], n: number, at: string): DocumentFault[] {
  const above = ladder[n - 1]?.after;
  const after = ladder[n]?.after;
  if (above === undefined || after === undefined || (durationMs(after) ?? 0) >= (durationMs(above) ?? 0)) return [];
  return [{ path: `${at}.after`, message: `comes before the step above it: write ${above} or more, or move the step up` }];
}

function* policyFaults(
  { match, calendar, ladder }: Readable["policies"][number],
  at: string,
  names: Names,
): Generator<DocumentFault> {
  const { calendars } = names;
  yield* queryFaults(`${at}.match`, match, calendars);
  yield* awayFaults(`${at}.match`, calendarsNamed(match), names.away);
  if (calendar) yield* nameFault(`${at}.calendar.name`, calendar.name, calendars, "calendar");
  for (const [n, step] of ladder.entries()) {
    yield* orderFaults(ladder, n, `${at}.ladder[${n}]`);
    yield* receiverFaults(step.to, `${at}.ladder[${n}]`, names);
    if (step.if !== undefined) yield* queryFaults(`${at}.ladder[${n}].if`, step.if, calendars);
  }
}

/** No signal may end without a decision. */
function lastFaults(policies: Readable["policies"]): DocumentFault[] {
  const at = policies.length - 1;
  const last = policies[at];
  return [
    ...(last?.match.trim() === "*"
      ? []
      : [{ path: `policies[${at}].match`, message: 'the last policy must match everything: write "*", or add one that does' }]),
    ...(last?.enabled === false
      ? [
          {
            path: `policies[${at}].enabled`,
            message: "the last policy cannot be switched off: something must decide what no other does",
          },
        ]
      : []),
  ];
}

function silenceFaults(silence: Readable["silences"][number], at: string, { calendars, away }: Names): DocumentFault[] {
  const { match, since, until, calendar, while: condition } = silence;
  return [
    ...queryFaults(`${at}.match`, match, calendars),
    ...awayFaults(`${at}.match`, calendarsNamed(match), away),
    ...(condition ? awayFaults(`${at}.while.match`, calendarsNamed(condition.match), away) : []),
    ...(calendar ? awayFaults(`${at}.calendar`, [calendar], away) : []),
    ...(condition ? queryFaults(`${at}.while.match`, condition.match, calendars) : []),
    ...(calendar ? nameFault(`${at}.calendar`, calendar, calendars, "calendar") : []),
    ...(since && until && new Date(until) <= new Date(since)
      ? [{ path: `${at}.until`, message: "must be later than since: write an instant after it" }]
      : []),
  ];
}

/** A silence is ended by its id. */
function sameFaults(silences: Readable["silences"]): DocumentFault[] {
  const seen = new Set<string>();
  return silences.flatMap(({ id }, n) => {
    if (id === undefined || !seen.has(id)) {
      if (id !== undefined) seen.add(id);
      return [];
    }
    return [{ path: `silences[${n}].id`, message: "is the id of another silence: leave it out, and it is given one" }];
  });
}

/** Signs that turn or hide what is read beside them: two names that look alike would not be. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
const unseenFaults = (list: string, names: readonly string[]): DocumentFault[] =>
  names.flatMap((name, n) =>
    unseen.test(name) ? [{ path: `${list}[${n}].name`, message: "has signs in it that nobody sees: type it anew" }] : [],
  );

const namesOf = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

/** One by one: to say what was meant instead takes time, and nobody reads hundreds. */
function* faultsOf({ channels, calendars, policies, silences }: Readable): Generator<DocumentFault> {
  const kinds = new Map(channels.flatMap(({ name, kind }) => (name === "" ? [] : [[name, kind] as const])));
  const names = { channels: kinds, calendars: namesOf(calendars).filter(Boolean), away: awayNames(calendars) };
  for (const [list, items] of Object.entries({ channels, calendars, policies })) {
    yield* twiceFaults(list, namesOf(items));
    yield* unseenFaults(list, namesOf(items));
  }
  for (const [n, channel] of channels.entries()) yield* channelFaults(channel, `channels[${n}]`, channels);
  for (const [n, calendar] of calendars.entries()) yield* calendarFaults(calendar, `calendars[${n}]`);
  for (const [n, policy] of policies.entries()) yield* policyFaults(policy, `policies[${n}]`, names);
  if (policies.length > 0) yield* lastFaults(policies);
  yield* sameFaults(silences);
  for (const [n, silence] of silences.entries()) yield* silenceFaults(silence, `silences[${n}]`, names);
}

function first<T>(most: number, all: Iterable<T>): T[] {
  const found: T[] = [];
  for (const each of all) {
    if (found.length === most) break;
    found.push(each);
  }
  return found;
}

/** What is wrong with the meaning of what can be read, but for the places of which that is not known. */
function* meant(read: Readable, isUnknown: (path: string) => boolean = () => false): Generator<DocumentFault> {
  const heavy = weightFaults(read);
  for (const fault of heavy.length > 0 ? heavy : faultsOf(read)) if (!isUnknown(fault.path)) yield fault;
}

/** Whether a place is one of these, or within one. */
const within =
  (places: ReadonlySet<string>) =>
  (path: string): boolean => {
    for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0)))
      if (places.has(at)) return true;
    return false;
  };

/** What a channel of a kind that there is not should say, nobody knows. */
const unknownPlaces = (form: readonly DocumentFault[]): Set<string> =>
  new Set(form.map(({ path }) => path.replace(/^(channels\[\d+\])\.kind$/, "$1")));

/** The document as it may be kept, or everything that is wrong with it and what to write instead. */
export function checkDocument(input: unknown): Checked {
  const parsed = PolicyDocument.safeParse(input, { error: faultWords });
  if (parsed.success) {
    const faults = first(mostFaults, meant(parsed.data));
    return faults.length === 0 ? { ok: true, document: parsed.data } : { ok: false, faults };
  }
  const form = formFaults(parsed.error);
  const isUnknown = within(unknownPlaces(form));
  const more = form.length < mostFaults ? first(mostFaults - form.length, meant(readable(input), isUnknown)) : [];
  return { ok: false, faults: [...form, ...more] };
}

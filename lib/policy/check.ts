import {
  type CalendarSpec,
  type ChannelSpec,
  type DocumentFault,
  PolicyDocument,
  type PolicySpec,
  type SilenceSpec,
} from "#lib/model/policy.ts";
import { formFaults, mostFaults, nameFault, queryFaults, twiceFaults, zoneFault } from "./faults.ts";
import { weightFaults } from "./weight.ts";

export type Checked = { ok: true; document: PolicyDocument } | { ok: false; faults: DocumentFault[] };

interface Names {
  channels: readonly string[];
  calendars: readonly string[];
}

function channelFaults(channel: ChannelSpec, at: string, channels: readonly ChannelSpec[]): DocumentFault[] {
  const faults = zoneFault(`${at}.zone`, channel.zone);
  if (channel.kind !== "digest") return faults;
  const carriers = channels.flatMap(({ name, kind }) => (kind === "digest" || kind === "retry-hook" ? [] : [name]));
  const to = channel.to ?? [];
  return [
    ...faults,
    ...(to.length === 0 ? [{ path: `${at}.to`, message: "names at least one channel that carries the digest" }] : []),
    ...to.flatMap((name, n) => nameFault(`${at}.to[${n}]`, name, carriers, "channel")),
    ...(Boolean(channel.at) === Boolean(channel.every)
      ? [{ path: `${at}.at`, message: 'a digest comes either at a time of day such as at: "09:00", or every: 30m' }]
      : []),
  ];
}

function calendarFaults({ zone, windows }: CalendarSpec, at: string): DocumentFault[] {
  const empty = windows.flatMap(({ from, to }, n) =>
    from === to ? [{ path: `${at}.windows[${n}].to`, message: "must not be the time at which the window begins" }] : [],
  );
  return [...zoneFault(`${at}.zone`, zone), ...empty];
}

function* policyFaults(
  { match, calendar, ladder }: PolicySpec,
  at: string,
  { channels, calendars }: Names,
): Generator<DocumentFault> {
  yield* queryFaults(`${at}.match`, match, calendars);
  if (calendar) yield* nameFault(`${at}.calendar.name`, calendar.name, calendars, "calendar");
  for (const [n, step] of ladder.entries()) {
    for (const [k, name] of step.to.entries()) yield* nameFault(`${at}.ladder[${n}].to[${k}]`, name, channels, "channel");
    if (step.if !== undefined) yield* queryFaults(`${at}.ladder[${n}].if`, step.if, calendars);
  }
}

/** No signal may end without a decision. */
function lastFaults(policies: readonly PolicySpec[]): DocumentFault[] {
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

function silenceFaults({ match, calendar, while: condition }: SilenceSpec, at: string, { calendars }: Names): DocumentFault[] {
  return [
    ...queryFaults(`${at}.match`, match, calendars),
    ...(condition ? queryFaults(`${at}.while.match`, condition.match, calendars) : []),
    ...(calendar ? nameFault(`${at}.calendar`, calendar, calendars, "calendar") : []),
  ];
}

const namesOf = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name);

/** One by one: to say what was meant instead takes time, and nobody reads hundreds. */
function* faultsOf({ channels, calendars, policies, silences }: PolicyDocument): Generator<DocumentFault> {
  const names = { channels: namesOf(channels), calendars: namesOf(calendars) };
  yield* twiceFaults("channels", names.channels);
  yield* twiceFaults("calendars", names.calendars);
  yield* twiceFaults("policies", namesOf(policies));
  for (const [n, channel] of channels.entries()) yield* channelFaults(channel, `channels[${n}]`, channels);
  for (const [n, calendar] of calendars.entries()) yield* calendarFaults(calendar, `calendars[${n}]`);
  for (const [n, policy] of policies.entries()) yield* policyFaults(policy, `policies[${n}]`, names);
  yield* lastFaults(policies);
  for (const [n, silence] of silences.entries()) yield* silenceFaults(silence, `silences[${n}]`, names);
}

function first<T>(most: number, all: Iterable<T>): T[] {
  const found: T[] = [];
  for (const each of all) {
    found.push(each);
    if (found.length === most) break;
  }
  return found;
}

/** The document as it may be kept, or everything that is wrong with it and what to write instead. */
export function checkDocument(input: unknown): Checked {
  const parsed = PolicyDocument.safeParse(input);
  if (!parsed.success) return { ok: false, faults: formFaults(parsed.error) };
  const heavy = weightFaults(parsed.data);
  const faults = heavy.length > 0 ? heavy : first(mostFaults, faultsOf(parsed.data));
  return faults.length === 0 ? { ok: true, document: parsed.data } : { ok: false, faults };
}

import type { Facts } from "#lib/model/decision.ts";
import type { Action } from "#lib/model/incident.ts";
import type { CalendarSpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { closesAt, isWithin } from "./calendar.ts";
import { fieldValue, shortKey } from "./group.ts";
import { holds } from "./match.ts";

export interface Held {
  action: Extract<Action, "hold" | "digest" | "drop">;
  reason: "silenced" | "inhibited";
  by: string;
  /** When it ends; null when a condition ends it. */
  until: Date | null;
}

/** What is silenced: an error, and its own incident, which inhibits nothing of itself. */
export interface Silenced {
  subject: Subject;
  own: string | null;
}

type Known = Pick<Facts, "goingOn" | "calendars">;

export const silenceName = (silence: SilenceSpec): string => silence.id ?? silence.match;

/** Under what it is kept that a silence held something back: one that lasts while something goes on ends for what is like it. */
export const useOf = (silence: SilenceSpec, subject: Subject): string =>
  silence.while ? `${silenceName(silence)} ${shortKey(silence.while.equal, subject)}` : silenceName(silence);

/** All that a silence may have been kept under: when it is ended by hand it lasts while nothing any more. */
export const usesOf = (silence: SilenceSpec, subject: Subject, used: ReadonlySet<string>): string[] => {
  const own = useOf(silence, subject);
  return [...used].filter((use) => use === own || (!silence.while && use.startsWith(`${own} `)));
};

/**
 * Whether something goes on that agrees with the subject in the fields that must be equal, and is not its own incident. Of two that
 * would keep each other back neither does: nobody would hear of either.
 */
function isInhibited(silence: SilenceSpec, { subject, own }: Silenced, { goingOn, calendars }: Known, now: Date): boolean {
  const { match, while: condition } = silence;
  if (!condition) return false;
  const agrees = (other: Subject): boolean =>
    condition.equal.every(
      (field) => fieldValue(field, subject) !== null && fieldValue(field, subject) === fieldValue(field, other),
    );
  const inhibits = (one: Subject): boolean => holds(condition.match, one, now, calendars);
  const others = goingOn.filter(({ incident, subject: other }) => incident !== own && agrees(other) && inhibits(other));
  return others.some(({ subject: other }) => !(inhibits(subject) && holds(match, other, now, calendars)));
}

const times = new WeakMap<SilenceSpec, { since: number; until: number }>();

/** A silence is asked of every error: its instants are read once. */
function timesOf(silence: SilenceSpec): { since: number; until: number } {
  const known = times.get(silence);
  if (known) return known;
  const at = (instant: string | undefined, without: number): number => (instant === undefined ? without : Date.parse(instant));
  const read = { since: at(silence.since, Number.NEGATIVE_INFINITY), until: at(silence.until, Number.POSITIVE_INFINITY) };
  times.set(silence, read);
  return read;
}

function isRunning(silence: SilenceSpec, now: Date): boolean {
  const { since, until } = timesOf(silence);
  return since <= now.getTime() && now.getTime() < until;
}

const openCalendar = ({ calendar: name }: SilenceSpec, calendars: readonly CalendarSpec[], now: Date): CalendarSpec | undefined =>
  calendars.find((calendar) => calendar.name === name && isWithin(calendar, now));

/** What one silence does to the subject now; null when it does nothing. */
function heldBy(silence: SilenceSpec, silenced: Silenced, known: Known, now: Date): Held | null {
  const { until, calendar, while: condition, mode: action } = silence;
  if (!isRunning(silence, now) || (condition && known.goingOn.length === 0)) return null;
  const open = calendar === undefined ? undefined : openCalendar(silence, known.calendars, now);
  if (calendar !== undefined && !open) return null;
  if (!holds(silence.match, silenced.subject, now, known.calendars)) return null;
  const by = silenceName(silence);
  if (condition) return isInhibited(silence, silenced, known, now) ? { action, reason: "inhibited", by, until: null } : null;
  return { action, reason: "silenced", by, until: open ? closesAt(open, now) : until === undefined ? null : new Date(until) };
}

/** The first silence that holds the subject back now. */
export function heldBack(silences: readonly SilenceSpec[], silenced: Silenced, known: Known, now: Date): Held | null {
  for (const silence of silences) {
    const held = heldBy(silence, silenced, known, now);
    if (held) return held;
  }
  return null;
}

/** The silence that held something back before, would hold the subject back, and does not any more; to be named once. */
export function endedSilence(
  silences: readonly SilenceSpec[],
  silenced: Silenced,
  facts: Known & Pick<Facts, "used">,
  now: Date,
): string | null {
  if (facts.used.size === 0) return null;
  const ended = silences.find(
    (silence) =>
      usesOf(silence, silenced.subject, facts.used).length > 0 &&
      holds(silence.match, silenced.subject, now, facts.calendars) &&
      heldBy(silence, silenced, facts, now) === null,
  );
  return ended ? silenceName(ended) : null;
}

/** The silences that last while something goes on and would hold the subject back if it did: whether it does must be looked up. */
export const conditional = (
  silences: readonly SilenceSpec[],
  subject: Subject,
  now: Date,
  calendars: readonly CalendarSpec[] = [],
): NonNullable<SilenceSpec["while"]>[] =>
  silences.flatMap(({ match, while: condition }) => {
    const isAsked =
      condition?.equal.every((field) => fieldValue(field, subject) !== null) && holds(match, subject, now, calendars);
    return condition && isAsked ? [condition] : [];
  });

import type { CalendarSpec } from "#lib/model/policy.ts";
import { dayOf, instantsOf, timeOfDayMs } from "./zone.ts";

/** From the first instant of it to the first one after it. */
interface Stretch {
  from: number;
  until: number;
}

/** How far ahead is looked: a week, and one more in case the clocks leap over a window. */
const mostDays = 15;
const mostKept = 400;
const weekdays = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"] as const;

const weekdayOf = (day: number): (typeof weekdays)[number] => weekdays[((day % 7) + 7) % 7] ?? "thu";

/** One that ends no later than it begins ends on the next day. */
function stretchOf(zone: string, day: number, { from, to }: CalendarSpec["windows"][number]): Stretch {
  const [begin, end] = [timeOfDayMs(from), timeOfDayMs(to)];
  return { from: instantsOf(zone, day, begin).first, until: instantsOf(zone, end > begin ? day : day + 1, end).until };
}

const kept = new WeakMap<CalendarSpec, Map<number, readonly Stretch[]>>();

/** What begins on a day. A window is one stretch even where an hour comes twice, and none where the clocks leap over it. */
function stretchesOf(calendar: CalendarSpec, day: number): readonly Stretch[] {
  const days = kept.get(calendar) ?? new Map<number, readonly Stretch[]>();
  kept.set(calendar, days);
  const known = days.get(day);
  if (known) return known;
  const stretches = calendar.windows
    .filter(({ days: named }) => named.includes(weekdayOf(day)))
    .map((window) => stretchOf(calendar.zone, day, window))
    .filter(({ from, until }) => from < until);
  if (days.size >= mostKept) days.clear();
  days.set(day, stretches);
  return stretches;
}

/** The one that lasts longest of those that an instant lies in. */
function around(calendar: CalendarSpec, at: number): Stretch | undefined {
  const day = dayOf(calendar.zone, new Date(at));
  return [day - 1, day, day + 1]
    .flatMap((each) => stretchesOf(calendar, each))
    .filter(({ from, until }) => from <= at && at < until)
    .reduce<Stretch | undefined>((last, each) => (last && last.until >= each.until ? last : each), undefined);
}

/** Whether the calendar is open. */
export const isWithin = (calendar: CalendarSpec, at: Date): boolean => around(calendar, at.getTime()) !== undefined;

/** The next instant at which it is open, `after` itself when it is; null when it never opens. */
export function opensAt(calendar: CalendarSpec, after: Date): Date | null {
  if (isWithin(calendar, after)) return after;
  const day = dayOf(calendar.zone, after);
  for (let n = 0; n <= mostDays; n++) {
    const begins = stretchesOf(calendar, day + n).flatMap(({ from }) => (from > after.getTime() ? [from] : []));
    if (begins.length > 0) return new Date(Math.min(...begins));
  }
  return null;
}

/** The next instant at which it is not open, `at` itself when it is not; null when it never closes. */
export function closesAt(calendar: CalendarSpec, at: Date): Date | null {
  const latest = at.getTime() + mostDays * 86_400_000;
  let end = at.getTime();
  for (let next = around(calendar, end); next; next = around(calendar, end)) {
    end = next.until;
    if (end > latest) return null;
  }
  return new Date(end);
}

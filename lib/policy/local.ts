import type { Facts } from "#lib/model/decision.ts";
import { type CalendarSpec, type PolicyDocument, receiverZone } from "#lib/model/policy.ts";

const kept = new WeakMap<CalendarSpec, Map<string, CalendarSpec>>();

/** A calendar as it is in a zone, where it is read in that of whoever is told; the same whenever it is asked for. */
function calendarIn(calendar: CalendarSpec, zone: string): CalendarSpec {
  if (calendar.zone !== receiverZone) return calendar;
  const known = kept.get(calendar) ?? new Map<string, CalendarSpec>();
  kept.set(calendar, known);
  const local = known.get(zone) ?? { ...calendar, zone };
  known.set(zone, local);
  return local;
}

/** Calendars as whoever lives in the zone reads them. */
export const calendarsIn = (calendars: readonly CalendarSpec[], zone: string): readonly CalendarSpec[] =>
  calendars.map((calendar) => calendarIn(calendar, zone));

/** The calendars as each channel reads them whose zone is not that of the installation. */
export function localCalendars({ channels, calendars }: PolicyDocument, own: string): Facts["local"] {
  if (!calendars.some(({ zone }) => zone === receiverZone)) return new Map();
  const away = channels.flatMap(({ name, zone }) => (zone === undefined || zone === own ? [] : [[name, zone] as const]));
  return new Map(away.map(([name, zone]) => [name, calendarsIn(calendars, zone)]));
}

type Calendars = Pick<Facts, "calendars" | "local">;

/** The calendars as a channel reads them. */
export const calendarsOf = ({ calendars, local }: Calendars, channel: string): readonly CalendarSpec[] =>
  local.get(channel) ?? calendars;

/** The different ways in which these channels read the calendars. */
export const readings = (facts: Calendars, channels: readonly string[]): (readonly CalendarSpec[])[] =>
  facts.local.size === 0 ? [facts.calendars] : [...new Set(channels.map((channel) => calendarsOf(facts, channel)))];

/** The calendar day of an instant in a zone, as `2026-11-30`. */
export const calendarDay = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** What clocks in the zone show at an instant, read as if it were UTC, minus the instant. */
function offsetMs(at: Date, zone: string): number {
  const form = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric" } as const;
  const parts = new Intl.DateTimeFormat("en-US", { ...form, minute: "numeric", second: "numeric" }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at.getTime() / 1000) * 1000;
}

/** Whether it is the name of a zone; an offset such as +09:00 is none, for it knows no clock change. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return /^[a-z]/i.test(zone);
  } catch {
    return false;
  }
}

/** What clocks in the zone show at an instant, to the minute: `2026-11-30T09:00`. */
export const minuteIn = (zone: string, at: Date): string =>
  new Date(at.getTime() + offsetMs(at, zone)).toISOString().slice(0, 16);

/** When clocks in the zone show what is given as if it were UTC; of an hour that they skip, one beside it. */
export function instantOf(shown: Date, zone: string): Date {
  const near = new Date(shown.getTime() - offsetMs(shown, zone));
  return new Date(shown.getTime() - offsetMs(near, zone));
}

/** When a calendar day begins in a zone, also where clocks change at midnight; days beyond a month's end are those of the next. */
export function startOfDay(year: number, month: number, day: number, zone: string): Date {
  const wanted = new Date(Date.UTC(year, month - 1, day));
  const near = new Date(wanted.getTime() - offsetMs(wanted, zone));
  const exact = instantOf(wanted, zone);
  return calendarDay(exact, zone) === calendarDay(wanted, "UTC") ? exact : near;
}

const slotMs = 15 * 60_000;
const dayMs = 86_400_000;
/** As many offsets of one zone as are kept: two months of quarter hours. */
const mostSlots = 6000;

interface Zone {
  form: Intl.DateTimeFormat;
  /** By the quarter hour: no zone changes its clocks between two. */
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const shown = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const form = new Intl.DateTimeFormat("en-US", { timeZone: name, calendar: "gregory", hourCycle: "h23", ...shown });
  const zone = { form, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** What clocks in the zone show at the start of a quarter hour, read as if it were UTC. */
function shownAt(form: Intl.DateTimeFormat, at: number): number {
  const parts = form.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

/** How far clocks in the zone are ahead of UTC. */
function offsetAt(name: string, at: number): number {
  const { form, offsets } = zoneNamed(name);
  const slot = Math.floor(at / slotMs);
  const known = offsets.get(slot);
  if (known !== undefined) return known;
  const offset = shownAt(form, slot * slotMs) - slot * slotMs;
  if (offsets.size >= mostSlots) offsets.clear();
  offsets.set(slot, offset);
  return offset;
}

/** The calendar day that an instant has in the zone, counted from 1970-01-01, a Thursday. */
export const dayOf = (zone: string, at: Date): number => Math.floor((at.getTime() + offsetAt(zone, at.getTime())) / dayMs);

/** When the clocks change between two instants whose offsets differ. */
function changeBetween(zone: string, from: number, to: number): number {
  const before = offsetAt(zone, from);
  let [early, late] = [Math.floor(from / slotMs), Math.floor(to / slotMs)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(zone, middle * slotMs) === before) early = middle;
    else late = middle;
  }
  return late * slotMs;
}

/**
 * When clocks in the zone show a time of a day, `ms` after its midnight, `first`; and from when on they show no earlier one,
 * `until`. The two differ where an hour comes twice; where the clocks leap over the time, both are the instant of the leap.
 */
export function instantsOf(zone: string, day: number, ms: number): { first: number; until: number } {
  const shown = day * dayMs + ms;
  const before = shown - offsetAt(zone, shown - dayMs);
  const after = shown - offsetAt(zone, shown + dayMs);
  if (before === after) return { first: before, until: before };
  const change = changeBetween(zone, shown - dayMs, shown + dayMs);
  const isBefore = before < change;
  return {
    first: isBefore ? before : Math.max(after, change),
    until: after > change ? after : isBefore ? before : change,
  };
}

/** Milliseconds after midnight of `09:00`. */
export function timeOfDayMs(written: string): number {
  const [hours = 0, minutes = 0] = written.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}

const known = new Map<string, Intl.DateTimeFormat>();

/** Each zone's format is made once; a zone that nobody knows is told in UTC. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const made = known.get(zone);
  if (made) return made;
  const form = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const more = { hourCycle: "h23", timeZoneName: "short" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en", { ...form, ...more, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat("en", { ...form, ...more, timeZone: "UTC" });
  }
  known.set(zone, format);
  return format;
}

/** An instant to the minute in a zone, and which zone that is: `2026-11-30 17:15 GMT+9`. Read alike in every language. */
export function minuteIn(zone: string, iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} ${part.timeZoneName}`;
}

import type { CalendarSpec } from "#lib/model/policy.ts";

/** Windows and clock changes of these histories lie on half hours. */
const gridMs = 1_800_000;
const dayMs = 86_400_000;
const forms = new Map<string, Intl.DateTimeFormat>();

/** `2026-03-29T02:30` of a clock on the wall in the zone. */
export function shown(zone: string, at: number): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const form = forms.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, ...parts });
  forms.set(zone, form);
  return form.format(at).replace(" ", "T");
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const dayAfter = (day: string, n: number): string => new Date(Date.parse(day) + n * dayMs).toISOString().slice(0, 10);

const grids = new Map<string, { at: number; shown: string }[]>();

/** The half hours around a day, each with what the clock shows. */
function grid(zone: string, day: string): { at: number; shown: string }[] {
  const known = grids.get(`${zone} ${day}`);
  if (known) return known;
  const from = Math.floor((Date.parse(day) - dayMs) / gridMs) * gridMs;
  const times = Array.from({ length: (4 * dayMs) / gridMs }, (_, n) => from + n * gridMs);
  const found = times.map((at) => ({ at, shown: shown(zone, at) }));
  grids.set(`${zone} ${day}`, found);
  return found;
}

/** When a clock shows this time of a day first, or leapt over it. */
export const firstShown = (zone: string, day: string, time: string): number | undefined =>
  grid(zone, day).find((each) => each.shown >= `${day}T${time}`)?.at;

/** Whether the calendar is open, by looking at the clock every half hour. */
export function isOpenByTheClock({ zone, windows }: CalendarSpec, at: Date): boolean {
  const today = shown(zone, at.getTime()).slice(0, 10);
  return [dayAfter(today, -1), today].some((day) => {
    const name = days[new Date(Date.parse(day)).getUTCDay()] ?? "sun";
    const clock = grid(zone, day);
    return windows.some(({ days: named, from, to }) => {
      if (!named.includes(name)) return false;
      const end = `${to > from ? day : dayAfter(day, 1)}T${to}`;
      const begins = clock.find((each) => each.shown >= `${day}T${from}`)?.at ?? 0;
      const last = clock.findLast((each) => each.shown < end)?.at ?? 0;
      return begins <= at.getTime() && at.getTime() < last + gridMs;
    });
  });
}

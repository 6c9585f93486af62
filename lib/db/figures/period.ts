import { calendarDay } from "#lib/model/calendar-day.ts";
import type { NowRange } from "#lib/model/figures.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const shapes: Record<NowRange, { slotMs: number; count: number }> = {
  "1h": { slotMs: 5 * minute, count: 12 },
  "24h": { slotMs: hour, count: 24 },
  "7d": { slotMs: 6 * hour, count: 28 },
  "30d": { slotMs: day, count: 30 },
};

export interface Period {
  slotMs: number;
  /** The beginnings of the slots; the last one still runs. */
  slots: Date[];
  from: Date;
  /** As much of the time before `from`, less what the last slot still lacks. */
  before: { from: Date; to: Date };
}

export function periodOf(range: NowRange, now: Date): Period {
  const { slotMs, count } = shapes[range];
  const last = Math.floor(now.getTime() / slotMs) * slotMs;
  const from = last - (count - 1) * slotMs;
  const span = count * slotMs;
  return {
    slotMs,
    slots: Array.from({ length: count }, (_, index) => new Date(from + index * slotMs)),
    from: new Date(from),
    before: { from: new Date(from - span), to: new Date(now.getTime() - span) },
  };
}

/** The newest `count` calendar days of a zone, oldest first, as `2026-11-30`. */
export function daysUpTo(now: Date, timeZone: string, count: number): string[] {
  const at = Date.parse(`${calendarDay(now, timeZone)}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(at - (count - 1 - index) * day).toISOString().slice(0, 10));
}

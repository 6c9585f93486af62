const minute = 60_000;

/** As good as none: a snooze of this length ends the one that stands. */
export const shortest = "1s";

/** Whether somebody ended a snooze by one that is as good as none. */
export const isEnding = (at: string, until: Date): boolean => until.getTime() - new Date(at).getTime() <= 1000;

const minutes = (ms: number): string => `${Math.max(1, Math.ceil(ms / minute))}m`;

/** How long it is until nine in the morning so many days from now, where the reader is, as a duration of whole minutes. */
const untilMorning = (now: Date, days: number): string =>
  minutes(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9).getTime() - now.getTime());

export const untilTomorrowMorning = (now: Date): string => untilMorning(now, 1);

/** Until the next Monday that is not today. */
export const untilMonday = (now: Date): string => untilMorning(now, (8 - now.getDay()) % 7 || 7);

const longest = 30 * 24 * 60 * minute;

/** How long it is until a time that was chosen, as `2026-12-01T09:00` where the reader is; null when it is past, or more than 30 days away. */
export function untilChosen(chosen: string, now: Date): string | null {
  const ms = new Date(chosen).getTime() - now.getTime();
  return Number.isNaN(ms) || ms <= 0 || ms > longest ? null : minutes(ms);
}

/** The instant at which a duration of hours or minutes ends. */
export function endOf(duration: string, now: Date): string {
  const each = duration.endsWith("h") ? 60 * minute : minute;
  return new Date(now.getTime() + Number.parseInt(duration, 10) * each).toISOString();
}

import type { CalendarSpec } from "#lib/model/policy.ts";
import type { Value } from "./item.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export interface WindowDraft {
  key: number;
  days: string[];
  from: string;
  to: string;
}

export interface CalendarDraft {
  name: string;
  zone: string;
  windows: WindowDraft[];
}

export const newWindow = (key: number): WindowDraft => ({
  key,
  days: ["mon", "tue", "wed", "thu", "fri"],
  from: "09:00",
  to: "18:00",
});

export const emptyCalendar = (zone: string): CalendarDraft => ({ name: "", zone, windows: [newWindow(0)] });

export const calendarDraft = ({ name, zone, windows }: CalendarSpec): CalendarDraft => ({
  name,
  zone,
  windows: windows.map((window, key) => ({ ...window, key })),
});

/** In the order of the week, whichever was ticked first. */
export const inOrder = (days: readonly string[]): string[] => weekdays.filter((day) => days.includes(day));

export const calendarOf = ({ name, zone, windows }: CalendarDraft): Value => ({
  name,
  zone: zone.trim(),
  windows: windows.map(({ days, from, to }) => ({ days, from, to })),
});

export function calendarField(path: string): string | null {
  const window = /^windows\[\d+\]\.(?:days|from|to)\b/.exec(path)?.[0];
  return window ?? /^(?:name|zone|windows)\b/.exec(path)?.[0] ?? null;
}

import { type CalendarSpec, type ChannelSpec, receiverZone } from "#lib/model/policy.ts";

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

const units: Readonly<Record<string, string>> = { s: "s", m: "min", h: "h" };

/** `5 min` of `5m`. */
export function span(written: string): string {
  const count = Number.parseInt(written, 10);
  const unit = units[written.at(-1) ?? ""];
  return unit ? `${count} ${unit}` : `${count} ${count === 1 ? "day" : "days"}`;
}

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** `Mon–Fri` of five days in a row. */
function daysSaid(days: CalendarSpec["windows"][number]["days"]): string {
  const runs: [number, number][] = [];
  for (const [at, day] of week.entries()) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    if (last?.[1] === at - 1) last[1] = at;
    else runs.push([at, at]);
  }
  if (runs.length === 1 && runs[0]?.[0] === 0 && runs[0][1] === 6) return "every day";
  return runs.map(([from, to]) => (from === to ? dayNames[from] : `${dayNames[from]}–${dayNames[to]}`)).join(", ");
}

/** `working-hours (Mon–Fri 09:00–18:00, Asia/Tokyo)`. */
export function calendarSaid(name: string, calendars: readonly CalendarSpec[]): string {
  const calendar = calendars.find((each) => each.name === name);
  if (!calendar) return name;
  const windows = calendar.windows.map(({ days, from, to }) => `${daysSaid(days)} ${from}–${to}`);
  const zone = calendar.zone === receiverZone ? "by the clock of each receiver" : calendar.zone;
  return `${name} (${windows.join(" and ")}, ${zone})`;
}

const mostReceivers = 2;

function receiversSaid(to: readonly string[]): string {
  const more = to.length - mostReceivers;
  return more > 0 ? `${to.slice(0, mostReceivers).join(", ")} and ${more} more` : to.join(", ");
}

/** `sms (+15005550006)`, `morning (daily at 09:00, through slack)`. */
export function channelSaid(name: string, channels: readonly ChannelSpec[]): string {
  const channel = channels.find((each) => each.name === name);
  if (!channel) return name;
  const { kind, to = [], at, every, by } = channel;
  if (kind !== "digest") return to.length > 0 ? `${name} (${receiversSaid(to)})` : name;
  const when = at ? `daily at ${at}` : every ? `every ${span(every)}` : "now and then";
  return `${name} (${when}${by ? `, by ${by}` : ""}, through ${listed(to)})`;
}

import { type ChannelSpec, durationMs } from "#lib/model/policy.ts";
import { dayOf, instantsOf, timeOfDayMs } from "./zone.ts";

/** When a digest comes that says nothing else. */
export const usualTime = "09:00";

/** Whether a zone has the day at all: one that moved across the date line left one out. */
const isDay = (zone: string, day: number): boolean => instantsOf(zone, day, 0).first < instantsOf(zone, day + 1, 0).first;

/** Once every calendar day of the zone: at the first of two hours, or as soon as the clocks leapt over the time. */
function nextAt(written: string, zone: string, after: Date): Date {
  for (let day = dayOf(zone, after) - 1; ; day++) {
    const { first } = instantsOf(zone, day, timeOfDayMs(written));
    if (first > after.getTime() && isDay(zone, day)) return new Date(first);
  }
}

interface Around {
  channels: readonly ChannelSpec[];
  /** Of the installation. */
  zone: string;
}

/** The zone of a digest's time of day for who carries it. */
export const zoneFor = (spec: ChannelSpec, carrier: ChannelSpec | undefined, zone: string): string =>
  carrier?.zone ?? spec.zone ?? zone;

/** When a digest goes next to the first of those that carry it. */
export function firstDigest(spec: ChannelSpec, { channels, zone }: Around, after: Date): Date {
  const carriers = (spec.to ?? []).map((name) => channels.find((channel) => channel.name === name));
  const zones = carriers.length > 0 ? carriers.map((carrier) => zoneFor(spec, carrier, zone)) : [spec.zone ?? zone];
  return new Date(Math.min(...zones.map((each) => nextDigest(spec, each, after).getTime())));
}

/** When a digest goes next after an instant: at its time of day in the zone, or every so often, counted from 1970. */
export function nextDigest({ at, every }: ChannelSpec, zone: string, after: Date): Date {
  const length = every === undefined ? null : durationMs(every);
  if (length) return new Date((Math.floor(after.getTime() / length) + 1) * length);
  return nextAt(at ?? usualTime, zone, after);
}

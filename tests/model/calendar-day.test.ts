import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarDay, instantOf, minuteIn, startOfDay } from "#lib/model/calendar-day.ts";

for (const [zone, year, month, day, begins] of [
  ["UTC", 2026, 11, 30, "2026-11-30T00:00:00.000Z"],
  ["Asia/Tokyo", 2026, 12, 1, "2026-11-30T15:00:00.000Z"],
  ["Asia/Kathmandu", 2026, 12, 1, "2026-11-30T18:15:00.000Z"],
  ["Europe/Berlin", 2026, 3, 29, "2026-03-28T23:00:00.000Z"],
  ["Europe/Berlin", 2026, 10, 26, "2026-10-25T23:00:00.000Z"],
  ["America/Santiago", 2026, 9, 6, "2026-09-06T04:00:00.000Z"], // clocks go from 24:00 to 1:00
  ["Africa/Cairo", 2026, 4, 24, "2026-04-23T22:00:00.000Z"], // the same, east of Greenwich
  ["America/Havana", 2026, 11, 1, "2026-11-01T04:00:00.000Z"], // midnight comes twice
  ["UTC", 2026, 11, 31, "2026-12-01T00:00:00.000Z"],
  ["UTC", 2026, 13, 1, "2027-01-01T00:00:00.000Z"],
] as const)
  test(`in ${zone} the day ${year}-${month}-${day} begins at ${begins}`, () => {
    const start = startOfDay(year, month, day, zone);
    assert.equal(start.toISOString(), begins);
    assert.notEqual(calendarDay(new Date(start.getTime() - 1), zone), calendarDay(start, zone));
  });

for (const [zone, shown, at] of [
  ["UTC", "2026-12-01T09:00", "2026-12-01T09:00:00.000Z"],
  ["Asia/Tokyo", "2026-12-01T08:30", "2026-11-30T23:30:00.000Z"],
  ["America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00.000Z"], // the first minute after the hour that was skipped
] as const)
  test(`clocks in ${zone} show ${shown} at ${at}`, () => {
    assert.equal(instantOf(new Date(`${shown}Z`), zone).toISOString(), at);
    assert.equal(minuteIn(zone, new Date(at)), shown);
  });

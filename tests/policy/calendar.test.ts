import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CalendarSpec } from "#lib/model/policy.ts";
import { closesAt, isWithin, opensAt } from "#lib/policy/calendar.ts";
import { cpuMs } from "../support/cpu-ms.ts";

type Days = CalendarSpec["windows"][number]["days"];
const everyDay: Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const workdays: Days = ["mon", "tue", "wed", "thu", "fri"];

const calendar = (zone: string, from: string, to: string, days: Days = everyDay): CalendarSpec => ({
  name: "c",
  zone,
  windows: [{ days, from, to }],
});
const iso = (at: Date | null): string | null => at?.toISOString().replace(":00.000Z", "Z") ?? null;

/** Calendar, instant, whether it is open then, when it opens and when it closes. */
const cases: [string, CalendarSpec, string, boolean, string | null, string | null][] = [
  [
    "the first minute",
    calendar("Asia/Tokyo", "09:00", "18:00", workdays),
    "2026-11-30T00:00Z",
    true,
    "2026-11-30T00:00Z",
    "2026-11-30T09:00Z",
  ],
  [
    "the end is outside",
    calendar("Asia/Tokyo", "09:00", "18:00", workdays),
    "2026-11-30T09:00Z",
    false,
    "2026-12-01T00:00Z",
    "2026-11-30T09:00Z",
  ],
  [
    "a weekend in between",
    calendar("Asia/Tokyo", "09:00", "18:00", workdays),
    "2026-11-28T00:30Z",
    false,
    "2026-11-30T00:00Z",
    "2026-11-28T00:30Z",
  ],
  [
    "across midnight, before it",
    calendar("Europe/Berlin", "22:00", "07:00", ["fri"]),
    "2026-11-27T22:30Z",
    true,
    "2026-11-27T22:30Z",
    "2026-11-28T06:00Z",
  ],
  [
    "across midnight, after it",
    calendar("Europe/Berlin", "22:00", "07:00", ["fri"]),
    "2026-11-28T05:59Z",
    true,
    "2026-11-28T05:59Z",
    "2026-11-28T06:00Z",
  ],
  [
    "across midnight, on a day that is not named",
    calendar("Europe/Berlin", "22:00", "07:00", ["fri"]),
    "2026-11-27T05:00Z",
    false,
    "2026-11-27T21:00Z",
    "2026-11-27T05:00Z",
  ],
  [
    "until midnight",
    calendar("UTC", "18:00", "00:00", ["mon"]),
    "2026-11-30T23:59Z",
    true,
    "2026-11-30T23:59Z",
    "2026-12-01T00:00Z",
  ],
  [
    "never closed",
    {
      name: "c",
      zone: "UTC",
      windows: [
        { days: everyDay, from: "00:00", to: "12:00" },
        { days: everyDay, from: "12:00", to: "00:00" },
      ],
    },
    "2026-11-30T12:00Z",
    true,
    "2026-11-30T12:00Z",
    null,
  ],
  [
    "windows that touch are one",
    {
      name: "c",
      zone: "UTC",
      windows: [
        { days: ["mon"], from: "08:00", to: "10:00" },
        { days: ["mon"], from: "09:00", to: "12:00" },
      ],
    },
    "2026-11-30T08:00Z",
    true,
    "2026-11-30T08:00Z",
    "2026-11-30T12:00Z",
  ],
  [
    "zone +14, its day",
    calendar("Pacific/Kiritimati", "09:00", "18:00", ["tue"]),
    "2026-11-30T19:00Z",
    true,
    "2026-11-30T19:00Z",
    "2026-12-01T04:00Z",
  ],
  [
    "zone −12, its day",
    calendar("Etc/GMT+12", "09:00", "18:00", ["mon"]),
    "2026-12-01T05:59Z",
    true,
    "2026-12-01T05:59Z",
    "2026-12-01T06:00Z",
  ],
  [
    "zone +5:45",
    calendar("Asia/Kathmandu", "09:00", "18:00"),
    "2026-11-30T03:14Z",
    false,
    "2026-11-30T03:15Z",
    "2026-11-30T03:14Z",
  ],
  [
    "spring: the night is an hour shorter",
    calendar("Europe/Berlin", "22:00", "07:00"),
    "2026-03-28T21:00Z",
    true,
    "2026-03-28T21:00Z",
    "2026-03-29T05:00Z",
  ],
  [
    "autumn: the night is an hour longer",
    calendar("Europe/Berlin", "22:00", "07:00"),
    "2026-10-24T20:00Z",
    true,
    "2026-10-24T20:00Z",
    "2026-10-25T06:00Z",
  ],
  [
    "spring: a window that begins in the gap begins after it",
    calendar("Europe/Berlin", "02:30", "04:00"),
    "2026-03-29T00:59Z",
    false,
    "2026-03-29T01:00Z",
    "2026-03-29T00:59Z",
  ],
  [
    "spring: a window that ends in the gap ends before it",
    calendar("Europe/Berlin", "01:00", "02:30"),
    "2026-03-29T00:00Z",
    true,
    "2026-03-29T00:00Z",
    "2026-03-29T01:00Z",
  ],
  [
    "spring: a window inside the gap is none that day",
    calendar("Europe/Berlin", "02:15", "02:45"),
    "2026-03-29T00:30Z",
    false,
    "2026-03-30T00:15Z",
    "2026-03-29T00:30Z",
  ],
  [
    "spring: nor that week",
    calendar("Europe/Berlin", "02:15", "02:45", ["sun"]),
    "2026-03-29T00:30Z",
    false,
    "2026-04-05T00:15Z",
    "2026-03-29T00:30Z",
  ],
  [
    "autumn: the hour that comes twice is one window",
    calendar("Europe/Berlin", "02:00", "03:00"),
    "2026-10-25T00:00Z",
    true,
    "2026-10-25T00:00Z",
    "2026-10-25T02:00Z",
  ],
  [
    "autumn: a window that ends in it ends the second time",
    calendar("Europe/Berlin", "01:00", "02:30"),
    "2026-10-24T23:00Z",
    true,
    "2026-10-24T23:00Z",
    "2026-10-25T01:30Z",
  ],
  [
    "autumn: a window that begins in it begins the first time",
    calendar("Europe/Berlin", "02:30", "04:00"),
    "2026-10-25T00:29Z",
    false,
    "2026-10-25T00:30Z",
    "2026-10-25T00:29Z",
  ],
  [
    "autumn: a window that ends where the hour begins that comes twice ends the first time",
    calendar("Europe/Berlin", "01:00", "02:00"),
    "2026-10-24T23:30Z",
    true,
    "2026-10-24T23:30Z",
    "2026-10-25T00:00Z",
  ],
  [
    "New York, spring",
    calendar("America/New_York", "01:00", "03:00", ["sun"]),
    "2026-03-08T06:00Z",
    true,
    "2026-03-08T06:00Z",
    "2026-03-08T07:00Z",
  ],
  [
    "New York, autumn",
    calendar("America/New_York", "00:30", "01:30", ["sun"]),
    "2026-11-01T04:30Z",
    true,
    "2026-11-01T04:30Z",
    "2026-11-01T06:30Z",
  ],
  [
    "Lord Howe changes by half an hour",
    calendar("Australia/Lord_Howe", "01:00", "03:00", ["sun"]),
    "2026-10-03T14:30Z",
    true,
    "2026-10-03T14:30Z",
    "2026-10-03T16:00Z",
  ],
  [
    "clocks that change at midnight",
    calendar("America/Santiago", "00:00", "06:00", ["sun"]),
    "2026-09-06T03:59Z",
    false,
    "2026-09-06T04:00Z",
    "2026-09-06T03:59Z",
  ],
  [
    "Nuuk leaps from 23:00 into the next day",
    calendar("America/Nuuk", "23:30", "01:00", ["sat"]),
    "2026-03-29T01:00Z",
    true,
    "2026-03-29T01:00Z",
    "2026-03-29T02:00Z",
  ],
  [
    "Apia left a Friday out",
    calendar("Pacific/Apia", "09:00", "18:00", ["fri", "sat"]),
    "2011-12-30T09:59Z",
    false,
    "2011-12-30T19:00Z",
    "2011-12-30T09:59Z",
  ],
];

for (const [name, spec, at, isOpen, opens, closes] of cases)
  test(`calendar: ${name}`, () => {
    assert.equal(isWithin(spec, new Date(at)), isOpen);
    assert.equal(iso(opensAt(spec, new Date(at))), opens);
    assert.equal(iso(closesAt(spec, new Date(at))), closes);
  });

const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Pacific/Kiritimati",
  "Etc/GMT+12",
  "Australia/Lord_Howe",
  "UTC",
);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((pair) => pair.map((n) => String(n).padStart(2, "0")).join(":"));
const windows = fc.array(
  fc.record({ days: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }), from: time, to: time }),
  { minLength: 1, maxLength: 3 },
);

test("calendar: open at the instant it opens and not before; closed at the instant it closes and not before", () => {
  const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(zone, windows, instant, (name, all, at) => {
      const spec = { name: "c", zone: name, windows: all };
      const opens = opensAt(spec, at);
      assert.ok(opens && isWithin(spec, opens));
      if (opens > at) assert.ok(!isWithin(spec, new Date(opens.getTime() - 1)) && !isWithin(spec, at));
      const closes = closesAt(spec, opens);
      if (closes) assert.ok(closes > opens && !isWithin(spec, closes) && isWithin(spec, new Date(closes.getTime() - 1)));
    }),
    { numRuns: 1000 },
  );
});

test("calendar: where no clock changes it is what the clock says", () => {
  const instant = fc.date({ min: new Date("2026-05-01"), max: new Date("2026-09-30"), noInvalidDate: true });
  const form = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  fc.assert(
    fc.property(windows, instant, (all, at) => {
      const [day = "", clock = ""] = form.format(at).toLowerCase().split(/,? /);
      const before = everyDay[(everyDay.indexOf(day as Days[number]) + 6) % 7]!;
      const isOpen = all.some(({ days, from, to }) => {
        const today = days.includes(day as Days[number]);
        if (from < to) return today && from <= clock && clock < to;
        return (today && from <= clock) || (days.includes(before) && clock < to);
      });
      assert.equal(isWithin({ name: "c", zone: "Europe/Berlin", windows: all }, at), isOpen);
    }),
    { numRuns: 1000 },
  );
});

test("calendar: fast enough to be asked for every signal", () => {
  const spec = calendar("America/New_York", "09:00", "18:00", workdays);
  const took = cpuMs(() => {
    for (let n = 0; n < 100_000; n++) isWithin(spec, new Date(Date.UTC(2026, 9, 15) + n * 26_000));
  });
  assert.ok(took < 1000, `${took} ms for 100,000`);
});

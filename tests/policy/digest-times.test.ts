import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { firstDigest, nextDigest } from "#lib/policy/digest-times.ts";

const daily = (at: string): ChannelSpec => ({ name: "morning", kind: "digest", to: ["slack"], at });
const next = (spec: ChannelSpec, zone: string, after: string): string =>
  nextDigest(spec, zone, new Date(after)).toISOString().replace(":00.000Z", "Z");

const cases: [string, string, string, string, string][] = [
  ["later today", "09:00", "Asia/Tokyo", "2026-11-29T23:00Z", "2026-11-30T00:00Z"],
  ["just sent: tomorrow", "09:00", "Asia/Tokyo", "2026-11-30T00:00Z", "2026-12-01T00:00Z"],
  ["spring: at the same time of day, an hour sooner", "09:00", "Europe/Berlin", "2026-03-28T08:00Z", "2026-03-29T07:00Z"],
  ["autumn: an hour later", "09:00", "Europe/Berlin", "2026-10-24T07:00Z", "2026-10-25T08:00Z"],
  ["spring: a time in the gap comes when the gap ends", "02:30", "Europe/Berlin", "2026-03-28T02:00Z", "2026-03-29T01:00Z"],
  ["spring: and not again that day", "02:30", "Europe/Berlin", "2026-03-29T01:00Z", "2026-03-30T00:30Z"],
  ["autumn: a time that comes twice is taken the first time", "02:30", "Europe/Berlin", "2026-10-24T23:00Z", "2026-10-25T00:30Z"],
  ["autumn: and only then", "02:30", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26T01:30Z"],
  ["zone +14", "09:00", "Pacific/Kiritimati", "2026-11-30T18:59Z", "2026-11-30T19:00Z"],
  ["zone −12", "09:00", "Etc/GMT+12", "2026-11-30T20:59Z", "2026-11-30T21:00Z"],
  ["a gap that ends on the next day", "23:30", "America/Nuuk", "2026-03-28T12:00Z", "2026-03-29T01:00Z"],
  ["a day that is left out has none", "09:00", "Pacific/Apia", "2011-12-29T19:00Z", "2011-12-30T19:00Z"],
];
for (const [name, at, zone, after, expected] of cases)
  test(`digest: ${name}`, () => assert.equal(next(daily(at), zone, after), expected));

test("digest: every so often is counted from 1970, on change days too", () => {
  const spec: ChannelSpec = { name: "digest", kind: "digest", to: ["slack"], every: "30m" };
  assert.equal(next(spec, "Europe/Berlin", "2026-03-29T00:45Z"), "2026-03-29T01:00Z");
  assert.equal(next(spec, "Europe/Berlin", "2026-03-29T01:00Z"), "2026-03-29T01:30Z");
  assert.equal(next({ ...spec, every: "7h" }, "UTC", "1970-01-01T08:00Z"), "1970-01-01T14:00Z");
});

test("digest: exactly one a day of the zone for two years, whatever the zone and the time", () => {
  const zone = fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "Asia/Tokyo",
  );
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59"));
  fc.assert(
    fc.property(zone, time, (name, [hour, minute]) => {
      const spec = daily(`${String(hour).padStart(2, "0")}:${minute}`);
      const end = new Date("2028-01-01T00:00Z");
      let at = new Date("2026-01-01T00:00Z");
      let count = 0;
      for (let previous = at; at < end; count++, previous = at) {
        at = nextDigest(spec, name, previous);
        if (count > 0)
          assert.ok(at.getTime() - previous.getTime() >= 22 * 3_600_000 && at.getTime() - previous.getTime() <= 26 * 3_600_000);
      }
      assert.ok(Math.abs(count - 731) <= 1, `${count}`);
    }),
    { numRuns: 60 },
  );
});

test("digest: the first of several carriers' comes at its time of day where the sun rises first", () => {
  const spec: ChannelSpec = { ...daily("09:00"), to: ["slack", "mail"] };
  const carriers: ChannelSpec[] = [spec, { name: "slack", kind: "slack" }, { name: "mail", kind: "email", zone: "Asia/Tokyo" }];
  const first = (after: string) =>
    firstDigest(spec, { channels: carriers, zone: "Europe/Berlin" }, new Date(after)).toISOString();
  assert.equal(first("2026-11-29T20:00Z"), "2026-11-30T00:00:00.000Z");
  assert.equal(first("2026-11-30T00:00Z"), "2026-11-30T08:00:00.000Z");
});

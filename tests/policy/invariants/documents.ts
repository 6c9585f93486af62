import fc from "fast-check";
import type { CalendarSpec, ChannelKind, ChannelSpec, PolicyDocument, SilenceSpec } from "#lib/model/policy.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Etc/GMT+12",
  "Asia/Kolkata",
  "UTC",
] as const;

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** Often at night, when clocks change. */
const time = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 })), fc.constantFrom("00", "30"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const windowSpec = fc
  .record({
    days: fc.constantFrom<CalendarSpec["windows"][number]["days"]>([...week], ["mon", "sat"], ["sun"]),
    from: time,
    to: fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: fc.constant("24:00") }),
  })
  .filter(({ from, to }) => from !== to);
export const calendarSpec = (name: string): fc.Arbitrary<CalendarSpec> =>
  fc.record({
    name: fc.constant(name),
    zone: fc.constantFrom(...zones),
    windows: fc.array(windowSpec, { minLength: 1, maxLength: 2 }),
  });

const plain: [string, ChannelKind][] = [
  ["slack", "slack"],
  ["hook", "webhook"],
  ["pager", "pagerduty"],
  ["sms", "sms"],
  ["call", "voice"],
  ["mail", "email"],
];
export const plainNames = plain.map(([name]) => name);

export const channels = fc
  .tuple(fc.constantFrom(...zones), fc.constantFrom(...zones), time)
  .map(([zone, mailZone, at]): ChannelSpec[] => [
    ...plain.map(([name, kind]) => ({ name, kind, ...(name === "mail" && { zone: mailZone }) })),
    { name: "digest", kind: "digest", to: ["slack"], every: "30m", by: "category" },
    { name: "morning", kind: "digest", to: ["slack", "mail"], at, zone },
  ]);
const names = [...plainNames, "digest", "morning"];

/** Digests can be sent while one of their carriers can. */
export function usableOf(all: readonly ChannelSpec[], off: readonly string[]): Map<string, ChannelKind> {
  const on = all.filter(({ name, kind }) => kind !== "digest" && !off.includes(name));
  const digests = all.filter(
    ({ kind, to = [] }) => kind === "digest" && to.some((name) => on.some((each) => each.name === name)),
  );
  return new Map([...on, ...digests].map(({ name, kind }) => [name, kind]));
}

const afters = ["0s", "0s", "0s", "0s", "1m", "5m", "15m", "2h"];
const ladder = fc
  .array(
    fc.record({
      after: fc.nat(afters.length - 1),
      to: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      if: fc.option(fc.constantFrom("in:hours", "severity:critical", "-in:nights"), { nil: undefined, freq: 3 }),
      urgency: fc.constantFrom("high", "low"),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((steps) =>
    steps
      .sort((a, b) => a.after - b.after)
      .map(({ if: condition, after, ...step }) => ({ ...step, after: afters[after], ...(condition && { if: condition }) })),
  );

export const policy = fc.record(
  {
    match: fc.constantFrom(
      "*",
      "severity:critical",
      "severity:>=high",
      "project:p0",
      "category:timeout",
      "in:hours severity:>=medium",
      "signal:provider_outage",
    ),
    stop: fc.constantFrom(true, true, true, false),
    enabled: fc.constantFrom(true, true, true, false),
    groupBy: fc.constantFrom(
      [],
      ["project", "signature"],
      ["project"],
      ["llm.provider"],
      ["environment", "category"],
      ["project", "severity"],
    ),
    window: fc.record({ kind: fc.constantFrom("rolling", "fixed"), for: fc.constantFrom("30s", "5m", "1h") }),
    wait: fc.constantFrom("0s", "0s", "0s", "0s", "1m", "5m"),
    repeat: fc.constantFrom("never", "10m", "30m"),
    again: fc.subarray(["severity_rise", "new_member", "regression"]),
    calendar: fc.record({
      name: fc.constantFrom("hours", "nights"),
      outside: fc.constantFrom("hold", "digest", "downgrade"),
      critical: fc.boolean(),
    }),
    onResolve: fc.constantFrom("edit", "send", "none"),
    deadline: fc.constantFrom("0s", "20s", "2m", "15m"),
    confidenceFloor: fc.constantFrom(0.5, 0.8),
    ackExpires: fc.constantFrom("10m", "2h"),
    ladder,
  },
  { requiredKeys: ["match", "ladder", "stop", "enabled", "wait"] },
);

type Ends = Pick<SilenceSpec, "until" | "since" | "calendar" | "while">;
const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
/** A silence, one for a maintenance to come, quiet hours, and an inhibition; a snooze is an act. */
const ends = fc.constantFrom<(now: Date) => Ends>(
  (now) => ({ until: later(now, 30_000) }),
  (now) => ({ until: later(now, 600_000) }),
  (now) => ({ since: later(now, 60_000), until: later(now, 3_600_000) }),
  () => ({ calendar: "nights" }),
  () => ({ calendar: "hours" }),
  () => ({ while: { match: "signal:provider_outage", equal: ["llm.provider"] } }),
  () => ({ while: { match: "severity:critical", equal: ["project"] } }),
);
export const silence = fc
  .tuple(
    ends,
    fc.constantFrom("project:p0", "project:p1", "severity:<=medium", "category:timeout", "environment:staging", "*"),
    fc.constantFrom("hold", "digest", "drop"),
  )
  .map(
    ([end, match, mode]) =>
      (now: Date): Omit<SilenceSpec, "id"> => ({ ...end(now), match, mode: mode as SilenceSpec["mode"], author: "", reason: "" }),
  );

export const silenceId = (n: number): string => `019adf00-0000-7000-8000-${n.toString(16).padStart(12, "5")}`;

type Policies = PolicyDocument["policies"];

/** Without the last step of its ladder, as far as it has another. */
const shorter = (each: Policies[number]): Policies[number] => ({
  ...each,
  ladder: each.ladder.length > 1 ? each.ladder.slice(0, -1) : each.ladder,
});

/** What people do with policies: the one that matches everything stays the last. */
export const changes = fc.constantFrom<(policies: Policies) => Policies>(
  (policies) => (policies.length > 1 ? policies.slice(1) : policies),
  (policies) => policies.map((each, n) => (n < policies.length - 1 ? { ...each, enabled: !each.enabled } : each)),
  (policies) => [...policies.slice(0, -1).reverse(), ...policies.slice(-1)],
  (policies) => policies.map(shorter),
);

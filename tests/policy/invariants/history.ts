import fc from "fast-check";
import type { Act } from "#lib/model/decision.ts";
import { type CalendarSpec, type ChannelKind, type ChannelSpec, PolicyDocument, type SilenceSpec } from "#lib/model/policy.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";

export type Step =
  | { do: "pass"; ms: number; lag: number }
  /** Nothing is woken meanwhile: the machine was off, or its clock was set. */
  | { do: "jump"; ms: number }
  | { do: "raise"; kind: SignalKind; issue: number; severity: Severity; provisional: boolean; unknown: boolean; waiting: boolean }
  | { do: "outage"; on: boolean }
  | { do: "broken"; channel: string }
  | { do: "act"; which: number; act: (now: Date) => Act }
  | { do: "silence"; silence: (now: Date) => Omit<SilenceSpec, "id"> }
  | { do: "unsilence"; which: number };

export interface History {
  document: PolicyDocument;
  usable: ReadonlyMap<string, ChannelKind>;
  start: Date;
  steps: Step[];
}

const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Etc/GMT+12", "UTC"] as const;
/** An evening before clocks change, in spring and in autumn, and an ordinary day. */
export const starts = [
  "2026-03-28T20:30:00Z",
  "2026-10-24T20:30:00Z",
  "2026-03-08T02:00:00Z",
  "2026-11-01T02:00:00Z",
  "2026-10-03T12:00:00Z",
  "2026-11-30T10:00:00Z",
].map((at) => new Date(at));

const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** Often at night, when clocks change. */
const time = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 })), fc.constantFrom("00", "30"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
const windowSpec = fc
  .record({
    days: fc.constantFrom<CalendarSpec["windows"][number]["days"]>([...week], ["mon", "sat"], ["sun"]),
    from: time,
    to: time,
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
const channels = fc
  .tuple(fc.constantFrom(...zones), fc.constantFrom(...zones), time)
  .map(([zone, mailZone, at]): ChannelSpec[] => [
    ...plain.map(([name, kind]) => ({ name, kind, ...(name === "mail" && { zone: mailZone }) })),
    { name: "digest", kind: "digest", to: ["slack"], every: "30m", by: "category" },
    { name: "morning", kind: "digest", to: ["slack", "mail"], at, zone },
  ]);
const names = [...plain.map(([name]) => name), "digest", "morning"];

/** Digests can be sent while one of their carriers can. */
function usableOf(all: readonly ChannelSpec[], off: readonly string[]): Map<string, ChannelKind> {
  const on = all.filter(({ name, kind }) => kind !== "digest" && !off.includes(name));
  const digests = all.filter(
    ({ kind, to = [] }) => kind === "digest" && to.some((name) => on.some((each) => each.name === name)),
  );
  return new Map([...on, ...digests].map(({ name, kind }) => [name, kind]));
}

const afters = ["0s", "0s", "1m", "5m", "15m", "2h"];
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

const policy = fc.record(
  {
    match: fc.constantFrom(
      "*",
      "severity:critical",
      "severity:>=high",
      "project:p0",
      "in:hours severity:>=medium",
      "signal:provider_outage",
    ),
    stop: fc.constantFrom(true, true, true, false),
    enabled: fc.constantFrom(true, true, true, false),
    groupBy: fc.constantFrom([], ["project", "signature"], ["project"], ["llm.provider"]),
    window: fc.record({ kind: fc.constantFrom("rolling", "fixed"), for: fc.constantFrom("30s", "5m", "1h") }),
    wait: fc.constantFrom("0s", "0s", "1m", "5m"),
    repeat: fc.constantFrom("never", "10m", "30m"),
    again: fc.subarray(["severity_rise", "new_member", "regression"]),
    calendar: fc.record({
      name: fc.constantFrom("hours", "nights"),
      outside: fc.constantFrom("hold", "digest", "downgrade"),
      critical: fc.boolean(),
    }),
    onResolve: fc.constantFrom("edit", "send", "none"),
    deadline: fc.constantFrom("0s", "20s", "2m"),
    ackExpires: fc.constantFrom("10m", "2h"),
    ladder,
  },
  { requiredKeys: ["match", "ladder", "stop", "enabled", "wait"] },
);

type Ends = Pick<SilenceSpec, "until" | "since" | "calendar" | "while">;
const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
/** A silence, one for a maintenance to come, quiet hours, and an inhibition; a snooze is an act. */
const ends = fc.constantFrom<(now: Date) => Ends>(
  (now) => ({ until: later(now, 600_000) }),
  (now) => ({ since: later(now, 60_000), until: later(now, 3_600_000) }),
  () => ({ calendar: "nights" }),
  () => ({ calendar: "hours" }),
  () => ({ while: { match: "signal:provider_outage", equal: ["llm.provider"] } }),
  () => ({ while: { match: "severity:critical", equal: ["project"] } }),
);
const silence = fc
  .tuple(
    ends,
    fc.constantFrom("project:p0", "project:p1", "severity:<=medium", "category:timeout", "*"),
    fc.constantFrom("hold", "digest", "drop"),
  )
  .map(
    ([end, match, mode]) =>
      (now: Date): Omit<SilenceSpec, "id"> => ({ ...end(now), match, mode: mode as SilenceSpec["mode"], author: "", reason: "" }),
  );

const acts = fc.constantFrom<(now: Date) => Act>(
  () => ({ kind: "acknowledge" }),
  () => ({ kind: "unacknowledge" }),
  (now) => ({ kind: "snooze", until: new Date(now.getTime() + 600_000) }),
  () => ({ kind: "resolve" }),
  () => ({ kind: "reassign", to: ["call"] }),
  () => ({ kind: "failed", step: 0 }),
  () => ({ kind: "failed", step: 1 }),
  () => ({ kind: "mended", channel: "slack" }),
);

export interface Mix {
  jumps?: boolean;
  /** Whether some are there, and whether people add and end some. */
  silences?: "none" | "standing" | "changing";
  acts?: boolean;
  /** How late a worker may be. */
  lags?: readonly number[];
  hourly?: readonly number[];
  most?: number;
}

const kinds: SignalKind[] = [
  "created",
  "created",
  "regressed",
  "escalated",
  "severity_rose",
  "corrected",
  "corrected",
  "resolved",
  "resolved",
];
const raise: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("raise" as const),
  kind: fc.constantFrom(...kinds),
  issue: fc.nat(5),
  severity: fc.constantFrom(...severities),
  provisional: fc.boolean(),
  unknown: fc.constantFrom(false, false, true),
  waiting: fc.boolean(),
});
const passes = [1000, 10_000, 20_000, 60_000, 240_000, 400_000, 2_000_000, 7_200_000, 30_000_000];

function steps({ jumps = true, silences = "changing", acts: acting = true, lags = [0], most = 14 }: Mix): fc.Arbitrary<Step[]> {
  const some: { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [
    { weight: 10, arbitrary: raise },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(...passes), lag: fc.constantFrom(...lags) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("outage" as const), on: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("broken" as const), channel: fc.constantFrom("slack", "pager", "mail") }),
    },
  ];
  if (jumps)
    some.push({
      weight: 1,
      arbitrary: fc.record({ do: fc.constant("jump" as const), ms: fc.constantFrom(30_000, 3_600_000, 86_400_000) }),
    });
  if (acting) some.push({ weight: 3, arbitrary: fc.record({ do: fc.constant("act" as const), which: fc.nat(5), act: acts }) });
  if (silences === "changing")
    some.push(
      { weight: 2, arbitrary: fc.record({ do: fc.constant("silence" as const), silence }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("unsilence" as const), which: fc.nat(3) }) },
    );
  return fc.array(fc.oneof(...some), { minLength: 2, maxLength: most, size: "medium" });
}

/** Who may tell, by what rules, and what happens. */
export function histories(mix: Mix = {}): fc.Arbitrary<History> {
  const { silences = "changing", hourly = [1, 2, 4, 10] } = mix;
  const parts = {
    channels,
    calendars: fc.tuple(calendarSpec("hours"), calendarSpec("nights")),
    policies: fc.array(policy, { maxLength: 2 }),
    last: policy,
    hourly: fc.constantFrom(...hourly),
    silences: fc.array(silence, { maxLength: silences === "none" ? 0 : 1 }),
    off: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(plain.map(([name]) => name)) }),
    start: fc.constantFrom(...starts),
    steps: steps(mix),
  };
  return fc.record(parts).map(({ last, policies, off, start, steps: happening, silences: standing, ...document }) => ({
    document: PolicyDocument.parse({
      version: 1,
      ...document,
      policies: [...policies, { ...last, match: "*", enabled: true }].map((each, n) => ({ ...each, name: `policy ${n}` })),
      silences: standing.map((each, n) => ({ id: silenceId(n), ...each(start) })),
    }),
    usable: usableOf(document.channels, off),
    start,
    steps: happening,
  }));
}

export const silenceId = (n: number): string => `019adf00-0000-7000-8000-${n.toString(16).padStart(12, "5")}`;

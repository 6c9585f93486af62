import fc from "fast-check";
import type { Act } from "#lib/model/decision.ts";
import { type ChannelKind, PolicyDocument, type SilenceSpec } from "#lib/model/policy.ts";
import type { SignalKind } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { calendarSpec, changes, channels, plainNames, policy, silence, silenceId, usableOf } from "./documents.ts";

/** What is said of an issue, and of which of its faces: another text of the same. */
export interface Said {
  kind: SignalKind;
  issue: number;
  other: boolean;
  severity: Severity | null;
  provisional: boolean;
  unknown: boolean;
  confidence: number | null;
  waiting: boolean;
  by: string | null;
}

/** Of two issues of one signature, in two projects. */
export function subjectSaid({ issue, other, severity, provisional, unknown, confidence }: Said): Partial<Subject> {
  const category = unknown ? "unknown" : issue % 2 === 0 ? "timeout" : "code_bug";
  const where = {
    project: `p${issue % 2}`,
    environment: other ? "staging" : "production",
    provider: issue < 4 ? "openai" : null,
  };
  const signature = `s${issue % 3}${other ? " other" : ""}`;
  return { ...where, category, severity, confidence, signature, flags: provisional ? ["provisional"] : [] };
}

export type Step =
  | { do: "pass"; ms: number; lag: number }
  /** Nothing is woken meanwhile: the machine was off, or its clock was set. */
  | { do: "jump"; ms: number }
  | ({ do: "raise" } & Said)
  | { do: "outage"; on: boolean }
  /** Something that is no issue, or its end. */
  | { do: "own"; kind: SignalKind; key: string; on: boolean }
  | { do: "act"; which: number; act: (now: Date) => Act }
  | { do: "silence"; silence: (now: Date) => Omit<SilenceSpec, "id"> }
  | { do: "unsilence"; which: number }
  | { do: "rules"; change: (policies: PolicyDocument["policies"]) => PolicyDocument["policies"] }
  /** It can be sent to no more, or again. */
  | { do: "channel"; name: string };

export interface History {
  document: PolicyDocument;
  usable: ReadonlyMap<string, ChannelKind>;
  start: Date;
  steps: Step[];
}

/** An evening before clocks change, in spring and in autumn, and an ordinary day. */
export const starts = [
  "2026-03-28T20:30:00Z",
  "2026-10-24T20:30:00Z",
  "2026-03-08T02:00:00Z",
  "2026-11-01T02:00:00Z",
  "2026-10-03T12:00:00Z",
  "2026-11-30T10:00:00Z",
].map((at) => new Date(at));

const acts = fc.constantFrom<(now: Date) => Act>(
  () => ({ kind: "acknowledge" }),
  () => ({ kind: "acknowledge" }),
  () => ({ kind: "unacknowledge" }),
  () => ({ kind: "unacknowledge" }),
  (now) => ({ kind: "snooze", until: new Date(now.getTime() + 600_000) }),
  (now) => ({ kind: "snooze", until: new Date(now.getTime() + 14_400_000) }),
  () => ({ kind: "resolve" }),
  () => ({ kind: "reassign", to: ["call"] }),
  () => ({ kind: "reassign", to: ["mail", "morning"] }),
  () => ({ kind: "failed", step: 0 }),
  () => ({ kind: "failed", step: 0, reached: true }),
  () => ({ kind: "failed", step: 1 }),
  () => ({ kind: "failed", step: 2 }),
  () => ({ kind: "mended", channel: "slack" }),
  () => ({ kind: "mended", channel: "pager" }),
);

export interface Mix {
  jumps?: boolean;
  /** Whether some are there, and whether people add and end some. */
  silences?: "none" | "standing" | "changing";
  acts?: boolean;
  /** Whether policies change, and channels. */
  rules?: "fixed" | "changing";
  /** How late a worker may be. */
  lags?: readonly number[];
  hourly?: readonly number[];
  most?: number;
}

const kinds: SignalKind[] = [
  "created",
  "created",
  "created",
  "created",
  "regressed",
  "escalated",
  "severity_rose",
  "corrected",
  "corrected",
  "resolved",
];
const raise: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("raise" as const),
  kind: fc.constantFrom(...kinds),
  issue: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3, 4, 5),
  other: fc.constantFrom(false, false, false, true),
  severity: fc.constantFrom(...severities, ...severities, null),
  provisional: fc.boolean(),
  unknown: fc.constantFrom(false, false, true),
  confidence: fc.constantFrom(null, 0.3, 0.6, 0.9),
  waiting: fc.constantFrom(false, false, true),
  by: fc.constantFrom(null, null, null, "Ada"),
});
const own: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("own" as const),
  kind: fc.constantFrom<SignalKind[]>("channel_broken", "channel_broken", "budget_crossed", "sentry_silent", "provider_refused"),
  key: fc.constantFrom("slack", "pager", "mail"),
  on: fc.constantFrom(true, true, false),
});
const passes = [1, 1000, 10_000, 20_000, 60_000, 240_000, 400_000, 2_000_000, 7_200_000, 30_000_000];

function steps(mix: Mix): fc.Arbitrary<Step[]> {
  const { jumps = true, silences = "changing", acts: acting = true, rules = "changing", lags = [0], most = 14 } = mix;
  const some: { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [
    { weight: 12, arbitrary: raise },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(...passes), lag: fc.constantFrom(...lags) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("outage" as const), on: fc.boolean() }) },
    { weight: 1, arbitrary: own },
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
  if (rules === "changing")
    some.push(
      { weight: 1, arbitrary: fc.record({ do: fc.constant("rules" as const), change: changes }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("channel" as const), name: fc.constantFrom(...plainNames) }) },
    );
  return fc.array(fc.oneof(...some), { minLength: 3, maxLength: most, size: "medium" });
}

type Written = { match: string; groupBy?: readonly string[]; enabled: boolean; stop: boolean };

const byDefault = ["project", "environment", "signature"];

/** As most people have them: one for each severity, of the same groups. */
const bySeverity = <T extends Written>(policies: readonly T[], { groupBy = byDefault }: T): Written[] =>
  policies.map((each, n) => ({
    ...each,
    ...{ match: n === 0 ? "severity:critical" : "severity:>=medium", enabled: true, stop: true, groupBy },
  }));

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
    off: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(plainNames) }),
    start: fc.constantFrom(...starts),
    steps: steps(mix),
    isUsual: fc.boolean(),
  };
  return fc.record(parts).map(({ last, policies, off, start, steps: happening, silences: standing, isUsual, ...document }) => ({
    document: PolicyDocument.parse({
      version: 1,
      ...document,
      policies: [...(isUsual ? bySeverity(policies, last) : policies), { ...last, match: "*", enabled: true }].map((each, n) => ({
        ...each,
        name: `policy ${n}`,
      })),
      silences: standing.map((each, n) => ({ id: silenceId(n), ...each(start) })),
    }),
    usable: usableOf(document.channels, off),
    start,
    steps: happening,
  }));
}

import { z } from "zod";

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const durationForm = /^(?<count>\d{1,6})(?<unit>[smhd])$/;

const mostDurations = 1000;
const durations = new Map<string, number | null>();

/** Milliseconds of `30s`, `5m`, `4h`, `2d`; null when it is none. Each is read once: policies ask of every error. */
export function durationMs(written: string): number | null {
  const known = durations.get(written);
  if (known !== undefined) return known;
  const { count, unit } = durationForm.exec(written)?.groups ?? {};
  const read = count && unit ? Number(count) * unitMs[unit as keyof typeof unitMs] : null;
  if (durations.size >= mostDurations) durations.clear();
  durations.set(written, read);
  return read;
}

const fromOneSecond = "at least 1s, as a whole number and s, m, h or d, such as 30s, 5m, 4h, 2d";
/** Where nothing may wait: `0s` or more. */
const pauseWords = `Write 0s, or ${fromOneSecond}`;
const Pause = z.string(pauseWords).regex(durationForm, pauseWords);
/** At least a second. Aborts, so that where `never` may stand too the fault says so. */
export const Duration = z
  .string(`Write ${fromOneSecond}`)
  .regex(/^(?=\d*[1-9])\d{1,6}[smhd]$/, { error: `Write ${fromOneSecond}`, abort: true });

const name = z
  .string()
  .trim()
  .min(1, "Write a name")
  .max(80, "Write at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Write plain text");
const query = z.string().max(2000, "has at most 2000 characters");
const timeWords = "must be a time of day such as 09:00";
const timeOfDay = z.string(timeWords).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeWords);
/** Where a window ends: midnight may be written as the end of a day. */
const endWords = "must be a time of day such as 18:00, or 24:00";
const endOfWindow = z.string(endWords).regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, endWords);
const zone = z.string().max(80);
const instant = z.iso.datetime({ offset: true, error: "must be an instant such as 2026-12-01T09:00:00Z" });

const channelKinds = ["slack", "pagerduty", "email", "sms", "voice", "webhook", "retry-hook", "digest"] as const;
export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;
/** A message to such a channel is a page: it rings. */
export const pageKinds = ["pagerduty", "sms", "voice"] as const satisfies readonly ChannelKind[];
export const isPage = (kind: ChannelKind | undefined): boolean => pageKinds.some((each) => each === kind);
/** It takes a message at once: a digest collects, and a retry hook is told of failed calls alone. */
export const isDirect = (kind: ChannelKind): boolean => kind !== "digest" && kind !== "retry-hook";

/** Where messages go. Its secrets are not here but sealed, under the same name. */
export const ChannelSpec = z.strictObject({
  name,
  kind: ChannelKind,
  /** Receivers: addresses, numbers, or for a digest the channels that carry it. */
  to: z.array(z.string().max(320)).max(50).optional(),
  language: z.string().max(10).optional(),
  zone: zone.optional(),
  /** Digests: at a time of day, or every so often. */
  at: timeOfDay.optional(),
  every: Duration.optional(),
  by: z.enum(["category", "project"]).optional(),
});
export type ChannelSpec = z.infer<typeof ChannelSpec>;

/** In place of a calendar's zone: its hours are those of whoever is told, by the zone of the channel. */
export const receiverZone = "receiver";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const CalendarSpec = z.strictObject({
  name,
  zone,
  windows: z
    .array(
      z.strictObject({ days: z.array(z.enum(weekdays)).min(1, "Choose at least one day"), from: timeOfDay, to: endOfWindow }),
    )
    .min(1, "needs at least one window")
    .max(50),
});
export type CalendarSpec = z.infer<typeof CalendarSpec>;

/** The fields of an error that may make a group. */
export const groupFields = [
  "project",
  "environment",
  "signature",
  "category",
  "severity",
  "release",
  "service",
  "region",
  "llm.provider",
  "llm.model",
  "type",
] as const;
export const GroupField = z.enum(groupFields);
export type GroupField = z.infer<typeof GroupField>;

/** `high` interrupts people, `low` waits until they look. */
export const Urgency = z.enum(["high", "low"]);
export type Urgency = z.infer<typeof Urgency>;

const Step = z.strictObject({
  after: Pause,
  to: z.array(name).min(1, "Choose at least one channel").max(20),
  /** A query that must hold for the step to be taken, such as `in:working-hours`. */
  if: query.optional(),
  urgency: Urgency.default("low"),
});
export type Step = z.infer<typeof Step>;

const againReasons = ["severity_rise", "new_member", "regression"] as const;

export const PolicySpec = z.strictObject({
  name,
  enabled: z.boolean().default(true),
  /** Whether the policies after this one are left alone when it matches. */
  stop: z.boolean().default(true),
  match: query,
  /** Errors that agree in all of these are one incident; an empty list makes one per issue. */
  groupBy: z.array(GroupField).max(8).default(["project", "environment", "signature"]),
  /** A group is told at most once in this time, unless `again` says so. */
  window: z.strictObject({ kind: z.enum(["rolling", "fixed"]), for: Duration }).default({ kind: "rolling", for: "5m" }),
  /** How long to collect before the first message, and between edits of it. */
  wait: Pause.default("0s"),
  update: Pause.default("5m"),
  repeat: z.union([z.literal("never"), Duration], `Write never, or ${fromOneSecond}`).default("never"),
  again: z.array(z.enum(againReasons)).default(["severity_rise", "regression"]),
  /** What becomes of what is to be told outside the calendar. Critical errors are told all the same, unless `critical` says that they are not. */
  calendar: z
    .strictObject({ name, outside: z.enum(["hold", "digest", "downgrade"]), critical: z.boolean().default(false) })
    .optional(),
  ladder: z.array(Step).min(1, "needs at least one step").max(20),
  ackExpires: Duration.optional(),
  onResolve: z.enum(["edit", "send", "none"]).default("edit"),
  /** How long a provisional verdict may wait for a model; critical ones never do. */
  deadline: Pause.default("20s"),
  /** Verdicts less confident than this are told as provisional, and lower no severity. */
  confidenceFloor: z.number().min(0).max(1).optional(),
});
export type PolicySpec = z.infer<typeof PolicySpec>;

/** As long as something goes on that agrees in these fields. */
const SilenceCondition = z.strictObject({ match: query, equal: z.array(GroupField).min(1).max(8) });

export const SilenceSpec = z
  .strictObject({
    /** Both given when the silence is saved; it holds nothing back before `since`. */
    id: z.uuid().optional(),
    since: instant.optional(),
    match: query,
    until: instant.optional(),
    calendar: name.optional(),
    while: SilenceCondition.optional(),
    mode: z.enum(["hold", "digest", "drop"]),
    author: z.string().max(120).default(""),
    reason: z.string().max(500).default(""),
  })
  .refine((silence) => [silence.until, silence.calendar, silence.while].filter(Boolean).length === 1, {
    path: ["until"],
    message: "ends by exactly one of until, calendar or while",
    when: ({ value }) => typeof value === "object" && value !== null, // also where something else is wrong with it
  });
export type SilenceSpec = z.infer<typeof SilenceSpec>;

/** The whole document: who is told about what, and what is held back. Its form only: `checkDocument` of lib/policy looks at what it names. */
export const PolicyDocument = z.strictObject({
  version: z.literal(1),
  /** How many opening messages a channel gets in an hour before the rest of that hour comes as one bundle. */
  hourly: z.number().int().min(1).max(1000).default(10),
  channels: z.array(ChannelSpec).max(100).default([]),
  calendars: z.array(CalendarSpec).max(100).default([]),
  policies: z.array(PolicySpec).min(1, "needs at least the policy that matches everything").max(200),
  silences: z.array(SilenceSpec).max(1000).default([]),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** Where in a document something is wrong, and what to write instead. */
export interface DocumentFault {
  path: string;
  message: string;
}

export const SilenceInput = z.strictObject({
  match: query,
  /** Exactly one of the four. */
  for: Duration.optional(),
  until: instant.optional(),
  calendar: name.optional(),
  while: SilenceCondition.optional(),
  mode: z.enum(["hold", "digest", "drop"]).default("hold"),
  /** Who wants it, where that is not the caller. */
  author: z.string().max(120).optional(),
  reason: z.string().max(500).default(""),
});
export type SilenceInput = z.infer<typeof SilenceInput>;

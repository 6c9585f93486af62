import { z } from "zod";
import { SignalKind } from "./signal.ts";
import { Severity } from "./taxonomy.ts";

export const incidentStates = ["open", "acknowledged", "resolved"] as const;
export const IncidentState = z.enum(incidentStates);
export type IncidentState = z.infer<typeof IncidentState>;

const actions = ["send", "update", "hold", "digest", "drop", "none"] as const;
export const Action = z.enum(actions);
export type Action = z.infer<typeof Action>;

/** Why somebody was told. */
export const toldReasons = [
  "first",
  "new_member",
  "severity_rise",
  "regression",
  "repeat",
  "step",
  "resolved",
  "corrected",
  "digest",
] as const;
/** Why nobody was. */
export const untoldReasons = [
  "dedup",
  "waiting",
  "acknowledged",
  "snoozed",
  "silenced",
  "inhibited",
  "outside_hours",
  "over_rate",
  "below_policy",
  "no_channel",
  "loop",
] as const;
export const Reason = z.enum([...toldReasons, ...untoldReasons]);
export type Reason = z.infer<typeof Reason>;

const messageStates = ["queued", "sending", "sent", "failed", "cancelled"] as const;
const MessageState = z.enum(messageStates);

/** A member of `messages` in the API: one thing posted. */
export const MessageSummary = z.object({
  id: z.string(),
  channel: z.string(),
  external_id: z.string().nullable(),
  state: MessageState,
  at: z.string(),
  /** Why it failed, or why the next attempt waits. */
  error: z.string().nullable(),
  /** It may have arrived twice: an attempt to send it ended without an answer. */
  doubtful: z.boolean(),
  /** The ladder's step that it was, from 0. */
  step: z.number().int().nullable(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

/** A row of `GET /api/v1/decisions`: what the policies made of a signal. */
export const DecisionSummary = z.object({
  id: z.string(),
  at: z.string(),
  /** The kind of the signal; null when its time had come (a repeat). */
  signal: SignalKind.nullable(),
  /** Sentry's id of the issue, and its title. */
  issue: z.string().nullable(),
  title: z.string().nullable(),
  incident: z.string().nullable(),
  policy: z.string().nullable(),
  action: Action,
  reason: Reason,
  /** The silence or signal that held it back. */
  by: z.string().nullable(),
  /** Channels that were told, and those named but not there to tell. */
  to: z.array(z.string()),
  skipped: z.array(z.string()),
  /** Channels whose next digest or bundle has a line of it. */
  lines: z.array(z.string()),
  /** The ladder's step that it was, from 0. */
  step: z.number().int().nullable(),
  /** In plain words: why somebody was told, or why nobody was. */
  explanation: z.string(),
});
export type DecisionSummary = z.infer<typeof DecisionSummary>;

/** A row of `GET /api/v1/incidents`: the conversation about one group. */
export const IncidentSummary = z.object({
  id: z.string(),
  installation: z.string(),
  state: IncidentState,
  severity: Severity,
  title: z.string(),
  category: z.string().nullable(),
  project: z.string().nullable(),
  environment: z.string().nullable(),
  policy: z.string(),
  /** What its members have in common. */
  group: z.record(z.string(), z.string().nullable()),
  query: z.string().describe("Matches errors like its own: the `match` of a silence, say."),
  opened_at: z.string(),
  acknowledged_at: z.string().nullable(),
  acknowledged_by: z.string().nullable(),
  snoozed_until: z.string().nullable(),
  resolved_at: z.string().nullable(),
  resolved_by: z.string().nullable(),
  /** The silence, incident or calendar that keeps its first word back. */
  held_by: z.string().nullable(),
  /** When it turned out that nobody could be reached. */
  undelivered_at: z.string().nullable(),
  /** Channels that a person handed it to, instead of its ladder's. */
  assigned: z.array(z.string()),
  /** The ladder's last step that was taken, from 0. */
  step: z.number().int(),
  /** How often somebody was told, when last, and when it is looked at again. */
  told: z.number().int(),
  told_at: z.string().nullable(),
  due_at: z.string().nullable(),
  /** Sentry's ids of its issues. */
  members: z.array(z.string()),
  /** Users affected, summed over its issues; null when none says. */
  users: z.number().int().nullable(),
  /** How often nobody was told, by reason. */
  suppressed: z.record(z.string(), z.number().int()),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const IncidentDetail = IncidentSummary.extend({
  decisions: z.array(DecisionSummary),
  messages: z.array(MessageSummary),
  issues: z.array(
    z.object({
      id: z.string(),
      installation: z.string(),
      title: z.string(),
      status: z.string(),
      severity: Severity.nullable(),
      users: z.number().nullable(),
      events: z.number().nullable(),
      last_seen: z.string().nullable(),
      root_cause: z.string().nullable(),
      fix_suggestion: z.string().nullable(),
    }),
  ),
});
export type IncidentDetail = z.infer<typeof IncidentDetail>;

import { z } from "zod";
import { IncidentState, Reason } from "./incident.ts";
import { Urgency } from "./policy.ts";
import { Category, Severity, Tier } from "./taxonomy.ts";

const alertEventTypes = ["incident.opened", "incident.updated", "incident.resolved", "digest", "test"] as const;

const link = z.string().nullable();

const Line = z.object({
  severity: Severity,
  exception_type: z.string().nullable(),
  message: z.string(),
  category: Category.nullable(),
  project: z.string().nullable(),
  count: z.number(),
  state: IncidentState,
  url: link,
});

/** What came together: `total` is all of it, also what no group shows. */
const Digest = z.object({
  channel: z.string(),
  from: z.string(),
  until: z.string(),
  late: z.boolean(),
  bundle: z.boolean(),
  total: z.number(),
  groups: z.array(z.object({ title: z.string(), severity: Severity, lines: z.array(Line), more: z.number() })),
});

/** The JSON body that a webhook channel posts, signed as Standard Webhooks says; `webhook-id` is its `id`, the same in every retry. */
export const AlertEvent = z.object({
  /** Raised when a member changes its meaning; new members may appear within a version. */
  version: z.literal(1),
  type: z.enum(alertEventTypes),
  id: z.string(),
  /** When this was sent. */
  timestamp: z.string(),
  /** What it is about: an error, or Verdict itself. */
  subject: z.enum(["error", "verdict"]),
  reason: Reason,
  urgency: Urgency,
  /** The ladder's step that it is, from 0. */
  step: z.number().int().nullable(),
  /** The same for all messages of one incident. */
  incident: z.string().nullable(),
  state: IncidentState,
  state_by: z.string().nullable(),
  opened_at: z.string(),
  /** The silence that held the last ones back and has ended. */
  ended_silence: z.object({ match: z.string(), reason: z.string(), until: z.string().nullable() }).nullable(),
  /** The policy by which nobody could be reached. */
  unreached_policy: z.string().nullable(),
  severity: Severity,
  exception_type: z.string().nullable(),
  message: z.string(),
  category: Category.nullable(),
  root_cause: z.string().nullable(),
  fix_suggestion: z.string().nullable(),
  should_retry: z.boolean().nullable(),
  retry_after_seconds: z.number().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  provisional: z.boolean(),
  users: z.number().nullable(),
  events: z.number().nullable(),
  issues: z.number(),
  project: z.string().nullable(),
  environment: z.string().nullable(),
  release: z.string().nullable(),
  tier: Tier.nullable(),
  model: z.string().nullable(),
  sentry_issue_id: z.string().nullable(),
  digest: Digest.nullable(),
  links: z.object({ issue: link, sentry: link, incident: link, acknowledge: link, silence: link, why: link }),
  /** The whole of it in words. */
  text: z.string(),
});
export type AlertEvent = z.infer<typeof AlertEvent>;

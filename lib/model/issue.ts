import { z } from "zod";
import { DecisionSummary, IncidentSummary, MessageSummary } from "./incident.ts";
import { View } from "./preset.ts";
import { Category, Severity, Tier } from "./taxonomy.ts";
import { Verdict } from "./verdict.ts";

export const issueStatuses = ["unresolved", "resolved", "ignored"] as const;
export const IssueStatus = z.enum(issueStatuses);
export type IssueStatus = z.infer<typeof IssueStatus>;

/** What a delivery or Sentry's API says of an issue, in our words; null is "not said". Times are ISO 8601. */
export const IssueFacts = z.object({
  sentryIssueId: z.string(),
  shortId: z.string().nullable(),
  title: z.string().nullable(),
  culprit: z.string().nullable(),
  project: z.string().nullable(),
  projectId: z.string().nullable(),
  organisation: z.string().nullable(),
  status: IssueStatus.nullable(),
  substatus: z.string().nullable(),
  level: z.string().nullable(),
  platform: z.string().nullable(),
  url: z.string().nullable(),
  assignee: z.string().nullable(),
  events: z.number().int().nonnegative().nullable(),
  users: z.number().int().nonnegative().nullable(),
  firstSeen: z.string().nullable(),
  lastSeen: z.string().nullable(),
  unhandled: z.boolean().nullable(),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

/** A verdict as the API shows it. `id` echoes the issue's. */
export const StoredVerdict = Verdict.extend({ id: z.string(), verdict_id: z.string(), decided_at: z.string(), view: View });
export type StoredVerdict = z.infer<typeof StoredVerdict>;

export const Correction = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  agree: z.boolean(),
  category: Category.nullable(),
  severity: Severity.nullable(),
  reason: z.string().nullable(),
  /** What stood before. */
  was: z.object({ category: Category, severity: Severity, tier: Tier }),
});
export type Correction = z.infer<typeof Correction>;

const summary = {
  id: z.string(),
  installation: z.string(),
  project: z.string().nullable(),
  title: z.string(),
  status: IssueStatus,
  /** Sentry's page for the issue; null when the address it gave is not Sentry's. */
  url: z.string().nullable(),
  events: z.number().int().nullable(),
  users: z.number().int().nullable(),
  first_seen: z.string().nullable(),
  last_seen: z.string().nullable(),
  verdict: StoredVerdict.nullable(),
};

/** A row of `GET /api/v1/issues` and of the Triage list. */
export const IssueSummary = z.object({
  ...summary,
  short_id: z.string().nullable(),
  environment: z.string().nullable(),
  level: z.string().nullable(),
  corrected: z.boolean(),
});
export type IssueSummary = z.infer<typeof IssueSummary>;

/** `GET /api/v1/issues/{sentryIssueId}`. */
export const IssueDetail = IssueSummary.extend({
  verdicts: z.array(StoredVerdict),
  corrections: z.array(Correction),
  /** The conversation it is in, else the last it was in. */
  incident: IncidentSummary.nullable(),
  decisions: z.array(DecisionSummary),
  messages: z.array(MessageSummary),
});
export type IssueDetail = z.infer<typeof IssueDetail>;

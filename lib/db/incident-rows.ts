import { z } from "zod";
import {
  Action,
  DecisionSummary as DecisionSchema,
  type DecisionSummary,
  IncidentSummary as IncidentSchema,
  type IncidentSummary,
  MessageSummary as MessageSchema,
  type MessageSummary,
  Reason,
} from "#lib/model/incident.ts";
import { emptySubject, Subject, titleOf } from "#lib/model/subject.ts";
import { severities } from "#lib/model/taxonomy.ts";
import { why } from "#lib/model/why.ts";
import { incidentQuery } from "#lib/query/incident-query.ts";
import type { Decision as DecisionRow, Incident as IncidentRow, Message as MessageRow } from "./generated/client.ts";

/** A subject of an earlier release lacks what was not known then. */
export const toSubject = (kept: unknown): Subject => Subject.parse({ ...emptySubject, ...(kept as object) });

export interface AboutIncident {
  /** Sentry's ids of its issues. */
  members: readonly string[];
  users: number | null;
  suppressed: Readonly<Record<string, number>>;
}

/** What an incident's issues have in common. */
export const Group = z.record(z.string(), z.string().nullable()).catch({});

export function toIncidentSummary(row: IncidentRow, { members, users, suppressed }: AboutIncident): IncidentSummary {
  const subject = toSubject(row.subject);
  const group = Group.parse(row.group);
  return IncidentSchema.parse({
    id: row.id,
    installation: row.installationId,
    state: row.state,
    severity: severities[row.severityRank] ?? "info",
    title: titleOf(subject),
    category: subject.category,
    project: subject.project,
    environment: subject.environment,
    policy: row.policy,
    group,
    query: incidentQuery({ group, subject, isOfErrors: members.length > 0 }),
    opened_at: row.openedAt.toISOString(),
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
    acknowledged_by: row.acknowledgedBy,
    snoozed_until: row.snoozedUntil?.toISOString() ?? null,
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    resolved_by: row.resolvedBy,
    held_by: row.heldBy,
    undelivered_at: row.undeliveredAt?.toISOString() ?? null,
    assigned: row.assigned,
    step: row.step,
    told: row.told,
    told_at: row.toldAt?.toISOString() ?? null,
    due_at: row.dueAt?.toISOString() ?? null,
    members,
    users,
    suppressed,
  });
}

export function toDecisionSummary(row: DecisionRow, issue: { sentryIssueId: string; title: string } | null): DecisionSummary {
  const { policy, to, skipped, lines, step } = row;
  const said = {
    action: Action.parse(row.action),
    reason: Reason.parse(row.reason),
    by: row.heldBy,
    policy,
    to,
    skipped,
    lines,
    step,
  };
  return DecisionSchema.parse({
    ...said,
    id: row.id,
    at: row.at.toISOString(),
    signal: row.signalKind,
    issue: issue?.sentryIssueId ?? null,
    title: issue?.title ?? null,
    incident: row.incidentId,
    explanation: why(said),
  });
}

export function toMessageSummary(row: MessageRow): MessageSummary {
  return MessageSchema.parse({
    id: row.id,
    channel: row.channel,
    external_id: row.externalId,
    state: row.state,
    at: (row.sentAt ?? row.createdAt).toISOString(),
    error: row.error,
    doubtful: row.doubtful,
    step: row.step,
  });
}

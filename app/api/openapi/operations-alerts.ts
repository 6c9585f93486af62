import { DecisionQuery, IncidentQuery } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";

const asItIs = { says: "The incident as it is now", schema: "IncidentAnswer" } as const;
const unknown = { says: "There is no such incident", schema: "Problem" } as const;
const over = { says: "The incident is resolved: `detail` says by whom and when", schema: "Problem" } as const;
const act = { 200: asItIs, 404: unknown, 409: over } as const;

/** What people are told of, what they do with it, and why they were told or not. */
export const alerts: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/incidents",
    scope: "read",
    summary: "List incidents, the newest first",
    query: IncidentQuery,
    means: {
      state: "States with commas between them: open, acknowledged, resolved.",
      severity: "Severities with commas between them.",
    },
    answers: { 200: { says: "A page of incidents", schema: "IncidentList" } },
  },
  {
    method: "GET",
    path: "/api/v1/incidents/{id}",
    scope: "read",
    summary: "Read an incident with its ladder, what was done with it, its decisions, messages and issues",
    answers: { 200: { says: "The incident", schema: "IncidentAnswer" }, 404: unknown },
  },
  {
    method: "POST",
    path: "/api/v1/incidents/{id}/acknowledge",
    scope: "write",
    summary: "Acknowledge an incident: what repeats stops, and so does its ladder",
    more: "One that is acknowledged already stays as it is.",
    body: "Nothing",
    answers: act,
  },
  {
    method: "POST",
    path: "/api/v1/incidents/{id}/unacknowledge",
    scope: "write",
    summary: "Take an acknowledgement back: the incident is open again",
    more: "It is told from the beginning of its ladder, as when an acknowledgement expires. One that is open stays as it is.",
    body: "Nothing",
    answers: act,
  },
  {
    method: "POST",
    path: "/api/v1/incidents/{id}/snooze",
    scope: "write",
    summary: "Keep an incident quiet for a while",
    body: "SnoozeInput",
    answers: act,
  },
  {
    method: "POST",
    path: "/api/v1/incidents/{id}/reassign",
    scope: "write",
    summary: "Hand an incident to other channels",
    more: "They are told at once, in place of what its policy’s ladder names.",
    body: "ReassignInput",
    answers: act,
  },
  {
    method: "POST",
    path: "/api/v1/incidents/{id}/resolve",
    scope: "write",
    summary: "Resolve an incident, whatever Sentry says of its issues",
    more: "One that is resolved already stays as it is.",
    body: "Nothing",
    answers: { 200: asItIs, 404: unknown },
  },
  {
    method: "GET",
    path: "/api/v1/decisions",
    scope: "read",
    summary: "List what was made of every signal and why, the newest first",
    query: DecisionQuery,
    means: {
      issue: "Sentry's id of the issue.",
      incident: "An incident's id.",
      reason: "Why somebody was told, or nobody.",
      action: "What was done.",
      policy: "The name of the policy that decided.",
      signal: "The kind of the signal.",
    },
    answers: { 200: { says: "A page of decisions, each explained in words", schema: "DecisionList" } },
  },
];

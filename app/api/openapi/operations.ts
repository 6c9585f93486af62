import { DeliveryQuery, IssueAddress, IssueDetailQuery, IssueQuery, SpendQuery } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";
import { administration } from "./operations-administration.ts";
import { alerts } from "./operations-alerts.ts";
import { engine } from "./operations-engine.ts";
import { policies } from "./operations-policies.ts";

const issueId = "Sentry's id of the issue.";
const preset = "Adds `view` to each verdict: what this preset calls its category.";
const installation = "The installation, where several have the issue; else the one that saw it last answers.";

/** Every method of every route below `/api/v1`, once. */
export const operations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/issues",
    scope: "read",
    summary: "List issues, the most recently seen first",
    more: '`query` is the language of the list on screen: `category:rate_limit severity:>=high -is:corrected age:<24h "connection reset"`. A category may be said in a preset’s names: `category:sre/auth`.',
    query: IssueQuery,
    means: { query: "What issues must be; empty asks for all.", preset },
    answers: {
      200: { says: "A page of issues, each with the verdict that stands", schema: "IssueList" },
      400: { says: "A parameter is wrong; for a query `at` says at which character", schema: "QueryProblem" },
    },
  },
  {
    method: "GET",
    path: "/api/v1/issues/{id}",
    scope: "read",
    summary: "Read an issue with its history",
    query: IssueDetailQuery,
    means: { id: issueId, installation, preset },
    answers: {
      200: { says: "The issue with its verdicts, corrections, incident, decisions and messages", schema: "IssueDetail" },
      404: { says: "No delivery that names the issue was triaged yet", schema: "Problem" },
    },
  },
  {
    method: "POST",
    path: "/api/v1/issues/{id}/corrections",
    scope: "write",
    summary: "Say whether a verdict is right",
    more: "A category may be said in a preset’s names, such as `sre/auth`: the name’s primary category is meant, or the one that stands when it bears that name already.",
    query: IssueAddress,
    means: { id: issueId, installation },
    body: "CorrectionInput",
    answers: {
      201: { says: "The verdict that stands now", schema: "StoredVerdict" },
      404: { says: "There is no such issue", schema: "Problem" },
      422: { says: "No preset has that name for a category; `detail` names those there are", schema: "Problem" },
    },
  },
  ...alerts,
  ...policies,
  {
    method: "GET",
    path: "/api/v1/deliveries",
    scope: "read",
    summary: "List what became of every webhook, the newest first",
    query: DeliveryQuery,
    means: { resource: "As Sentry names it: issue, error, installation and others." },
    answers: { 200: { says: "A page of deliveries, never their bodies", schema: "DeliveryList" } },
  },
  {
    method: "GET",
    path: "/api/v1/deliveries/{id}",
    scope: "read",
    summary: "Read what became of one webhook",
    answers: {
      200: { says: "The delivery", schema: "DeliverySummary" },
      404: { says: "There is none, or its retention is over", schema: "Problem" },
    },
  },
  {
    method: "POST",
    path: "/api/v1/deliveries/{id}/replay",
    scope: "write",
    summary: "Have the work of a stored webhook done again",
    body: "Nothing",
    answers: {
      202: { says: "It waits; what it led to before is not doubled", schema: "Replayed" },
      404: { says: "There is none, or its retention is over", schema: "Problem" },
    },
  },
  {
    method: "GET",
    path: "/api/v1/spend",
    scope: "read",
    summary: "Sum up what calls to models cost",
    query: SpendQuery,
    means: {
      group: "Up to four of day, model, tier, project with commas between them.",
      from: "The first day, such as 2026-11-01.",
      to: "The last day.",
    },
    answers: { 200: { says: "A row for each group", schema: "SpendList" } },
  },
  {
    method: "GET",
    path: "/api/v1/stream",
    scope: "read",
    summary: "Listen to what changes, as server-sent events",
    more: 'Each `change` names the kinds of what changed in `{"kinds": […]}`, never what it is. A signed-in browser may listen without a key.',
    headers: { "Last-Event-ID": "The mark of the last event that was heard: what changed since comes at once." },
    answers: { 200: { says: "The stream; it stays open", types: ["text/event-stream"] } },
  },
  ...engine,
  ...administration,
];

import { randomBytes } from "node:crypto";

const installation = { uuid: "5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95" };
const actor = { type: "application", id: "sentry", name: "Sentry" };

interface Issue {
  id: string;
  action?: string;
  status?: string;
  substatus?: string;
  type?: string;
  value?: string;
  users?: number;
  events?: number;
  title?: string;
}

/** The body of `issue.*`: what Sentry says of an issue, without any event. */
export function issueBody({
  id,
  action = "created",
  status = "unresolved",
  substatus = "new",
  type = "RateLimitError",
  value = "Error code: 429 - Rate limit reached for gpt-4.1. Please try again in 20s.",
  users = 9,
  events = 14,
  title = `${type}: ${value}`,
}: Issue): object {
  const links = {
    url: `https://sentry.io/api/0/organizations/harbor/issues/${id}/`,
    web_url: `https://harbor.sentry.io/issues/${id}/`,
    permalink: `https://harbor.sentry.io/issues/${id}/`,
  };
  const about = {
    ...links,
    id,
    shortId: `API-${id}`,
    title,
    culprit: "assistant.summarise in complete",
    level: "error",
    status,
    substatus,
    platform: "python",
    project: { id: "4509117000210001", name: "assistant-api", slug: "assistant-api", platform: "python" },
    type: "error",
    metadata: { type, value },
    issueCategory: "error",
    count: String(events),
    userCount: users,
    firstSeen: "2026-11-18T03:12:44.120000+00:00",
    lastSeen: "2026-11-18T03:14:02.771000+00:00",
  };
  return { action, installation, data: { issue: about }, actor };
}

interface Event {
  issue?: string | undefined;
  event?: string;
  type?: string;
  value?: string;
  environment?: string;
  tags?: [string, string][];
  /** Whether the application told of its call to a model. */
  llm?: boolean;
}

export const eventId = (): string => randomBytes(16).toString("hex");

const frame = (filename: string, fn: string, lineno: number, in_app: boolean): object => ({
  filename,
  function: fn,
  module: filename.replace(/\.py$/, "").replaceAll("/", "."),
  lineno,
  in_app,
  context_line: in_app ? `    ${fn}(messages)` : null,
});

/** The raw event that `error.created` and `event_alert.triggered` carry. */
function rawEvent({
  issue = "6800041",
  event = eventId(),
  type = "RateLimitError",
  value = "Error code: 429 - Rate limit reached for gpt-4.1. Please try again in 20s.",
  environment = "production",
  tags = [],
  llm = type === "RateLimitError",
}: Event): object {
  const frames = [
    frame("starlette/routing.py", "handle", 288, false),
    frame("assistant/api.py", "summary", 61, true),
    frame("openai/_base_client.py", "_request", 1034, false),
    frame("assistant/summarise.py", "complete", 42, true),
  ];
  return {
    event_id: event,
    issue_id: issue,
    platform: "python",
    level: "error",
    title: `${type}: ${value}`,
    environment,
    release: "assistant-api@2026.11.3",
    timestamp: Date.now() / 1000,
    exception: { values: [{ type, value, module: "openai", stacktrace: { frames } }] },
    tags: [
      ["environment", environment],
      ...(llm
        ? [
            ["llm.provider", "openai"],
            ["llm.model", "gpt-4.1"],
          ]
        : []),
      ...tags,
    ],
    contexts: llm
      ? {
          llm: { provider: "openai", model: "gpt-4.1", status: 429, request_id: "req_8f0a1c", retry_count: 2, latency_ms: 812 },
        }
      : {},
  };
}

export const errorBody = (event: Event): object => ({ action: "created", installation, data: { error: rawEvent(event) }, actor });
export const alertBody = (event: Event, rule = "LLM errors"): object => ({
  action: "triggered",
  installation,
  data: { event: rawEvent(event), triggered_rule: rule, issue_alert: { id: 12, title: rule, settings: [] } },
  actor,
});

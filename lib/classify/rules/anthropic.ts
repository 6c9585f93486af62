import type { Rule } from "../rule.ts";

export const anthropic = [
  {
    id: "anthropic.daily",
    when: /exceeded your daily rate limit|daily rate limit \(https/i,
    cause: "daily-cap",
    test: "Number of request tokens has exceeded your daily rate limit",
  },
  {
    id: "anthropic.account-rate",
    when: /would exceed (?:your account|your organization|the)['’]?s? rate limit\b/i,
    cause: "rate_limit",
    unless: /per (?:day|minute)/i,
    test: "This request would exceed your account's rate limit. Please try again later.",
  },
  {
    id: "anthropic.usage-limit",
    when: /reached your specified api usage limits|claude(?: ai)? usage limit reached|you will regain access on/i,
    cause: "spending-cap",
    test: "You have reached your specified API usage limits. You will regain access on 2025-11-01 at 00:00 UTC.",
  },
  {
    id: "anthropic.long-context",
    when: /extra usage is required for long context|long context requests are not enabled/i,
    cause: "model-access",
    test: "Extra usage is required for long context requests.",
  },
  {
    id: "anthropic.empty-blocks",
    when: [
      /(?:all messages|text content blocks|system: text content blocks|user messages) must (?:be non-empty|have non-empty content|contain non-whitespace)/i,
      /cache_control cannot be set for empty text blocks|messages: at least one message is required/i,
    ],
    cause: "message-order",
    test: "messages: text content blocks must be non-empty",
  },
  {
    id: "anthropic.thinking",
    when: [
      /thinking\.budget_tokens|budget_tokens must be/i,
      /`?temperature`? (?:and `?top_p`? cannot both|may only be set to 1 when thinking)/i,
      /maximum of \d blocks with cache_control/i,
    ],
    cause: "parameter",
    test: "`max_tokens` must be greater than `thinking.budget_tokens`.",
  },
  {
    id: "anthropic.streaming-advised",
    when: /streaming is (?:strongly recommended|required) for operations that may take longer/i,
    cause: "parameter",
    test: "Streaming is strongly recommended for operations that may take longer than usual.",
  },
  {
    id: "anthropic.not-allowed",
    when: /oauth authentication is currently not supported|oauth token (?:has expired|has been revoked|does not meet scope)/i,
    cause: "llm-key",
    test: "OAuth authentication is currently not supported.",
  },
  {
    id: "anthropic.model",
    when: /"?not_found_error"?[^\n]{0,60}model: (?<model>[\w.@:-]{3,80})|\b404: model: \S|^model: (?<name>claude-[\w.@-]{2,60})$/im,
    cause: "model-name",
    test: '{"type":"error","error":{"type":"not_found_error","message":"model: claude-3-sonnet-20240229"}}',
  },
  {
    id: "anthropic.overloaded",
    when: /\boverloaded_error\b|HTTP 529\b|\b529\b[^\n]{0,20}(?:overloaded|site is overloaded)/i,
    cause: "overloaded",
    test: 'HTTP 529 - {"type":"error","error":{"type":"overloaded_error"}}',
  },
  {
    id: "anthropic.code",
    code: /^(?:engine_)?overloaded(?:_error)?$/m,
    cause: "overloaded",
    test: { message: "no", code: "engine_overloaded_error" },
  },
] as const satisfies readonly Rule[];

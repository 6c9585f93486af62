import type { Rule } from "../rule.ts";

export const openrouter = [
  {
    id: "openrouter.free-day",
    when: /free-models-per-day|unlock \d{2,6} free model requests per day/i,
    cause: "daily-cap",
    severity: "critical",
    test: "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
  },
  {
    id: "openrouter.free-minute",
    when: /free-models-per-min|temporarily rate-limited upstream/i,
    cause: "rate_limit",
    test: "meta-llama/llama-3.3-70b-instruct:free is temporarily rate-limited upstream. Please retry shortly",
  },
  {
    id: "openrouter.afford",
    when: /requires more credits, or fewer max_tokens|can only afford (?<limit>\d{1,9})/i,
    cause: "credit",
    test: "This request requires more credits, or fewer max_tokens. You requested up to 8000 tokens, but can only afford 1250.",
  },
  {
    id: "openrouter.key-limit",
    when: /key limit exceeded \((?:total|daily|weekly|monthly) limit\)/i,
    cause: "spending-cap",
    test: "Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys",
  },
  {
    id: "openrouter.endpoints",
    when: [
      /no endpoints found (?:that support|matching|for|that can)|no allowed providers are available/i,
      /no (?:available )?endpoints? (?:available|found)[^\n]{0,60}(?:data policy|model|provider)/i,
    ],
    cause: "no-route",
    test: "No endpoints found that support tool use.",
  },
  {
    id: "openrouter.moderation",
    when: /chosen model requires moderation and your input was flagged/i,
    cause: "content_filtered",
    test: "Your chosen model requires moderation and your input was flagged",
  },
  {
    id: "openrouter.auth",
    when: /no (?:cookie )?auth credentials found/i,
    cause: "llm-key",
    test: "No auth credentials found",
  },
] as const satisfies readonly Rule[];

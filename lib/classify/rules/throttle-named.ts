import type { Rule } from "../rule.ts";

/** Throttling that names its limit per minute: above quotas, which such texts mention too. */
export const throttleNamed = [
  {
    id: "throttle.github",
    when: [
      /(?:stripe|slack|github|twilio|shopify|notion|hubspot|jira)\w{0,20}(?: api)?[: ]{0,2}(?:rate ?limit|too many requests|ratelimited|throttled)/i,
      /StripeRateLimitError/i,
    ],
    cause: "service-throttled",
    test: "Tool failed: Slack API: ratelimited while posting",
  },
  {
    id: "throttle.tokens",
    when: /rate limit reached for (?:model )?[`'"]?(?<model>[\w./:-]{1,80})[`'"]?[^\n]{0,160}?tokens? per min[^\n]{0,20}?limit:? (?<limit>\d(?:[\d,]{0,11}\d)?)(?:, used:? (?<used>\d(?:[\d,]{0,11}\d)?))?(?:, requested:? (?<requested>\d(?:[\d,]{0,11}\d)?))?/i,
    cause: "tokens-per-minute",
    test: "Rate limit reached for gpt-4o in organization org-a on tokens per min (TPM): Limit 30000, Used 28871, Requested 2412. Please try again in 2.566s.",
  },
  {
    id: "throttle.requests",
    when: /rate limit reached for (?:model )?[`'"]?(?<model>[\w./:-]{1,80})[`'"]?(?:[^\n]{0,160}?limit:? (?<limit>\d(?:[\d,]{0,11}\d)?)(?:, used:? (?<used>\d(?:[\d,]{0,11}\d)?))?)?/i,
    unless: /per day|\b[TR]PD\b|PerDay|daily/i,
    cause: "requests-per-minute",
    test: "Rate limit reached for gpt-4o-mini in organization org-b on requests per min (RPM): Limit 3, Used 3, Requested 1.",
  },
  {
    id: "throttle.organization",
    when: [
      /exceed (?:your organization['’]s |the )?rate limit[^\n]{0,80}?(?<limit>\d(?:[\d,]{0,11}\d)?) (?:input |output |prompt )?tokens per minute/i,
      /exceeded token rate limit|token limit is exceeded/i,
      /tokens per minute[^\n]{0,40}(?:exceed|limit|reached)/i,
      /\bTPM\b[^\n]{0,40}(?:exceed|limit|reached|超)|too many tokens, please wait|tokens rate limit/i,
    ],
    cause: "tokens-per-minute",
    test: "This request would exceed your organization's rate limit of 40,000 input tokens per minute.",
  },
  {
    id: "throttle.per-minute",
    when: [
      /(?:requests?|tokens?|calls?|messages|images|queries)(?: limit)? ?[- ]?(?:per|\/)[- ]?(?:min(?:ute)?|sec(?:ond)?|hour)\b/,
      /per_minute|PerMinute|PerSecond|\bper (?:\d{1,3} )?(?:minutes?|seconds?)\b|\b[RT]PM\b|\bQP[SM]\b/,
      /por minuto|par minute|pro minute|mỗi phút|в минуту|分当たり|分あたり|每分钟|분당/,
    ],
    unless: [/per[ _-]?day|daily|per month|monthly|PerDay|\bTPD\b|\bRPD\b|request too large/i, /rate limit reached for/i],
    llm: true,
    cause: "requests-per-minute",
    test: "Requests per minute limit exceeded - too many requests sent. code: request_quota_exceeded (cerebras)",
  },
] as const satisfies readonly Rule[];

import { z } from "zod";

export const categories = [
  "rate_limit",
  "quota_exceeded",
  "authentication",
  "invalid_request",
  "context_length",
  "content_filtered",
  "provider_error",
  "timeout",
  "network",
  "response_quality",
  "prompt_issue",
  "database",
  "validation",
  "third_party",
  "infrastructure",
  "code_bug",
  "unknown",
] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

/** Most severe first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** 0 is critical; a smaller number is more severe. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

export const fixTimes = ["15min", "1h", "4h", "1day"] as const;
export const FixTime = z.enum(fixTimes);
export type FixTime = z.infer<typeof FixTime>;

/** Who decided a verdict, surest first. */
export const tiers = ["human", "memory", "rule", "local", "llm-fast", "llm-strong", "fallback"] as const;
export const Tier = z.enum(tiers);
export type Tier = z.infer<typeof Tier>;

/** Six families carry one hue each on every screen. */
export const families = {
  capacity: ["rate_limit", "quota_exceeded", "provider_error"],
  access: ["authentication", "content_filtered"],
  request: ["invalid_request", "context_length", "prompt_issue"],
  answer: ["response_quality", "timeout"],
  application: ["code_bug", "validation", "database"],
  surroundings: ["network", "third_party", "infrastructure", "unknown"],
} as const satisfies Record<string, readonly Category[]>;

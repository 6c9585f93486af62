import type { Category, Severity } from "#lib/model/taxonomy.ts";

export const projects = ["assistant-api", "checkout", "document-search"] as const;
export const people = ["Ada Lovelace", "Grace Hopper", "Katherine Johnson"] as const;

interface Share {
  category: Category;
  severity: Severity;
  tier: string;
  model: string;
  /** Errors an hour by day. */
  weight: number;
  /** Of a verdict. */
  micros: number;
}

const free = (category: Category, severity: Severity, weight: number, tier = "rule"): Share => ({
  category,
  severity,
  tier,
  model: "",
  weight,
  micros: 0,
});
const paid = (category: Category, severity: Severity, weight: number, model: string, micros: number): Share => ({
  category,
  severity,
  tier: model === "gpt-5" ? "llm-strong" : "llm-fast",
  model,
  weight,
  micros,
});

export const shares: readonly Share[] = [
  free("rate_limit", "medium", 26),
  free("rate_limit", "high", 5),
  free("timeout", "medium", 14),
  free("provider_error", "high", 6),
  free("provider_error", "critical", 1.4),
  free("context_length", "low", 7),
  free("authentication", "high", 2.2),
  free("quota_exceeded", "critical", 0.7),
  free("database", "high", 2.6),
  free("network", "medium", 3.4, "local"),
  free("validation", "info", 3, "memory"),
  free("content_filtered", "low", 1.6),
  free("third_party", "medium", 1.2, "human"),
  paid("response_quality", "medium", 4, "gpt-5-mini", 186),
  paid("code_bug", "high", 3, "gpt-5-mini", 186),
  paid("prompt_issue", "low", 1.5, "deepseek-chat", 93),
  paid("unknown", "medium", 0.8, "gpt-5", 2820),
];

interface SeededError {
  type: string;
  message: string;
  category: Category;
  severity: Severity;
  users: number;
  events: number;
  tier?: string;
  model?: string;
}

/** The worst first. */
export const errors: readonly SeededError[] = [
  {
    type: "APIStatusError",
    message: "Error code: 529 - overloaded_error: Overloaded",
    category: "provider_error",
    severity: "critical",
    users: 1842,
    events: 6210,
  },
  {
    type: "RateLimitError",
    message: "You exceeded your current quota, please check your plan and billing details",
    category: "quota_exceeded",
    severity: "critical",
    users: 906,
    events: 2380,
  },
  {
    type: "OperationalError",
    message: "remaining connection slots are reserved for roles with the SUPERUSER attribute",
    category: "database",
    severity: "high",
    users: 412,
    events: 1904,
  },
  {
    type: "AuthenticationError",
    message: "Incorrect API key provided: sk-***. You can find your API key in your account settings",
    category: "authentication",
    severity: "high",
    users: 288,
    events: 731,
  },
  {
    type: "RateLimitError",
    message: "Rate limit reached for gpt-4.1 in organization org-*** on tokens per min (TPM): Limit 30000, Used 29120",
    category: "rate_limit",
    severity: "medium",
    users: 240,
    events: 5120,
  },
  {
    type: "KeyError",
    message: "'choices'",
    category: "code_bug",
    severity: "high",
    users: 131,
    events: 402,
    tier: "llm-fast",
    model: "gpt-5-mini",
  },
  {
    type: "APITimeoutError",
    message: "Request timed out.",
    category: "timeout",
    severity: "medium",
    users: 97,
    events: 866,
  },
  {
    type: "BadRequestError",
    message: "This model's maximum context length is 128000 tokens. However, your messages resulted in 141212 tokens",
    category: "context_length",
    severity: "low",
    users: 64,
    events: 377,
  },
  {
    type: "OutputParserException",
    message: "Could not parse LLM output: `Sure! Here is the JSON you asked for`",
    category: "response_quality",
    severity: "medium",
    users: 51,
    events: 290,
    tier: "llm-fast",
    model: "gpt-5-mini",
  },
  {
    type: "ConnectError",
    message: "[Errno -3] Temporary failure in name resolution",
    category: "network",
    severity: "medium",
    users: 22,
    events: 118,
    tier: "local",
  },
  {
    type: "TemplateSyntaxError",
    message: "expected token 'end of print statement', got 'customer'",
    category: "prompt_issue",
    severity: "low",
    users: 9,
    events: 61,
    tier: "llm-fast",
    model: "deepseek-chat",
  },
  {
    type: "AcmeError",
    message: "the acme widget refused to turn",
    category: "unknown",
    severity: "medium",
    users: 3,
    events: 8,
    tier: "llm-strong",
    model: "gpt-5",
  },
];

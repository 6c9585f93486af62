import type { Category, Severity } from "#lib/model/taxonomy.ts";

export type Cause = {
  category: Category;
  /** Only where it differs from the category's. */
  severity?: Severity;
  retry?: boolean;
  /** In production nothing may talk its severity down. */
  floor?: true;
};

/** Every cause Verdict can name. Each category has one of its own name: the general one. */
export const causes = {
  rate_limit: { category: "rate_limit" },
  "tokens-per-minute": { category: "rate_limit" },
  "requests-per-minute": { category: "rate_limit" },
  concurrency: { category: "rate_limit" },

  quota_exceeded: { category: "quota_exceeded", floor: true },
  credit: { category: "quota_exceeded", floor: true },
  "spending-cap": { category: "quota_exceeded", floor: true },
  "daily-cap": { category: "quota_exceeded", severity: "high" }, // renews by itself within the day

  authentication: { category: "authentication" },
  "llm-key": { category: "authentication", severity: "critical", floor: true },
  "llm-key-missing": { category: "authentication", severity: "critical", floor: true },
  "leaked-key": { category: "authentication", severity: "critical", floor: true },
  "cloud-credentials": { category: "authentication", severity: "critical", floor: true },
  "llm-account": { category: "authentication", severity: "critical", floor: true },
  "model-access": { category: "authentication" },
  region: { category: "authentication", severity: "critical", floor: true },
  "users-token": { category: "authentication", severity: "low" },
  "token-mismatch": { category: "authentication", severity: "medium" },
  "signing-key": { category: "authentication", severity: "critical" },

  invalid_request: { category: "invalid_request" },
  "model-name": { category: "invalid_request" },
  "model-retired": { category: "invalid_request" },
  "no-route": { category: "invalid_request" },
  "object-id": { category: "invalid_request" },
  parameter: { category: "invalid_request" },
  "message-order": { category: "invalid_request" },
  endpoint: { category: "invalid_request" },
  "attached-file": { category: "invalid_request" },

  context_length: { category: "context_length" },
  "larger-than-tpm": { category: "context_length" },

  content_filtered: { category: "content_filtered" },
  recitation: { category: "content_filtered" },
  refusal: { category: "content_filtered" },
  "injection-blocked": { category: "content_filtered" },
  "account-flagged": { category: "content_filtered", severity: "high" },

  provider_error: { category: "provider_error" },
  overloaded: { category: "provider_error" },
  loading: { category: "provider_error" },
  "engine-died": { category: "provider_error", severity: "critical" },

  timeout: { category: "timeout" },
  "connect-timeout": { category: "timeout" },
  "gateway-timeout": { category: "timeout" },
  stalled: { category: "timeout" },

  network: { category: "network" },
  dns: { category: "network" },
  refused: { category: "network" },
  dropped: { category: "network", severity: "medium" },
  certificate: { category: "network", retry: false },
  "tls-handshake": { category: "network" },
  "wrong-protocol": { category: "network", retry: false },
  proxy: { category: "network" },
  "wrong-url": { category: "network", retry: false },
  cors: { category: "network", retry: false },

  response_quality: { category: "response_quality" },
  "invalid-json": { category: "response_quality" },
  "schema-mismatch": { category: "response_quality" },
  "cut-off": { category: "response_quality" },
  "empty-answer": { category: "response_quality" },
  "unknown-tool": { category: "response_quality" },
  "agent-loop": { category: "response_quality" },

  prompt_issue: { category: "prompt_issue" },
  "template-variable": { category: "prompt_issue" },
  "tool-definition": { category: "prompt_issue" },
  "tool-result": { category: "prompt_issue" },

  database: { category: "database" },
  "db-unreachable": { category: "database", severity: "critical", retry: true, floor: true },
  "db-lost": { category: "database", retry: true },
  "db-login": { category: "database", severity: "critical", floor: true },
  "db-broken": { category: "database" },
  pool: { category: "database", retry: true },
  deadlock: { category: "database", severity: "medium", retry: true },
  "statement-timeout": { category: "database" },
  constraint: { category: "database", severity: "low" },
  "missing-relation": { category: "database" },
  "sql-syntax": { category: "database" },
  "no-row": { category: "database", severity: "low" },
  vector: { category: "database" },
  "db-permission": { category: "database" },
  "db-busy": { category: "database", retry: true },
  "prepared-statement": { category: "database" },

  validation: { category: "validation" },
  "payload-size": { category: "validation" },
  "unreadable-input": { category: "validation" },

  third_party: { category: "third_party", retry: false },
  "service-throttled": { category: "third_party", retry: true },
  "service-down": { category: "third_party", retry: true },
  "service-key": { category: "third_party", severity: "high", retry: false },
  "service-setup": { category: "third_party", severity: "high", retry: false },
  "webhook-signature": { category: "third_party", severity: "high", retry: false },
  "service-input": { category: "third_party", severity: "low", retry: false },

  infrastructure: { category: "infrastructure" },
  memory: { category: "infrastructure" },
  gpu: { category: "infrastructure" },
  "gpu-driver": { category: "infrastructure" },
  "disk-full": { category: "infrastructure", severity: "critical", floor: true },
  "missing-module": { category: "infrastructure", severity: "critical", floor: true },
  "missing-config": { category: "infrastructure", severity: "critical" },
  "missing-file": { category: "infrastructure", severity: "critical" },
  "file-handles": { category: "infrastructure" },
  "file-permission": { category: "infrastructure" },
  "port-taken": { category: "infrastructure" },
  container: { category: "infrastructure" },
  saturated: { category: "infrastructure", retry: true },

  code_bug: { category: "code_bug" },
  "empty-value": { category: "code_bug" },
  "wrong-type": { category: "code_bug" },
  "undefined-name": { category: "code_bug" },
  "out-of-range": { category: "code_bug" },
  recursion: { category: "code_bug" },
  lifecycle: { category: "code_bug" },
  "old-interface": { category: "code_bug" },

  unknown: { category: "unknown" },
  "no-details": { category: "unknown" },
  cancelled: { category: "unknown", severity: "info" },
  "bare-status": { category: "unknown", retry: true },
} as const satisfies Record<string, Cause> & Record<Category, Cause>;

export type CauseId = keyof typeof causes;

export const cause = (id: CauseId): Cause => causes[id];

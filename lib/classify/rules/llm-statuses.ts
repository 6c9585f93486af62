import type { Rule } from "../rule.ts";

/** Statuses of a model's API that say more than the general words beside them. */
export const llmStatuses = [
  {
    id: "status.llm-429",
    status: [429],
    llm: true,
    cause: "rate_limit",
    test: { message: "429 status code (no body)", status: 429, provider: "openai" },
  },
  {
    id: "status.llm-auth",
    status: [401, 403],
    llm: true,
    cause: "llm-key",
    test: { message: "403 status code (no body)", status: 403, provider: "openai" },
  },
] as const satisfies readonly Rule[];

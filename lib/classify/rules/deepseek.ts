import type { Rule } from "../rule.ts";

export const deepseek = [
  {
    id: "deepseek.balance",
    when: /^[^\n]{0,120}insufficient balance\b/im,
    llm: true,
    cause: "credit",
    test: { message: "402 Insufficient Balance", provider: "deepseek" },
  },
  {
    id: "deepseek.pace",
    when: /sending requests too quickly|pace your requests reasonably/i,
    cause: "rate_limit",
    test: "You are sending requests too quickly. Please pace your requests reasonably",
  },
  {
    id: "deepseek.busy",
    when: /service is too busy\. we advise/i,
    cause: "overloaded",
    test: "Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.",
  },
  {
    id: "deepseek.key",
    when: /authentication fails(?:, your api key| \(no such user\)|\b)/i,
    cause: "llm-key",
    test: "Authentication Fails, Your api key: ****abcd is invalid",
  },
  {
    id: "deepseek.body",
    when: /failed to deserialize the json body into the target type/i,
    llm: true,
    cause: "invalid_request",
    test: {
      message: "Failed to deserialize the JSON body into the target type: missing field `type` at line 1",
      provider: "deepseek",
    },
  },
] as const satisfies readonly Rule[];

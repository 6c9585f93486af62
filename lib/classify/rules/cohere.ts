import type { Rule } from "../rule.ts";

export const cohere = [
  {
    id: "cohere.trial-month",
    when: /trial key, which is limited to (?<limit>[\d,]{1,9}) (?:api )?calls ?\/ ?month|per month request limit|monthly (?:request )?limit[^\n]{0,40}trial keys?/i,
    cause: "quota_exceeded",
    test: "You are using a Trial key, which is limited to 1000 API calls / month.",
  },
  {
    id: "cohere.trial-minute",
    when: /trial key, which is limited to (?<limit>[\d,]{1,9}) (?:api )?calls ?\/ ?minute/i,
    cause: "requests-per-minute",
    test: "You are using a Trial key, which is limited to 10 API calls / minute.",
  },
  {
    id: "cohere.tokens",
    when: /total number of tokens in the prompt cannot exceed (?<limit>\d{1,9})(?: - received (?<requested>\d{1,9}))?/i,
    cause: "context_length",
    test: "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 4211.",
  },
  {
    id: "cohere.key",
    when: /^[^\n]{0,80}(?:no api key supplied|invalid api token)\b/im,
    cause: "llm-key",
    llm: true,
    test: { message: "no api key supplied", provider: "cohere" },
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

export const mistral = [
  {
    id: "mistral.rate",
    when: /"type":\s?"rate_limited"|requests rate limit exceeded[^\n]{0,40}mistral/i,
    cause: "rate_limit",
    test: '{"object":"error","message":"Rate limit exceeded","type":"rate_limited","param":null,"code":"1300"}',
  },
  {
    id: "mistral.roles",
    when: /expected last role user or tool|unexpected role ['"`]\w{1,12}['"`] after role/i,
    cause: "message-order",
    test: "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
  },
  {
    id: "mistral.model",
    when: /"type":\s?"invalid_model"|^[^\n]{0,60}invalid model: (?<model>[\w.:@/-]{2,80})/im,
    llm: true,
    cause: "model-name",
    test: "Invalid model: mistral-xl",
  },
] as const satisfies readonly Rule[];

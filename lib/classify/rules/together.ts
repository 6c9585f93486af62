import type { Rule } from "../rule.ts";

export const together = [
  {
    id: "together.credit",
    when: /credit limit exceeded, please navigate|api\.together\.(?:ai|xyz)\/settings\/billing/i,
    cause: "credit",
    test: "Credit limit exceeded, please navigate to https://api.together.ai/settings/billing to increase your spending limit",
  },
  {
    id: "together.rate",
    when: /reached the rate limit specific to this model|maximum rate limit for this model is (?<limit>[\d.]{1,9})/i,
    cause: "requests-per-minute",
    test: "You have reached the rate limit specific to this model meta-llama/Llama-3.",
  },
  {
    id: "together.serverless",
    when: /unable to access (?:non-serverless )?model (?<model>[\w./:-]{2,80})|create and start a new dedicated endpoint/i,
    cause: "model-name",
    test: "Unable to access non-serverless model meta-llama/X. Please visit the models page",
  },
] as const satisfies readonly Rule[];

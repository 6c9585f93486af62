import type { Rule } from "../rule.ts";

/** LiteLLM and Portkey, whose own words wrap those of providers. */
export const litellm = [
  {
    id: "litellm.budget",
    when: /budget has been exceeded! current cost|ExceededBudget:|over budget[^\n]{0,40}(?:team|key|user)|BudgetExceededError/i,
    cause: "spending-cap",
    test: "Budget has been exceeded! Current cost: 10.5, Max budget: 10.0",
  },
  {
    id: "litellm.cooldown",
    when: /no deployments available for selected model|all deployments (?:are )?in cooldown|acceleration limit|crossed tpm \/ rpm|max parallel request limit/i,
    cause: "rate_limit",
    test: "No deployments available for selected model, Try again in 60 seconds.",
  },
  {
    id: "litellm.provider",
    when: /llm provider not provided|there are no healthy deployments for this model|unmapped llm provider/i,
    cause: "model-name",
    test: "LLM Provider NOT provided. Pass in the LLM provider you are trying to call. You passed model=foo",
  },
  {
    id: "litellm.drop-params",
    when: /litellm\.drop_params|UnsupportedParamsError/,
    cause: "parameter",
    test: "openai does not support parameters: {'top_k': 5}. To drop these, set `litellm.drop_params=True`",
  },
  {
    id: "litellm.virtual-key",
    when: /invalid proxy server token passed|LiteLLM_VerificationTokenTable/i,
    cause: "llm-key",
    test: "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...abcd",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

export const llamaIndex = [
  {
    id: "llama-index.window",
    when: /calculated available context size -?\d{1,9} was not non-negative|effective chunk size is non positive/i,
    cause: "context_length",
    test: "Calculated available context size -1205 was not non-negative.",
  },
  {
    id: "llama-index.key",
    when: /no api key found for \w{2,30}\. please set|could not load \w{2,20} (?:embedding )?model\. if you intended to use/i,
    cause: "llm-key-missing",
    test: "No API key found for OpenAI. Please set either the OPENAI_API_KEY environment variable or openai.api_key prior to initialization.",
  },
  {
    id: "llama-index.steps",
    when: /reached max iterations of (?<limit>\d{1,5})|either something went wrong, or you can increase the max iterations/i,
    cause: "agent-loop",
    test: "Reached max iterations of 20! Either something went wrong, or you can increase the max iterations",
  },
] as const satisfies readonly Rule[];

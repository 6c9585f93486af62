import type { Rule } from "../rule.ts";

export const groq = [
  {
    id: "groq.capacity",
    when: /is currently over capacity\. please try again|flex tier capacity exceeded|please try again and back off exponentially/i,
    cause: "overloaded",
    test: "llama-3.3-70b-versatile is currently over capacity. Please try again and back off exponentially.",
  },
  {
    id: "groq.restricted",
    when: /organization has been restricted|organization_restricted/i,
    cause: "llm-account",
    test: "Organization has been restricted. Please reach out to support if you believe this was in error.",
  },
  {
    id: "groq.retired",
    when: /\b(?:gpt|claude|gemini|mistral|mixtral|llama|command|text-embedding)-[\w.-]{1,40} (?:has been|was|is) (?:shut down|retired|discontinued|sunset|decommissioned)|model [`'"]?(?<model>[\w./:-]{2,80})[`'"]? has been (?:decommissioned|deprecated|retired|shut down|discontinued)/i,
    cause: "model-retired",
    test: "The model `mixtral-8x7b-32768` has been decommissioned and is no longer supported.",
  },
  {
    id: "groq.failed-generation",
    when: /failed to (?:call a function|generate json)\. please adjust your prompt|tool_use_failed|json_validate_failed/i,
    cause: "unknown-tool",
    test: "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
  },
] as const satisfies readonly Rule[];

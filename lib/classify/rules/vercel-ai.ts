import type { Rule } from "../rule.ts";

/** Vercel AI SDK and AI Gateway. */
export const vercelAi = [
  {
    id: "vercel.tool-results",
    when: /tool results? (?:is|are) missing for tool calls?/i,
    cause: "tool-result",
    test: "Tool results are missing for tool calls call_abc.",
  },
  {
    id: "vercel.ui-messages",
    when: /must be a (?:ModelMessage|CoreMessage)\[\]|invalid prompt: messages must not be empty|only one of ['"`]?prompt['"`]? or ['"`]?messages/i,
    cause: "prompt_issue",
    test: "Invalid prompt: The messages must be a ModelMessage[]. If you have passed a UIMessage[], you can use convertToModelMessages to convert them.",
  },
  {
    id: "vercel.versions",
    when: /unsupported model version v\d for provider|only supports models that implement specification version/i,
    cause: "parameter",
    test: 'Unsupported model version v1 for provider "openai.chat" and model "gpt-4o".',
  },
  {
    id: "vercel.gateway-key",
    when: /unauthenticated request to ai gateway|AI_GATEWAY_API_KEY/,
    cause: "llm-key-missing",
    test: "Unauthenticated request to AI Gateway. To authenticate, set the AI_GATEWAY_API_KEY environment variable",
  },
  {
    id: "vercel.types",
    type: /AI_MissingToolResults\w{0,6}Error|AI_ToolCallNotFoundForApprovalError|AI_UIMessageStreamError/,
    cause: "tool-result",
    test: { message: "no", type: "AI_MissingToolResultsError" },
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** Statuses of a model's API that say more than the general words beside them. */
export const llmStatuses = [
  {
    id: "server.loading",
    when: [
      /model [^\n]{0,80}(?:is |are |being )(?:currently |still |being )?(?:loading|warming up|starting|being loaded|downloading)/i,
      /(?:loading|warming up|starting) (?:the )?model|model (?:is )?not (?:yet )?ready|not ready yet/i,
      /ModelNotReadyException|model_loading|cold start/i,
    ],
    llm: true,
    cause: "loading",
    test: "Model mistralai/Mistral-7B is currently loading",
  },
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
  {
    id: "request.sdk-type",
    type: /(?:cohere|openai|anthropic|mistralai|groq|together|litellm|google\.genai|replicate|ai21|voyageai|huggingface_hub)[\w.]{0,60}\.\w{0,20}(?:UnprocessableEntity|BadRequest|Validation|InvalidRequest)\w{0,10}/,
    status: [400, 422],
    cause: "invalid_request",
    test: {
      message: "invalid safety_mode OFF",
      type: "cohere.errors.unprocessable_entity_error.UnprocessableEntityError",
      status: 422,
    },
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** OpenAI and Azure OpenAI. */
export const openai = [
  {
    id: "openai.verification",
    when: /your organization must be verified to/i,
    cause: "model-access",
    test: "Your organization must be verified to stream this model. Please click on Verify Organization.",
  },
  {
    id: "openai.capacity-quota",
    when: /operation requires? [\d,]{1,9} new capacity in quota|this operation require \d{1,9} new capacity/i,
    cause: "quota_exceeded",
    test: "This operation require 30 new capacity in quota Tokens Per Minute (thousands) - GPT-4o, which is bigger than the current available capacity 10.",
  },
  {
    id: "openai.no-capacity",
    when: [
      /exceeds the maximum usage size allowed during peak load|currently experiencing high demand and cannot process/i,
      /the engine is currently overloaded|that model is currently overloaded/i,
    ],
    cause: "overloaded",
    test: "The system is currently experiencing high demand and cannot process your request. Your request exceeds the maximum usage size allowed during peak load.",
  },
  {
    id: "openai.call-rate",
    when: /have exceeded (?:the )?(?:call|token|request) rate limit of your current/i,
    cause: "requests-per-minute",
    test: "Requests to the Embeddings_Create Operation under Azure OpenAI API version 2023-05-15 have exceeded token rate limit of your current AIServices S0 pricing tier.",
  },
  {
    id: "openai.call-volume",
    when: /out of call volume quota/i,
    cause: "quota_exceeded",
    test: "Out of call volume quota for OpenAI F0 pricing tier. Please retry after 12 days.",
  },
  {
    id: "openai.slow-down",
    when: /slow down: |\bslow_down\b/i,
    llm: true,
    cause: "rate_limit",
    test: { message: "Slow Down: reduce your request rate to its original level", provider: "openai" },
  },
  {
    id: "openai.network-rules",
    when: [
      /access denied due to virtual network|public access is disabled\. please configure private endpoint/i,
      /ip address \S{3,60} is not (?:allowed|authorized)|traffic is not from an approved private endpoint/i,
      /not in the (?:ip )?allow ?list|not on the ip allow ?list|ip_not_authorized/i,
    ],
    cause: "llm-account",
    severity: "high",
    test: "Access denied due to Virtual Network/Firewall rules.",
  },
  {
    id: "openai.subscription-key",
    when: /access denied due to (?:invalid|missing) subscription key/i,
    cause: "llm-key",
    test: "Access denied due to invalid subscription key or wrong API endpoint.",
  },
  {
    id: "openai.leaked",
    when: /(?:api )?key (?:was |has been )?(?:reported as|identified as|found to be) (?:leaked|compromised|publicly)/i,
    cause: "leaked-key",
    test: "Your API key was reported as leaked. Please use another API key.",
  },
  {
    id: "openai.no-key",
    when: /you didn['’]t provide an api key|you did not provide an api key/i,
    cause: "llm-key-missing",
    test: "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth",
  },
  {
    id: "openai.object",
    when: [
      /no (?:assistant|thread|run|message|file|vector store|batch|fine-tuning job|response|conversation|container) found with id ['"`](?<name>[\w-]{1,80})/i,
      /no such file object: (?<name>[\w-]{1,80})|previous response with id ['"`](?<name>[\w-]{1,80})['"`] not found/i,
      /(?:item|response|conversation) with id ['"`](?:rs|msg|fc|resp|conv)_\w{1,80}['"`] not found/i,
      /no (?:file|batch|upload|thread|assistant) (?:exists )?(?:found )?(?:with|for) id/i,
    ],
    cause: "object-id",
    test: "No thread found with id 'thread_abc123'.",
  },
  {
    id: "openai.busy-thread",
    when: /can['’]t add messages to thread_|already has an active run|without its required following item/i,
    cause: "invalid_request",
    test: "Thread thread_abc already has an active run run_xyz.",
  },
  {
    id: "openai.null-content",
    when: /expected one of a string or array of objects, but got (?:null|an?|integer|object)|invalid type for ['"`]messages/i,
    cause: "parameter",
    test: "Invalid type for 'messages[0].content': expected one of a string or array of objects, but got null instead.",
  },
  {
    id: "openai.invalid-content",
    when: /the model produced invalid content/i,
    cause: "provider_error",
    test: "The model produced invalid content. Consider modifying your prompt if you are seeing this error persistently.",
  },
  {
    id: "openai.azure-timeout",
    when: /^(?:error code: 408 ?-? ?)?[^\n]{0,80}the operation was timeout\b/im,
    cause: "timeout",
    test: "The operation was timeout.",
  },
  {
    id: "openai.code-model",
    code: /^(?:model_not_found|DeploymentNotFound|invalid_model|unknown_model)$/m,
    cause: "model-name",
    test: { message: "no", code: "DeploymentNotFound" },
  },
  {
    id: "openai.code-retired",
    code: /^(?:model_deprecated|model_decommissioned|deprecated_model|ModelDeprecated)$/m,
    cause: "model-retired",
    test: { message: "no", code: "model_decommissioned" },
  },
  {
    id: "openai.code-window",
    code: /^(?:context_length_exceeded|string_above_max_length|context_window_exceeded|max_tokens_exceeded)$/m,
    cause: "context_length",
    test: { message: "no", code: "context_length_exceeded" },
  },
  {
    id: "openai.code-filter",
    code: /^(?:content_filter|content_policy_violation|ResponsibleAIPolicyViolation|moderation_blocked|cyber_policy_violation)$/m,
    cause: "content_filtered",
    test: { message: "no", code: "ResponsibleAIPolicyViolation" },
  },
  {
    id: "openai.code-quota",
    code: /^(?:insufficient_quota|billing_hard_limit_reached|billing_not_active|quota_exceeded|InsufficientQuota|insufficient_user_quota|insufficient_credits|credit_limit)$/m,
    cause: "quota_exceeded",
    test: { message: "no", code: "billing_hard_limit_reached" },
  },
  {
    id: "openai.code-tools",
    code: /^(?:invalid_function_parameters|invalid_tool_schema|invalid_json_schema)$/m,
    cause: "tool-definition",
    test: { message: "no", code: "invalid_function_parameters" },
  },
  {
    id: "openai.code-parameter",
    code: /^(?:unsupported_parameter|unsupported_value|unknown_parameter|missing_required_parameter|unsupported_model|integer_above_max_value|integer_below_min_value|decimal_above_max_value|array_above_max_length|empty_array)$/m,
    llm: true,
    cause: "parameter",
    test: { message: "no", code: "unsupported_value", provider: "openai" },
  },
  {
    id: "openai.code-file",
    code: /^(?:image_parse_error|invalid_image_url|invalid_image_format|invalid_image|image_too_large|invalid_base64_image|image_file_too_large)$/m,
    cause: "attached-file",
    test: { message: "no", code: "image_parse_error" },
  },
] as const satisfies readonly Rule[];

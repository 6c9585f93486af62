import type { Rule } from "../rule.ts";

export const bedrock = [
  {
    id: "bedrock.per-day",
    when: /too many (?:tokens|requests) per day/i,
    cause: "daily-cap",
    test: "Too many tokens per day, please wait before trying again.",
  },
  {
    id: "bedrock.account-quota",
    when: /exceeds the service quota for your account|in this account are limited to (?<limit>\d{1,9})/i,
    unless: /per (?:minute|second)/i,
    cause: "quota_exceeded",
    test: "Your request exceeds the service quota for your account: on-demand inferences for this model in this account are limited to 0",
  },
  {
    id: "bedrock.quota-type",
    type: /ServiceQuotaExceeded/,
    when: /\S/,
    unless: /per (?:minute|second)/i,
    cause: "quota_exceeded",
    test: { message: "no", type: "ServiceQuotaExceededException" },
  },
  {
    id: "bedrock.throttled",
    when: [
      /\((?:Throttling|ThrottlingException|TooManyRequestsException)\) when calling the (?:InvokeModel|Converse)\w{0,30}/,
      /too many (?:tokens|requests), please wait before trying again/i,
    ],
    cause: "rate_limit",
    test: "An error occurred (ThrottlingException) when calling the InvokeModel operation (reached max retries: 4): Too many requests, please wait before trying again.",
  },
  {
    id: "bedrock.retired",
    when: /model version has reached the end of its life|access denied\. this model is marked by provider as legacy/i,
    cause: "model-retired",
    test: "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
  },
  {
    id: "bedrock.model",
    when: [
      /provided model identifier is invalid|on-demand throughput isn['’]t supported/i,
      /could not resolve the foundation model|the provided (?:inference profile|model id) [^\n]{0,40}(?:invalid|not found)/i,
    ],
    cause: "model-name",
    test: "An error occurred (ValidationException) when calling the InvokeModel operation: The provided model identifier is invalid.",
  },
  {
    id: "bedrock.use-case",
    when: /model use case details have not been submitted|not allowed from unsupported countries/i,
    cause: "model-access",
    test: "Model use case details have not been submitted for this account.",
  },
  {
    id: "bedrock.expired",
    when: /\((?:ExpiredTokenException|UnrecognizedClientException|InvalidSignatureException)\) when calling the (?:InvokeModel|Converse)\w{0,30}/,
    cause: "cloud-credentials",
    test: "An error occurred (ExpiredTokenException) when calling the Converse operation: The security token included in the request is expired",
  },
  {
    id: "bedrock.denied",
    when: /\(AccessDeniedException\) when calling the (?:InvokeModel|Converse)\w{0,30}/,
    cause: "model-access",
    unless: /not authorized to perform/i,
    test: "An error occurred (AccessDeniedException) when calling the InvokeModel operation: You don't have access to the model with the specified model ID.",
  },
  {
    id: "bedrock.too-long",
    when: /\(ValidationException\) when calling the (?:InvokeModel|Converse)\w{0,30}[^\n]{0,80}(?:too long|too many input tokens|exceeds the maximum)/,
    cause: "context_length",
    test: "An error occurred (ValidationException) when calling the Converse operation: Input is too long for requested model.",
  },
  {
    id: "bedrock.validation",
    when: /\(ValidationException\) when calling the (?:InvokeModel|Converse)\w{0,30}/,
    unless: /tool(?:Use|Result|Config)|tool_(?:use|result)|too long|input_schema|(?:input|prompt) tokens?/i,
    cause: "parameter",
    test: "An error occurred (ValidationException) when calling the Converse operation: Value at 'inferenceConfig.maxTokens' failed to satisfy constraint",
  },
  {
    id: "bedrock.model-failed",
    when: [
      /\b(?:ModelErrorException|ModelStreamErrorException|ModelNotReadyException)\b/i,
      /bedrock is unable to process your request|system encountered an unexpected error during processing/i,
      /\((?:ServiceUnavailableException|InternalServerException)\) when calling the (?:InvokeModel|Converse)\w{0,30}/,
    ],
    cause: "provider_error",
    test: "The system encountered an unexpected error during processing. Try your request again.",
  },
  {
    id: "bedrock.model-timeout",
    when: /model has timed out in processing the request|\bModelTimeoutException\b/i,
    cause: "timeout",
    test: "Model has timed out in processing the request. Try your request again.",
  },
] as const satisfies readonly Rule[];

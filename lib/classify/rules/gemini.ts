import type { Rule } from "../rule.ts";

/** The Gemini API and Vertex AI. */
export const gemini = [
  {
    id: "gemini.per-day",
    when: /quotaId['"]?: ?['"]?\w{0,80}PerDay|free_tier[^\n]{0,120}PerDay/,
    cause: "daily-cap",
    severity: "critical",
    unless: /quotaId['"]?: ?['"]?\w{0,80}PerMinute/,
    test: "429 RESOURCE_EXHAUSTED. {'quotaId': 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', 'quotaValue': '250'}",
  },
  {
    id: "gemini.region",
    when: /user location is not supported for the api use|(?:您|你)?所在的?(?:国家|地区|区域).{0,8}(?:不支持|不可用|无法使用)|お住まいの(?:国|地域).{0,12}(?:利用でき|サポート)/iu,
    cause: "region",
    test: "User location is not supported for the API use.",
  },
  {
    id: "gemini.per-minute",
    when: [
      /quotaId['"]?: ?['"]?\w{0,80}Per(?:Minute|Second)/,
      /online prediction (?:request )?(?:quota|concurrent)[^\n]{0,40}exceeded|online_prediction_requests_per_base_model/i,
    ],
    cause: "requests-per-minute",
    test: "Online prediction request quota exceeded for gemini-1.5-pro. Please try again later with backoff.",
  },
  {
    id: "gemini.accessor-filtered",
    when: [
      /quick accessor[^\n]{0,300}(?:finish_reason\]?(?:\([^)\n]{0,120}\))?|finishReason) is (?:3|4|5|7|8|9|10|11)\b/i,
      /finish reason: (?:3|4|5|7|8|9|11|SAFETY|RECITATION|PROHIBITED_CONTENT|BLOCKLIST|SPII)\b|"?blocked"?: true\b/i,
      /quick accessor[^\n]{0,200}(?:blocked|safety|prompt_feedback|block_reason)/i,
      /response_candidates? is empty|the prompt was blocked by|response\.prompt_feedback/i,
    ],
    cause: "content_filtered",
    test: "Invalid operation: The `response.text` quick accessor requires the response to contain a valid `Part`, but none were returned. The candidate's finish_reason is 3 (SAFETY)",
  },
  {
    id: "gemini.accessor-cut-off",
    when: /finish reason: (?:2|MAX_TOKENS)\b|quick accessor[^\n]{0,300}finish_reason\]?(?:\([^)\n]{0,120}\))? is 2\b/i,
    cause: "cut-off",
    test: "Invalid operation: The `response.text` quick accessor requires the response to contain a valid `Part`, but none were returned. The candidate's [finish_reason](https://ai.google.dev/api) is 2.",
  },
  {
    id: "gemini.accessor",
    when: /(?:`?response\.(?:text|parts)`?|quick accessor)[^\n]{0,200}(?:requires|only works|none were returned)/i,
    cause: "empty-answer",
    test: "Invalid operation: The `response.parts` quick accessor requires a single candidate, but none were returned.",
  },
  {
    id: "gemini.tool-schema",
    when: [
      /functionDeclaration [`'"]?[^\n]{1,120}schema|function_?declarations\[\d{1,3}\][^\n]{0,120}(?:should be|must be|invalid|unknown)/i,
      /unknown name ["'][\w.$]{1,60}["'] at ["'][\w.[\]]{0,80}(?:schema|tools|function)/i,
      /schema didn['’]t specify the schema type field|one or more function_?declarations/i,
      /tool use with (?:function calling|a response mime type) is unsupported/i,
    ],
    cause: "tool-definition",
    test: "Unable to submit request because `get_weather` functionDeclaration `parameters.location` schema didn't specify the schema type field.",
  },
  {
    id: "gemini.submit",
    when: /unable to submit request because/i,
    unless: /functionDeclaration|token count|input token|safety|function response|function call/i,
    cause: "parameter",
    test: "Unable to submit request because at least one contents field is required.",
  },
  {
    id: "gemini.credentials",
    when: [
      /default credentials were not found|could not (?:load|automatically determine) (?:the default )?credentials/i,
      /invalid_grant: (?:invalid jwt|account not found|java clock)|getting metadata from plugin failed/i,
      /unable to (?:detect|generate) (?:a )?(?:project id|access token)|reauthentication is needed/i,
    ],
    llm: true,
    cause: "cloud-credentials",
    test: { message: "Could not load the default credentials. Browse to https://cloud.google.com", provider: "vertex" },
  },
  {
    id: "gemini.publisher-model",
    when: /publisher model [`'"]?[^\n]{1,200} (?:was not found|is not (?:found|servable|supported|available))/i,
    cause: "model-name",
    test: "Publisher Model `projects/p/locations/us-central1/publishers/google/models/gemini-9` was not found or your project does not have access to it.",
  },
  {
    id: "gemini.file",
    when: /do not have permission to access the file \w|is not in an ACTIVE state/i,
    cause: "model-access",
    test: "You do not have permission to access the File xyz or it may not exist.",
  },
] as const satisfies readonly Rule[];

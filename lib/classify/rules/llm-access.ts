import type { Pattern, Rule } from "../rule.ts";

/** How an API says that the key it was given will not do. */
export const rejectedKey: Pattern = [
  /(?:incorrect|invalid|wrong|bad|expired|revoked|malformed|unknown|disabled|deactivated|leaked|compromised|rejected|unrecognized)[ _-](?:or \w{3,12} )?(?:[\w-]{1,20} ){0,2}(?:x-)?(?:api[ _-]?(?:key|token)|virtual key|token passed|access token|x-api-key|authorization header|bearer token|subscription key|credentials|security token|api_token)/i,
  /invalid_api_key/i,
  /api[ _-]?key[^\n]{0,40}(?:is |was |has been )?(?:not valid|invalid|incorrect|expired|revoked)/i,
  /api[ _-]?key[^\n]{0,40}(?:is |was |has been )?(?:disabled|reported as leaked|deactivated)/i,
  /api[ _-]?key[^\n]{0,40}(?:is |was |has been )?(?:does not exist|format is incorrect|rejected)/i,
  /API_KEY_INVALID|authentication_error|invalid_authentication|unauthorized_key|expired_api_key/i,
  /auth_key_error|InvalidApiKey/i,
];

export const llmAccess = [
  {
    id: "access.region",
    when: [
      /(?:country|region|territory|location)[^\n]{0,40}(?:is )?not (?:supported|available|allowed)/i,
      /unsupported_country_region_territory|not available in your (?:country|region|location)/i,
      /user location is not supported|(?:地区|区域|国家).{0,8}(?:不支持|不可用|限制)/i,
    ],
    llm: true,
    cause: "region",
    test: "Country, region, or territory not supported (openai)",
  },
  {
    id: "access.key-missing",
    when: [
      /(?:api[ _-]?key|credentials?|apiKey)[^\n]{0,60}(?:is |are |was |were )?(?:missing|required|not (?:set|provided|found|configured|specified|defined)|must be (?:set|provided|specified|defined)|undefined|empty)/i,
      /(?:missing|no|without|provide (?:an?|your)?|did not find|could not (?:find|load|resolve)|couldn['’]t find)[^\n]{0,12} ?(?:(?:openai|anthropic|google|gemini|azure|mistral|cohere|groq|valid)[ _-]?){0,2}(?:api[ _-]?keys?|authentication method|credentials)/i,
      /[A-Z]{3,30}_API_KEY[^\n]{0,60}(?:missing|empty|not set|unset|undefined|required|environment variable)/i,
      /either set the \w{3,40}_API_KEY/i,
    ],
    llm: true,
    cause: "llm-key-missing",
    test: "openai: the api key is missing",
  },
  {
    id: "access.aws",
    when: [
      /security token included in the request is (?:invalid|expired)|UnrecognizedClientException/i,
      /ExpiredTokenException|InvalidSignatureException|request signature we calculated/i,
      /signature expired|token included in the request is expired|InvalidClientTokenId/i,
      /could not load credentials from any providers|unable to locate credentials/i,
      /CredentialsProviderError|environment variable credentials/i,
      /The AWS Access Key Id you provided does not exist/i,
    ],
    llm: true,
    cause: "llm-key",
    test: "UnrecognizedClientException: The security token included in the request is invalid. bedrock",
  },
  {
    id: "access.aws-denied",
    when: [
      /is not authorized to perform: bedrock:/i,
      /don['’]t have access to the model with the specified model|lacks the required data action/i,
      /permission ['"]?aiplatform\.[^\n]{0,60}denied/i,
      /you don['’]t have (?:access|permission) to (?:the )?model/i,
    ],
    cause: "model-access",
    test: "User: arn:aws:sts::1:assumed-role/app is not authorized to perform: bedrock:InvokeModel on resource: arn",
  },
  {
    id: "access.model",
    when: [
      /(?:not allowed|not authorized|no permission|no access|unauthorized|not permitted|does not have (?:access|permission)|do(?:es)? not have access|not have sufficient permissions?|isn['’]t enabled|not enabled|blocked at the project level|is blocked)[^\n]{0,40}\b(?:models?|endpoint|deployment|inference|feature)\b/i,
      /(?:model|team|key|project|user|account)[^\n]{0,40}(?:not allowed to access|not enabled|no permission|has no access)/i,
      /insufficient permissions|does not have permission to use|(?:model )?access denied/i,
      /access to model [^\n]{1,80} is restricted|no tiene contratado el modelo|gated (?:repo|model)/i,
      /model_not_allowed|key_model_access_denied|access to model[^\n]{0,40}denied|awaiting a review/i,
      /must be verified to use|verify organization|无权(?:访问|使用).{0,10}模型|没有.{0,8}(?:模型|权限)|모델에 대한 접근 권한/i,
    ],
    llm: true,
    cause: "model-access",
    test: "team not allowed to access model. This team can only access models=['gpt-4o-mini']",
  },
  {
    id: "access.account",
    when: [
      /(?:organization|project|account|workspace|team)[^\n]{0,40}(?:has been |is |was )?(?:disabled|deactivated|suspended|restricted|archived|banned|terminated|locked|not (?:found|active|a member))/i,
      /member of an organization|header should match organization|allow ?list of this project/i,
      /ip address[^\n]{0,40}not (?:in the allow|allowed|authorized)|mismatched_(?:organization|project)/i,
      /account_deactivated|no such organization|账[户号].{0,6}(?:停用|封禁|禁用|冻结)/i,
    ],
    llm: true,
    cause: "llm-account",
    test: "You must be a member of an organization to use the API. help.openai.com",
  },
  {
    id: "access.google",
    when: [
      /API_KEY_SERVICE_BLOCKED|SERVICE_DISABLED/i,
      /has not been used in project [^\n]{0,40} or it is disabled/i,
      /request had (?:invalid|insufficient) authentication|method doesn['’]t allow unregistered callers/i,
      /ACCESS_TOKEN_(?:EXPIRED|TYPE_UNSUPPORTED|SCOPE_INSUFFICIENT)/i,
      /could not load the default credentials|default credentials were not found|\bPERMISSION_DENIED\b/i,
      /\bUNAUTHENTICATED\b|Consumer [^\n]{0,40} has been suspended/i,
    ],
    llm: true,
    cause: "llm-key",
    test: "PERMISSION_DENIED by aiplatform",
  },
  {
    id: "access.key-invalid",
    when: rejectedKey,
    llm: true,
    cause: "llm-key",
    test: "Incorrect API key provided: sk-abc. You can find your API key at https://platform.openai.com/account/api-keys.",
  },
  {
    id: "access.credentials-type",
    type: /CredentialsProviderError|NoCredentialsError|DefaultCredentialsError|RefreshError/,
    llm: true,
    cause: "llm-key-missing",
    test: { message: "Unable to find credentials", type: "CredentialsProviderError", provider: "bedrock" },
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** What model APIs say in words that name no model: read so when nothing else in the report speaks against it. */
export const generic = [
  {
    id: "generic.quota",
    when: [
      /(?:monthly|usage|spending|billing|hard|credit|plan|account) (?:usage )?limit (?:has been |was |is )?(?:reached|exceeded)|reached your (?:monthly |usage |spending )(?:usage )?limit|your (?:usage|spending) limit/i,
      /insufficient (?:account )?(?:balance|credits?|quota)|quota (?:has been |was |is )?(?:exceeded|exhausted|used up)|(?:out of|no more|used all available) credits|make sure your account is in good standing|billing hard limit/i,
    ],
    unless: /card|payment method|sheets|gmail|drive|disk|storage|localstorage|bucket|per (?:minute|second)/i,
    service: false,
    cause: "quota_exceeded",
    test: "Billing hard limit has been reached",
  },
  {
    id: "generic.throttled",
    when: [
      /rate[- ]?limit(?:ed|s)?\b[^\n]{0,20}(?:exceeded|reached|hit|please|try|wait)|too many requests|requests? (?:rate|limit) (?:limit )?exceeded|request was throttled|\bthrottled\b|reached max(?:imum)? (?:\w{2,14} )?concurrency/i,
      /(?:you are|you have been|being) rate[- ]?limited|slow down your requests/i,
    ],
    unless: /log ?in|sign ?in|password|otp|verification|attempts/i,
    service: false,
    cause: "rate_limit",
    test: "Too many requests in 1 hour. Try again later.",
  },
  {
    id: "generic.filtered",
    when: /(?:inappropriate|harmful|unsafe|sensitive) content|content exists risk|considered high risk|safety system|content (?:policy|filter|management)|flagged as (?:potentially )?\w{3,12}/i,
    llm: false,
    unless: /security policy|csp|cors/i,
    cause: "content_filtered",
    test: "Input data may contain inappropriate content.",
  },
  {
    id: "generic.roles",
    when: /use a valid role|alternate between user and model|(?:conversation|messages?) must start with a user message|multiturn requests/i,
    cause: "message-order",
    test: "A conversation must start with a user message.",
  },
  {
    id: "generic.file",
    when: /^[^\n]{0,80}(?:could not process image|image dimensions exceed max|unable to process (?:the )?(?:input )?image)/im,
    cause: "attached-file",
    test: "At least one of the image dimensions exceed max allowed size: 8000 pixels",
  },
  {
    id: "generic.overloaded",
    when: /(?:server|service|engine|system) (?:is )?(?:currently |temporarily )?(?:overloaded|over capacity|at capacity|too busy)|overloaded with other requests|provider returned (?:an )?error|systems? encountered an error|an internal error has occurred\. please retry/i,
    unless: /either the server is/i,
    service: false,
    cause: "provider_error",
    test: "The server is currently overloaded with other requests. Please try again later",
  },
  {
    id: "generic.key",
    when: /no api key supplied|could not resolve authentication method|expected either api_?key or auth_?token/i,
    cause: "llm-key-missing",
    test: "no api key supplied",
  },
  {
    id: "generic.request",
    when: /rejected empty input|(?:larger|greater|more) than the model['’]s (?:maximum )?output limit|property ['"`]\w{2,40}['"`] is unsupported|request exceeds the maximum size|invalid request: |model (?:does )?not exist\b|is not a valid model id/i,
    service: false,
    cause: "invalid_request",
    test: "property 'foo' is unsupported",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** Whole sentences people write about models, prompts and answers, below everything that libraries print. */
export const proseAnswers = [
  {
    id: "prose.window",
    when: [
      /(?:cannot|can['’]t|could not|too (?:long|large|big) to) be (?:sent|put|packed|squeezed) in(?:to)? (?:one|a single) (?:prompt|request|call)|over the (?:limit|number) of tokens|over (?:the )?token limit/i,
      /\b(?:outgrown|outgrew|outgrows|no longer fits?|does(?: not|n['’]t) fit|will not fit|still too long|too long even after|grown too (?:large|long|big))\b[^\n]{0,60}(?:model|window|context|prompt|gpt|claude|gemini|mistral|llama|llm)/i,
      /(?:prompt|history|transcript|context|chunk|document|conversation|thread|input)\b[^\n]{0,40}(?:outgrown|outgrew|no longer fits?|does(?: not|n['’]t) fit|too (?:long|large|big) for)/i,
      /[\d.,]{3,9}k? tokens?\b[^\n]{0,60}(?:at most|maximum|reads|takes|accepts|allows|holds|handles|fewer|window|context)|(?:window|context) (?:of|is|holds|takes) [\d.,]{2,9}k?\b/i,
    ],
    unless: /per (?:min|sec|hour|day|month)|\/min|quota|rate|budget|retry in/i,
    cause: "context_length",
    test: "Transcript has outgrown the model's window, summarise it first",
  },
  {
    id: "prose.filtered",
    when: [
      /\b(?:model|llm|gpt|claude|gemini|provider|vendor|assistant|dall-e|image model)\b[^\n]{0,30}(?:will not|won['’]t|would not|wouldn['’]t|refuses? to|refused to|declines? to|declined to|is not willing to) (?:answer|draw|write|produce|generate|help|comply|discuss|respond|talk|continue|do)/i,
      /\b(?:reply|answer|output|completion|prompt|message|image|picture|text|request)\b[^\n]{0,20}(?:suppressed|withheld|censored|redacted|masked|blocked|flagged|muted)[^\n]{0,60}(?:categor|severity|polic|hate|hateful|self-harm|violence|sexual|safety|filter|moderat|unsafe|guardrail)/i,
      /\b(?:scored|classified|labelled|judged|rated|tagged) (?:it |this |the \w{2,12} )?as (?:hateful|unsafe|harmful|toxic|sexual|violent|self-harm|sensitive|offensive|abusive)/i,
      /\b(?:filter|guardrail|moderation|classifier)s? (?:tripped|fired|triggered|kicked in|hit)\b/i,
    ],
    cause: "content_filtered",
    test: "The image model will not draw this: prompt mentions a living politician",
  },
  {
    id: "prose.prompt",
    when: [
      /\b(?:system |rendered |final |user |assembled )?prompt\b[^\n]{0,40}(?:still (?:contains|has|says|asks|names)|asks for [^\n]{1,40} but|left over|was never (?:loaded|rendered|filled)|not loaded|without (?:its |the )?variables?|contradicts)/i,
      /unknown prompt (?:id|name|key|version)|unbalanced braces in|tool result without (?:a )?matching|prompt (?:id|name|version) ["'`][\w/.-]{1,60}["'`] (?:is unknown|does not exist|not found)/i,
      /few-?shot[^\n]{0,30}(?:empty|missing|not loaded|malformed|out of date)|left in the (?:rendered |final )?(?:prompt|template)|\bTODO\b[^\n]{0,30}prompt|prompt[^\n]{0,30}\bTODO\b/i,
      /tool (?:result|output|message)s? (?:for \S{1,60} )?(?:was|were|is|are) (?:never|not) (?:added|sent|appended|returned)|tool (?:schema|description|definition|parameters?)[^\n]{0,40}(?:wrong|typo|misspelt|invalid|missing|empty|duplicate)/i,
    ],
    unless: /\b40[13]\b|window|tokens/i,
    cause: "prompt_issue",
    test: "system prompt still contains TODO: add tone",
  },
  {
    id: "prose.answer-shape",
    when: [
      /\b(?:no|missing|could not find|cannot find|did not find|without) (?:an? |the |any )?(?:valid )?(?:json|xml|yaml|code|csv|<\w{1,20}>|closing)? ?(?:block|tag|object|array|fence|part)s? in (?:the )?(?:assistant|model|llm|completion|reply|answer|response|output|generation|message)/i,
      /\b(?:answer|reply|response|output|completion|summary|translation|transcript(?:ion)?|extraction|embedding|structured output|tool (?:arguments?|input|call)|verdict|plan|draft|generation|score)s?\b[^\n]{0,30}(?:missing (?:field|key|section|part)|contains? (?:nan|only|no)\b|still not (?:valid|json|parse)|not (?:valid )?(?:yaml|xml|json|csv)\b|which is not|both empty|is only|are only|longer than the (?:original|source|input)|lacks\b|has no (?:field|key|answer|text)|is all (?:whitespace|zeros))/i,
      /\b(?:model|llm|gpt(?:-\S{1,12})?|claude|gemini|mistral|llama|assistant|agent|copilot|bot|reranker|classifier)\b (?:invented|hallucinated|made up|fabricated|repeated|contradicts|contradicted|mixed up|ignored|gave (?:every|each|all|the same)|returned the same|keeps (?:calling|repeating|answering))/i,
      /guardrail retry|(?:loop|cycle) detected: [^\n]{0,40}(?:called|repeated)|called \d{1,3} times (?:with the same|in a row)/i,
    ],
    unless: /\b[45]\d\d\b|time(?:d )?out|\bsql\b|request body|payload/i,
    cause: "response_quality",
    test: "Reranker gave every passage the same score",
  },
  {
    id: "prose.answer",
    when: [
      /\b(?:answer|reply|output|response|completion|summary|translation|extraction|classification|classifier|verdict|draft|citation|generation|transcript|label|plan|caption|headline)\b[^\n]{0,40}(?:where only|came back (?:in|as|with|without)|\bwanted\b|instead of|but only \d|only \d{1,4} (?:were|was|are|exist)|extra (?:closing )?(?:brace|bracket|comma|field|text)|missing (?:a |the )?(?:closing|field|brace|key|section)|stops? in the middle|cites? |references? (?:a |the )?(?:table|column|file|product|document)|is (?:nonsense|gibberish|garbage|nonsensical|off))/i,
      /\b(?:written|generated|produced|proposed|suggested|emitted|returned|invented) by the (?:assistant|model|agent|llm|copilot|bot)\b[^\n]{0,60}(?:references|uses|does not|is not|fails|names|contains|lacks|has)/i,
      /\b(?:model|llm|gpt(?:-\S{1,12})?|claude|gemini|mistral|llama|assistant|agent|copilot|bot|classifier|extractor|judge|grader|router)\b (?:said|answered|gave|wrote|replied|claimed|picked|chose|produced|returned|guessed|responded|called tool|called the|asked for) (?:["'`“]|an? |the |\w{1,20},? |\d)/i,
      /\b(?:extraction|classification|model|llm|score|scoring) (?:gave|returned|produced|yielded) (?:total |score |label |amount )?-?\d|never offered|not among the (?:allowed|offered|known)|no such (?:category|label|intent) in/i,
    ],
    unless:
      /\b[45]\d\d\b|\berror\b|time(?:d )?out|too many|quota|throttl|unavailable|overload|refus|key|token limit|nothing|in time/i,
    llm: true,
    cause: "response_quality",
    test: "LLM answered a poem for a question that needs three numbers",
  },
  {
    id: "prose.provider",
    when: [
      /\b(?:model|llm|gpt(?:-\S{1,12})?|claude|gemini|mistral|llama|openai|anthropic|vllm|ollama|completion|embedding|inference|provider|vendor)\b[^\n]{0,30}(?:answered|returned|gave|sent|responded with|replied with|says|said|threw|fails with|failed with) (?:an? |http |status |only |with )?(?:html )?(?:\b5\d\d\b|internal (?:server )?error|server error|error page|overload|bad gateway)/i,
      /\b(?:model|inference|llm|embedding|completion) (?:server|service|endpoint|replica|worker|backend|api)s?\b[^\n]{0,30}(?:restarting|restarted|not ready|is down|went down|crashed|unhealthy|no replicas?|flapping|degraded|failing)/i,
      /\b(?:openai|anthropic|claude|gemini|google|mistral|cohere|groq|azure openai|bedrock|deepseek|provider|vendor)\b[^\n]{0,12} (?:is |are |is having |has |having )(?:an? )?(?:outage|trouble|problems|issues|incident|down)\b|fall-?back (?:chain|providers?) (?:is |are )?exhausted|unexpected error from (?:the )?(?:openai|anthropic|claude|gemini|mistral|cohere|groq|bedrock|model|provider|llm)/i,
      /\b5(?:0[0234]|2\d) from (?:the )?(?:openai|anthropic|claude|gemini|google|mistral|cohere|groq|azure|bedrock|model|provider|llm)/i,
    ],
    unless: /cuda|out of memory|gpu memory|api key/i,
    cause: "provider_error",
    test: "claude answered 500 twice, giving up on this draft",
  },
] as const satisfies readonly Rule[];

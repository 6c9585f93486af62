import type { Rule } from "../rule.ts";

/** Windows, budgets, filters and keys in applications' own words. */
export const limitsOwn = [
  {
    id: "own.window",
    when: [
      /(?:packed |assembled |built )?(?:context|prompt|conversation|history|input|transcript)[^\n]{0,40}(?:is |was )?[\d,]{3,9} tokens (?:over|above|past|beyond|too (?:long|many|large))/i,
      /(?:exceeds?|over|beyond|bigger than|larger than|longer than|outgrew|overflow(?:s|ed)?|does(?: not|n['’]t) fit(?: in(?:to)?)?) (?:the )?(?:model|context|token|prompt)(?:['’]?s)? (?:context )?(?:window|budget|length|limit)/i,
      /(?:token|context|prompt) budget[^\n]{0,40}(?:exhausted|exceeded|used up|blown|overrun|too small)/i,
      /\([\d,_]{4,9} ?> ?[\d,_]{4,9} ?tokens\)|max(?:imum)? (?:allowed )?tokens per (?:submitted )?(?:batch|request|input|document|text)/i,
      /(?:prompt|thread|conversation|history|context|transcript|document|input)[^\n]{0,30} (?:grew|grown|has grown|is|ran|went|runs) (?:past|over|beyond|too (?:long|large|big) for)[^\n]{0,30}(?:window|limit|context|model|gpt|claude|gemini|llama)/i,
      /\b\d{1,4}[.,]?\d{0,3}k? tokens > \d|context length exceeded|does not fit in (?:one|a single) (?:call|request|prompt)/i,
      /(?:holds|has|comes to|counts|carries) [\d.,]{2,9}k? tokens[^\n]{0,40}(?:cap|limit|max|window)|too long\b[^\n]{0,20}context|run compaction/i,
      /exceeds the available context size|context shift|num_ctx too small/i,
      /longer than the model\\?['’]s context/i,
    ],
    unless: /per (?:min|day|month|hour|sec)|quota|rate limit|credits|spend|daily|monthly/i,
    cause: "context_length",
    test: "refusing to call model: packed context is 9,004 tokens over the window even after dropping history",
  },
  {
    id: "own.moderation",
    when: [
      /\bguard(?:rail)?s? (?:blocked|stopped|refused|rejected)\b/i,
      /moderation[^\n]{0,20} (?:flagged|rejected|blocked|refused|failed|hit|tripped)|(?:flagged|blocked|rejected|withheld|stopped) by (?:the |our )?(?:\w{1,20} )?(?:moderation|moderator|safety|toxicity|content filter|guardrail)/i,
      /(?:rejected|blocked|refused|declined|stopped|withheld)[^\n]{0,30} (?:abuse|safety|content|toxicity|nsfw|policy|pii) (?:filter|check|classifier|detector|team|rules?)\b|depicts? (?:a )?(?:real person|minor|public figure|violence)|refusal (?:part|block|message|instead)|(?:returned|answered with|sent) (?:a )?refusal\b/i,
      /(?:brand|content|output|response|child|prompt) safety (?:check|filter|classifier|gate|layer)[^\n]{0,20} (?:rejected|blocked|failed|flagged|tripped|refused)/i,
      /(?:were |was )?found to be (?:toxic|profane|harmful|unsafe|nsfw)|toxicity (?:score )?[^\n]{0,20}(?:above|over|exceed|threshold)/i,
      /prompt (?:threat|shield|injection|attack)\w{0,2}[^\n]{0,30}(?:detected|tripped|fired|triggered|flagged|blocked)|PROMPT_THREAT_DETECTED/i,
      /(?:self[-_ ]harm|hate|violence|sexual|harassment)(?:\/\w{1,20})?[^\n]{0,20}(?:severity|score|category|:\s?(?:high|medium|true|0\.\d))/i,
    ],
    cause: "content_filtered",
    test: "omni-moderation flagged user message: harassment/threatening 0.97",
  },
  {
    id: "own.quota",
    when: [
      /\b(?:daily|monthly|weekly) (?:characters|tokens|credits|minutes|requests|units|images|seats|messages) (?:used|spent|consumed|exhausted|gone)\b/i,
      /(?:prepaid )?(?:balance|credits?|wallet|allowance|free grant|free quota|trial)[^\n]{0,40} (?:below zero|is spent|are spent|all spent|ran dry|ran out|has ended|is over|is gone|used up|need \d{1,7}, have \d|negative|at zero|hit zero|exhausted)|until (?:we )?top[- ]?up|(?:add|update) (?:a |your )?payment method|trial has ended/i,
      /is disabled because the (?:spending|billing|usage|budget) limit|spending limit (?:was|has been|is) reached|spend alert threshold|blocked_api_access|(?:unit|request|token|credit) limit for the (?:current )?(?:month|day|billing)/i,
      /资源包.{0,6}(?:用尽|耗尽|不足)|FreeResourcePackExhausted|今日.{0,8}(?:次数|调用).{0,6}(?:限额|上限|用完)|调用次数限额/,
      /(?:does not have|do not have|has not|not) enough credits|insufficient credits|\bPAYMENT_REQUIRED\b/i,
      /"status_msg": ?"insufficient balance"|(?:out of|no more|zero|0) (?:api )?(?:credits?|balance) (?:left|remaining)/i,
    ],
    cause: "quota_exceeded",
    test: "speech: daily characters used (500000/500000)",
  },
  {
    id: "own.key-missing",
    when: /\b(?:OPENAI|ANTHROPIC|AZURE_OPENAI|GEMINI|GOOGLE_(?:GENERATIVE_AI|AI|GENAI)|MISTRAL|COHERE|GROQ|DEEPSEEK|TOGETHER|OPENROUTER|HF|HUGGINGFACE(?:HUB)?|DASHSCOPE|XAI|FIREWORKS|REPLICATE|PERPLEXITY|VOYAGE|AZURE_AI|LLM|ZHIPU(?:AI)?|MOONSHOT|ARK)_(?:API_)?(?:ACCESS_)?(?:KEY|TOKEN)\b/,
    unless: /\b(?:40[13]|invalid|incorrect|expired|revoked|rejected)\b/i,
    cause: "llm-key-missing",
    test: "ANTHROPIC_API_KEY is empty, copilot cannot start",
  },
  {
    id: "own.pace",
    when: [
      /(?:asks|asked|wants|tells us) (?:us )?(?:for|to) (?:a )?(?:pause|wait)|pause of \d|concurrency (?:cap|limit)[^\n]{0,30}(?:reached|hit|exceeded)|\b[RT]PM limit\b[^\n]{0,40}(?:hit|reached|exceeded)/,
      /\d[\d,.]{0,8} ?(?:images?|requests?|tokens?|calls?|completions?|embeddings?|messages?|reqs?) ?(?:\/|per |a |an |each )(?:min(?:ute)?|s|sec(?:ond)?|hour)\b[^\n]{0,40}(?:used up|exceeded|reached|spent|over|limit|cap|allowed)?/i,
      /faster than (?:our|the|your|this) (?:\w{2,12} )?(?:tier|plan|key|account|limit|quota)[^\n]{0,20}|(?:too many|\d{1,5}) (?:parallel|simultaneous|concurrent|in-?flight) (?:completions|generations|sessions|jobs|requests|calls|streams)/i,
      /(?:asking|told|asks|telling|wants) (?:us )?to slow down|(?:abusive|excessive|too high) (?:request )?rate|burst of \d|next slot in \d|temporarily limited|hit (?:a|the|our|your) (?:\w{2,12} )?rate limit|rate limited by|slow start required/i,
    ],
    unless: /per (?:day|month)|daily|monthly|\bsql\b|dropped|latency|throughput (?:is|was)/i,
    cause: "rate_limit",
    test: "Bulk tagging paused: we are sending completions faster than our tier allows",
  },
  {
    id: "own.key-refused",
    when: [
      /(?:provider|vendor|upstream|gateway|openai|anthropic|gemini|model endpoint|llm)[^\n]{0,30} (?:rejects|rejected|refuses|refused|no longer accepts|does not accept|did not accept|declined|says)[^\n]{0,20} (?:our |the |this |that )?(?:api )?(?:key|token|credentials?|secret)\b/i,
      /(?:provider|model|llm|vendor) keys? (?:is|are|was|were|has been|have been|got)? ?(?:not )?(?:accepted any ?more|rejected|refused|revoked|rotated|expired|dead|invalid|no longer (?:valid|accepted))/i,
      /\bno (?:openai|anthropic|gemini|azure|mistral|cohere|groq|llm|model|provider) (?:api )?key (?:is )?(?:configured|set|found|stored|available|present) (?:for|in|on)|key [\w.…-]{3,40} was (?:deleted|removed|revoked|rotated|disabled)/i,
      /\b(?:hf|hugging ?face|openai|anthropic|gemini|vertex(?: ai)?|replicate) (?:access )?token (?:is |was |has |has been )?(?:invalid|expired|revoked|missing|rejected)/i,
      /none of (?:our|the) (?:\d{1,3} )?(?:provider |api )?keys|bearer token sent to the model|key ending in \w{2,8}/i,
    ],
    cause: "llm-key",
    test: "none of our 3 provider keys is accepted any more",
  },
  {
    id: "own.model-service",
    when: /\b(?:model|llm|inference|completion|embedding)s? (?:gateway|provider|backend|server|service|endpoint|host|proxy|upstream)[^\n]{0,40}(?:\b50[023]\b|is down|unavailable|unreachable for|keeps failing|outage|circuit (?:is )?open)|(?:vendor|provider|upstream|model) (?:incident|outage|status page)|errored with server_error|with server_error at the provider/i,
    cause: "provider_error",
    test: "model gateway answered 503 for 9 minutes, circuit opened",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

export const contentFilter = [
  {
    id: "filter.guardrail-failed",
    when: [
      /guardrail(?:s|_violation|_intervened)?\b[^\n]{0,40}(?:failed|intervened|blocked|violat|triggered)/i,
      /guardrail_intervened|guardrail_violation|"hooks_failed"/i,
    ],
    cause: "content_filtered",
    test: "Answer suppressed: stopReason guardrail_intervened",
  },
  {
    id: "filter.recitation",
    when: [
      /\bRECITATION\b|protected[ _]material|copyright(?:ed)? (?:material|content|text|lyrics|work)s?\b/,
      /reproduce copyrighted/,
    ],
    cause: "recitation",
    test: "[GoogleGenerativeAI Error]: Candidate was blocked due to RECITATION",
  },
  {
    id: "filter.account",
    when: [
      /limited access to this model for safety/i,
      /(?:account|organization|user|access)[^\n]{0,60}(?:suspended|restricted|disabled|flagged|blocked|limited)[^\n]{0,60}(?:usage polic|safety|abuse)/i,
      /repeatedly (?:broke|violated)[^\n]{0,30}policy/i,
    ],
    llm: true,
    cause: "account-flagged",
    test: "403 We've limited access to this model for safety reasons: this identifier repeatedly broke our policy.",
  },
  {
    id: "filter.google",
    when: [
      /(?:finish_?reason|block_?reason|blocked (?:due to|because of)|reason)["']?\s?[:=]?\s?["']?(?:SAFETY|PROHIBITED_CONTENT|BLOCKLIST|SPII|IMAGE_SAFETY|IMAGE_PROHIBITED_CONTENT|IMAGE_RECITATION|OTHER\b[^\n]{0,30}block)/i,
      /PROHIBITED_CONTENT|IMAGE_SAFETY/i,
    ],
    cause: "content_filtered",
    test: "Text not available. Response was blocked due to SAFETY",
  },
  {
    id: "filter.finish",
    when: /(?:finish|stop)[_ ]?reason["']?\s?(?:is|was|of)?\s?[:=]?\s?["'(]{0,2}(?:\d \()?(?:content[_-]?filter(?:ed)?|refusal|sensitive|moderation|safety)\b/i,
    cause: "content_filtered",
    test: "Generation halted, finishReason: content-filter",
  },
  {
    id: "filter.code",
    when: [
      /content_filter(?:ed)?\b|content_policy_violation|ResponsibleAIPolicyViolation|content_moderation/i,
      /moderation_blocked|content_against_policy|data_?inspection_?failed|GREEN_NET_CHECK_FAILED/i,
      /sensitive_words_detected|image_generation_user_error|prompt_blocked|content_blocked/i,
      /(?:new|input|output)_sensitive|safety_violations|invalid_prompt\b/i,
    ],
    cause: "content_filtered",
    test: "image_generation_user_error: moderation_blocked by the image API",
  },
  {
    id: "filter.types",
    type: [/ContentPolicyViolation|ContentFilter|BlockedPromptException|StopCandidateException/, /ModerationError|RefusalError/],
    cause: "content_filtered",
    test: { message: "stopped", type: "litellm.ContentPolicyViolationError" },
  },
  {
    id: "filter.management-policy",
    when: [
      /content (?:management|safety|filtering|moderation|usage) (?:policy|policies|system|check|guidelines)/i,
      /content filters?\b|safety (?:system|filters?|settings|check)\b/i,
      /moderation (?:system|filter|policy|endpoint)/i,
      /(?:blocked|flagged|rejected|refused|stopped|filtered|withheld|suppressed|denied) (?:by|due to|for|because of|as) (?:the |our |your |a |an )?(?:\w{1,20} )?(?:moderation|safety|guardrail|content|policy|filter|responsible|unsafe|harmful|sensitive|violat)/i,
      /potentially unsafe/i,
      /(?:answer|output|response|prompt|content|input|image|request|message|generation)s? (?:was |were |is |has been |got )?(?:blocked|flagged|filtered|censored|moderated)/i,
      /responsible ai/i,
    ],
    llm: true,
    cause: "content_filtered",
    test: "Your request was rejected as a result of our safety system.",
  },
  {
    id: "filter.violates",
    when: [
      /(?:violat(?:e|es|ed|ing|ion)|against|breaks?|conflicts? with|goes against|contrary to)[^\n]{0,40}\b(?:usage polic|content polic|guardrail|polic(?:y|ies)|terms of (?:service|use)|usage guidelines|community guidelines|acceptable use|safety guidelines|AUP)\b/i,
      /(?:violat\w{1,4}|against)[^\n]{0,20} guardrails|content likely to be unsafe|may conflict our AUP|violates? usage guidelines/i,
    ],
    llm: true,
    cause: "content_filtered",
    test: "Claude is unable to respond to this request, which appears to violate our Usage Policy",
  },
  {
    id: "filter.may-contain",
    when: [
      /unsafe (?:output|response|answer|completion)|content risk|response was withheld|model armor/i,

      /(?:may|might|could)? ?contains? (?:potentially )?(?:inappropriate|sensitive|harmful|unsafe|unsuitable|prohibited|explicit|offensive|illegal|nsfw) (?:content|words?|information|material|text|data)/i,
      /nsfw content/i,
      /flagged as (?:potentially )?(?:sensitive|harmful|violating|unsafe|inappropriate|nsfw)/i,
      /considered high risk|content exists risk|flagged by [^\n]{0,40}moderation|was flagged/i,
      /unsafe (?:content|prompt)|verdict[^\n]{0,30}unsafe|security configurations|failed content safety/i,
      /blocked by (?:our |the )?(?:ai )?(?:content |safety |prompt )?(?:filter|shield|guard)/i,
    ],
    llm: true,
    cause: "content_filtered",
    test: { message: "Output data may contain inappropriate content.", provider: "qwen" },
  },
  {
    id: "filter.refused",
    when: [
      /(?:llm|model|assistant|claude|gpt|gemini)\b[^\n]{0,20}\b(?:refused|declined|refusal)\b/i,
      /refused to (?:answer|respond|generate|comply)/i,
    ],
    llm: true,
    cause: "refusal",
    test: "The model refused to answer this request",
  },
  {
    id: "filter.tongues",
    when: [
      /敏感(?:词|内容|信息)|内容安全|安全(?:审核|策略|过滤)|触发.{0,6}策略|违规内容|内容(?:违规|审核)|审核不通过|不适当な(?:内容|コンテンツ)/iu,
      /コンテンツ(?:ポリシー|フィルタ)|不適[切当]な(?:内容|コンテンツ|表現)|ポリシー違反|안전 (?:정책|필터)|콘텐츠 (?:정책|필터)|부적절한 (?:내용|콘텐츠)/iu,
      /AI Filter에|nutzungsrichtlinien|inhaltsrichtlinie|inhaltsfilter/iu,
      /políticas? de (?:contenido|conteúdo|uso|seguridad|segurança)|filtro de (?:contenido|conteúdo)/iu,
      /politique (?:de contenu|d['’]utilisation)|filtre de (?:contenu|sécurité)/iu,
      /vi phạm (?:chính sách|quy định)|chính sách an toàn|нарушает (?:политик|правил)/iu,
      /политик\p{L}{0,3} (?:использования|безопасности|контента)|норматив\p{L}{0,4} контента/iu,
      /นโยบาย(?:ความปลอดภัย|เนื้อหา|การใช้งาน)|เนื้อหา(?:ที่)?ไม่เหมาะสม/iu,
      /politiche? (?:sui contenuti|di utilizzo)/iu,
    ],
    cause: "content_filtered",
    test: "400 检测到敏感词：[***]",
  },
] as const satisfies readonly Rule[];

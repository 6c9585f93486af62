import type { Rule } from "../rule.ts";

/** Overload that calls itself a 429 stands above the plain words of throttling. */
export const throttle = [
  {
    id: "throttle.overloaded-model",
    when: [
      /(?:model|engine|server|service)(?: '[^'\n]{1,60}')? (?:is |are )?(?:currently |temporarily )?(?:busy|overloaded|over capacity|at capacity|too busy)/i,
      /overloaded_error|"overloaded"|model busy|server overload|capacity temporarily exceeded/i,
      /queue_exceeded|当前访问量过大|访问量过大|模型过载|負荷が高|과부하|overloaded with other requests/i,
    ],
    llm: true,
    cause: "overloaded",
    test: "429 The model is busy (openai)",
  },
  {
    id: "throttle.concurrency",
    when: [
      /concurren(?:t|cy)(?: \w{1,20}){0,3} (?:limit|exceed|quota)[^\n]{0,40}/i,
      /(?:max(?:imum)?|too many|number of) (?:organization )?concurren\w{1,6}/i,
      /concurrency: ?(?<limit>\d{1,6})|并发(?:数|量|上限|请求)?.{0,8}(?:超|上限|限制)/i,
      /too many (?:in-?flight|parallel|simultaneous|pending|open|outstanding) (?:requests|streams|calls|connections to the model)|\d{1,4} concurrent (?:streams|requests|calls) allowed|(?:asking|told|asks|telling) (?:us )?to slow down/i,
      /batch requests are in the processing queue|enqueued token limit/i,
    ],
    llm: true,
    cause: "concurrency",
    test: "Number of concurrent connections has exceeded your rate limit. (anthropic)",
  },
  {
    id: "throttle.service",
    when: [
      /rate[- _]?limit|too many (?:concurrent )?requests|throttl|api rate limit exceeded/i,
      /requestlimitexceeded|slow ?down|reduce your request rate/i,
    ],
    service: true,
    llm: false,
    cause: "service-throttled",
    test: "Mapbox: too many requests",
  },
  {
    id: "throttle.code",
    when: [
      /rate_limit_exceeded|rate_limit_error|rate_limited|RateLimitExceeded/,
      /Throttling(?:Exception|\.\w{1,30})?|TooManyRequestsException|too_many_requests/,
      /RESOURCE_EXHAUSTED|request_limit_exceeded|RequestLimitExceeded|rpm_exceeded|model_rate_limit/,
    ],
    llm: true,
    cause: "rate_limit",
    test: { message: '{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}', provider: "anthropic" },
  },
  {
    id: "throttle.words",
    when: [
      /rate[- ]?limit(?:ed|ing|s)?\b|too many requests|requests? rate (?:is )?too high/i,
      /request was (?:rejected due to|throttled)|throttl(?:ed|ing)/i,
      /(?:requests? per (?:minute|min|second|sec|hour)|\bRPM\b|\bQPS\b|\bRPS\b)|qps (?:request )?limit/i,
      /call rate limit|(?:reached|exceeded)[^\n]{0,30}(?:request limit|rate)|slow down/i,
      /no deployments available|request frequency|frequency limit/i,
    ],
    llm: true,
    cause: "requests-per-minute",
    test: "Requests rate limit exceeded, please try again later. (qwen)",
  },
  {
    id: "throttle.tongues",
    when: [
      /请求(?:过于频繁|频率|太频繁|过多|次数)|频率(?:超过|限制|过高)|(?:速率|流量|调用)(?:限制|超限|控制)|限流|请求过多|リクエスト(?:が多すぎ|数|制限|頻度)/iu,
      /レート(?:制限|リミット)|회수 제한|요청이 너무 많|요청 (?:한도|제한|횟수)|속도 제한|zu viele anfragen|anfragelimit|ratenlimit/iu,
      /demasiadas solicitudes|límite de (?:solicitudes|velocidad|tasa)/iu,
      /muitas (?:solicitações|requisições)|limite de (?:taxa|requisições|requêtes|débit)/iu,
      /trop de requêtes|quá nhiều yêu cầu|yêu cầu trong thời gian ngắn|giới hạn (?:tốc độ|yêu cầu)/iu,
      /vượt quá giới hạn (?:tần suất|tốc độ|yêu cầu)|слишком много запросов|лимит запросов/iu,
      /превышен\p{L}? (?:лимит|частот)|คำขอมากเกินไป|จำกัดอัตรา|troppe richieste|çok fazla istek/iu,
      /terlalu banyak permintaan/iu,
    ],
    cause: "requests-per-minute",
    test: "429 Trop de requêtes",
  },
  {
    id: "throttle.type",
    type: [/RateLimitError|ThrottlingException|TooManyRequests|RateLimitException|ResourceExhausted/, /ThrottledException/],
    llm: true,
    cause: "rate_limit",
    test: { message: "slow", type: "openai.RateLimitError" },
  },
  {
    id: "throttle.429-words",
    when: /\b429\b[^\n]{0,6}too many requests/i,
    service: false,
    cause: "rate_limit",
    test: "upstream said: 429 Too Many Requests",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** one-api, new-api and the gateways built on them, and what Chinese providers answer. */
export const oneApi = [
  {
    id: "one-api.channel",
    when: [
      /无可用(?:渠道|通道|供应商)|没有可用(?:的)?渠道|no available channels? (?:for|under)|channel:no_available|get_channel_failed/i,
      /分组.{0,40}(?:下)?(?:对于|无)模型?.{0,40}(?:渠道|不存在)/,
    ],
    cause: "no-route",
    test: "当前分组 default 下对于模型 gpt-4o 无可用渠道 (request id: 2025)",
  },
  {
    id: "one-api.model-right",
    when: /(?:令牌|分组|用户|账号|密钥).{0,6}(?:无权|没有权限|不允许|未授权)(?:使用|访问|调用)?.{0,8}模型/,
    cause: "model-access",
    test: "该令牌无权使用模型：gpt-4",
  },
  {
    id: "one-api.quota",
    when: [
      /(?:令牌|用户|账户|帐户|token)?(?:额度|余额)(?:已)?(?:不足|用尽|用完|耗尽|已用尽)|TokenStatusExhausted|预扣费(?:额度)?失败/,
      /token quota is not enough|user quota is not enough|pre_consume_token_quota_failed|insufficient_user_quota/i,
      /欠费|余额不足|AccountOverdueError|overdue balance|\bArrearage\b/,
    ],
    cause: "credit",
    test: "该令牌额度已用尽 TokenStatusExhausted[sk-xxx]",
  },
  {
    id: "one-api.token",
    when: [
      /(?:该|此|您的)?令牌(?:状态不可用|已过期|已禁用|无效|不存在|验证失败)|无效的(?:令牌|API ?key|密钥)|TokenStatus(?:Expired|Disabled)/i,
      /不在令牌允许访问的列表/,
    ],
    cause: "llm-key",
    test: "该令牌状态不可用",
  },
  {
    id: "one-api.saturated",
    when: [
      /(?:上游)?负载(?:已)?(?:饱和|过高|已满)|并发数?(?:过高|已达上限|超过|超限)|请求(?:过于频繁|频率|太频繁|速率)/,
      /触发.{0,6}(?:限流|频率限制)|(?:超过|达到|超出).{0,8}(?:速率|频率|并发)(?:限制|上限)/,
    ],
    unless: /每[日天]|今日|当日|额度/,
    cause: "rate_limit",
    test: "当前分组上游负载已饱和，请稍后再试",
  },
  {
    id: "one-api.upstream",
    when: /\bdo_request_failed\b|do request failed: |bad_response_status_code|bad response status code \d{3}|\bupstream_error\b/i,
    unless: /time(?:d )?out|deadline|429|40[0-9]|api key|quota|balance|unauthorized|too many|rate/i,
    cause: "provider_error",
    test: "bad response status code 502",
  },
  {
    id: "one-api.codes",
    code: /^(?:Arrearage|AccountOverdueError|AllocationQuota\.FreeTierOnly|SetLimitExceeded|exceeded_current_quota_error|PrepaidBillOverdue|PostpaidBillOverdue|CommodityNotPurchased)$/m,
    cause: "credit",
    test: { message: "no", code: "SetLimitExceeded" },
  },
  {
    id: "one-api.throttle-codes",
    code: /^(?:Throttling(?:\.\w{1,30})?|RateLimitExceeded(?:\.\w{1,40})?|rate_limit_reached_error|ServerOverloaded|LimitExceeded\.\w{1,30})$/m,
    llm: true,
    cause: "rate_limit",
    test: { message: "no", code: "rate_limit_reached_error", provider: "moonshot" },
  },
  {
    id: "one-api.filter-codes",
    code: /^(?:DataInspectionFailed|data_inspection_failed|SensitiveContentDetected(?:\.\w{1,30})?|InputTextSensitiveContentDetected|OutputTextSensitiveContentDetected|content_risk)$/m,
    cause: "content_filtered",
    test: { message: "no", code: "DataInspectionFailed" },
  },
  {
    id: "baidu.codes",
    when: /access token invalid or no longer valid|open api (?:daily|total|qps) request limit reached/i,
    unless: /(?:daily|total|qps) request/i,
    cause: "llm-key",
    test: "Access token invalid or no longer valid",
  },
  {
    id: "baidu.daily",
    when: /open api (?:daily|total) request limit reached/i,
    cause: "daily-cap",
    test: "Open api daily request limit reached",
  },
  {
    id: "baidu.qps",
    when: /open api qps request limit reached/i,
    cause: "requests-per-minute",
    test: "Open api qps request limit reached",
  },
  {
    id: "qwen.input-length",
    when: /range of input length should be/i,
    cause: "context_length",
    test: "Range of input length should be [1, 30720]",
  },
] as const satisfies readonly Rule[];

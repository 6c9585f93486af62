import type { Rule } from "../rule.ts";

/** Stands before throttling: an exhausted account often arrives as a 429. */
export const quota = [
  {
    id: "quota.google-per-minute",
    when: [
      /quota (?:exceeded|metric)[^\n]{0,200}(?:per[_ ]?minute|PerMinute|per_base_model|per[_ ]?second)/i,
      /exceeded your current quota[^\n]{0,600}(?:per ?minute|PerMinute)/i,
    ],
    cause: "requests-per-minute",
    test: "Quota exceeded for quota metric 'Generate Content API requests per minute' and limit 'GenerateContent request limit per minute'",
  },
  {
    id: "quota.daily-google",
    when: [
      /exceeded your current quota[^\n]{0,600}(?:PerDay|per ?day)/i,
      /quota (?:exceeded|metric)[^\n]{0,200}(?:per ?day|PerDay)/i,
    ],
    cause: "quota_exceeded",
    test: "You exceeded your current quota, please check your plan. Quota exceeded for metric: generate_content requests per day",
  },
  {
    id: "quota.service-quota",
    when: [
      /exceeds the service quota[^\n]{0,120}per (?:minute|second)|Throttling\.AllocationQuota/i,
      /allocated quota exceeded|quota[^\n]{0,40}\(?(?:tokens|requests) per (?:minute|second)/i,
    ],
    cause: "tokens-per-minute",
    test: "Throttling.AllocationQuota: Allocated quota exceeded, please increase your quota limit.",
  },
  {
    id: "quota.resource-exhausted",
    when: [
      /resource (?:has been )?exhausted(?: \(e\.g\. check quota\))?(?:[^\n]{0,10}(?:please )?try again)?/i,
      /some resource has been exhausted: too many/i,
    ],
    llm: true,
    cause: "rate_limit",
    test: "Resource has been exhausted (e.g. check quota). gemini",
  },
  {
    id: "quota.insufficient",
    when: [
      /insufficient_quota|exceeded your current quota|insufficient_user_quota|quota_exceeded/i,
      /quota_not_enough|pre_consume_token_quota_failed|token_quota_not_enough/i,
      /billing_hard_limit_reached|billing_not_active|access_terminated_due_to_quota/i,
    ],
    cause: "quota_exceeded",
    test: "You exceeded your current quota, please check your plan and billing details.",
  },
  {
    id: "quota.day",
    when: [
      /(?:per|\/) ?(?:day|86400 ?s)\b|\b(?:TPD|RPD)\b|PerDay|ByDay\b/i,
      /daily (?:request |token |usage |message |free ){0,3}(?:limit|quota|cap|allowance)|per-day\b/i,
    ],
    llm: true,
    cause: "daily-cap",
    test: "Rate limit reached for model `llama-3.3-70b` on tokens per day (TPD): Limit 100000, Used 99532",
  },
  {
    id: "quota.credit",
    when: [
      /(?:balance|credits?) (?:have|has) been (?:exhausted|depleted|used up)/i,

      /credit balance is too low|insufficient[_ ](?:account )?(?:balance|credits?|funds)/i,
      /payment[_ ]instrument|overdue balance/i,
      /(?:balance|credits?) (?:is |are )?(?:too low|insufficient|depleted|exhausted|not enough|used up|run out)/i,
      /(?:out of|no|run out of|not enough|requires more|need more|remaining) credits?\b/i,
      /prepa(?:id|yment) credits/i,
      /(?:used up|exceeded|exhausted|depleted|consumed|ran out of)[^\n]{0,40}(?:credits|free allocation|free tier|allowance|neurons)/i,
      /balance is (?:0|zero|negative|not enough)|account balance|purchase (?:more )?credits|top up/i,
      /recharge|can only afford|add (?:more )?credits/i,
    ],
    llm: true,
    cause: "credit",
    test: "Your credit balance is too low to access the Anthropic API.",
  },
  {
    id: "quota.billing",
    when: [
      /billing[_ ](?:error|information|details|account|not active|is disabled|disabled)/i,
      /requires? billing to be enabled|enable billing|overdue[- ](?:invoice|payment)|unpaid invoice/i,
      /payment (?:required|method|details|failed)|account is not active|arrears|good standing/i,
      /subscription (?:has )?(?:expired|ended|lapsed)/i,
    ],
    llm: true,
    cause: "credit",
    test: "Your account is not active, please check your billing details on our website. gpt-4",
  },
  {
    id: "quota.spending",
    when: [
      /(?:spend(?:ing)?|(?<!s )budget|usage|cost|monthly|hard) (?:limit|cap)s?[^\n]{0,60}(?:reached|exceeded|hit|blocked)/i,
      /(?:reach(?:ed|ing)|exceed(?:ed|s|ing)?|hit|over|exhausted|used up)[^\n]{0,60}(?:inference limit|spend(?:ing)? (?:limit|cap)|(?:monthly |daily |max |maximum )?budget|usage limits?|monthly limit|hard limit|key limit|included credits|budget)/i,
      /(?:key|total) limit exceeded|budget (?:has been )?(?:exceeded|exhausted|reached)|ExceededBudget/i,
      /BudgetExceeded|max budget/i,
    ],
    unless: /(?:time|latency|(?<!monthly |daily )token|retry|error|context) budget/i,
    llm: true,
    cause: "spending-cap",
    test: "Project proj_a exceeded its monthly budget of $500.00. (openai)",
  },
  {
    id: "quota.month",
    when: [
      /(?:API calls?|requests?|tokens?|messages?|searches) ?(?:\/|per|for the|this) ?month/i,
      /monthly (?:token |request |ai |message |usage ){0,3}(?:quota|limit|credits|allowance|cap)/i,
      /(?:exhausted|used up|consumed) (?:all )?(?:of )?your (?:monthly|included|daily|weekly|free)/i,
      /token_quota_reached|call volume quota/i,
      /free (?:tier|quota|trial)[^\n]{0,60}(?:exhausted|used up|expired|ended|reached)/i,
      /quota (?:has been |is |was )?(?:exhausted|used up|depleted|fully used|reached)/i,
      /out of [^\n]{0,20}quota|trial (?:has )?(?:expired|ended)/i,
    ],
    llm: true,
    cause: "quota_exceeded",
    test: "Monthly token quota of the Experiment plan is used up.",
  },
  {
    id: "quota.tongues-daily",
    when: [
      /每[日天].{0,12}(?:上限|限额|额度|配额)|今日.{0,12}(?:上限|用完|额度)|当日.{0,10}(?:上限|额度)/iu,
      /(?:tages|diari|quotidien|journali)\p{L}{0,8}[^\n]{0,40}(?:limit|quota|cuota|kontingent|aufgebraucht|agotad|épuis)/iu,
      /cuota diaria|quota diário|quota quotidien|일일 (?:한도|할당량)|하루.{0,10}한도|1日.{0,12}(?:上限|制限)/iu,
      /hạn mức (?:hàng )?ngày|дневн\p{L}{0,5} (?:лимит|квот)|โควต้ารายวัน/iu,
    ],
    llm: true,
    cause: "daily-cap",
    test: "429 Ha agotado su cuota diaria de tokens (500000).",
  },
  {
    id: "quota.tongues",
    when: [
      /额度(?:不足|已用尽|已用完|已用|用尽|用完|超)|余额(?:不足|已|为)|欠费|配额(?:不足|已用|用尽|耗尽|超)|账户.{0,8}(?:欠费|余额|停用)|剩余额度|充值/iu,
      /套餐.{0,8}(?:用完|过期|到期|已)|크레딧.{0,12}(?:부족|소진)|잔액.{0,6}부족|할당량.{0,10}(?:초과|소진)|(?:한도|사용량).{0,8}소진/iu,
      /(?:クレジット|残高|利用枠|クォータ).{0,14}(?:不足|使い切|超え|切れ|上限)/iu,
      /(?:guthaben|kontingent|budget|monatsbudget)[^\n]{0,60}(?:aufgebraucht|erschöpft|ausgeschöpft|überschritten)/iu,
      /(?:crédits?|solde|quota)[^\n]{0,30}(?:épuis|insuffisant|dépass)/iu,
      /(?:saldo|crédito|créditos|cuota|cota)[^\n]{0,30}(?:insuficiente|agotad|esgotad|excedid)/iu,
      /(?:số dư|hạn mức|tín dụng|credit)[^\n]{0,30}(?:không đủ|hết|vượt)/iu,
      /hết (?:hạn mức|số dư|tín dụng|tiền)|(?:เครดิต|โควต้า|ยอดเงิน).{0,20}(?:หมด|ไม่พอ|ไม่เพียงพอ)/iu,
      /(?:квот\p{L}|баланс\p{L}?|средств\p{L}?)[^\n]{0,30}(?:исчерпан|недостаточно|превышен)/iu,
      /недостаточно средств|(?:credito|saldo)[^\n]{0,20}(?:esaurito|insufficiente)/iu,
    ],
    cause: "credit",
    test: "403 Guthaben aufgebraucht",
  },
  {
    id: "quota.plan",
    when: /(?:upgrade (?:your plan|to (?:a paid|pro|continue|the paid))|subscribe to|plan (?:limit|quota)|quota (?:exceeded|limit))/i,
    llm: true,
    cause: "quota_exceeded",
    test: "Plan quota exceeded, upgrade your plan to continue using the model",
  },
  {
    id: "quota.402",
    status: [402],
    llm: true,
    cause: "credit",
    test: { message: "402 status code (no body)", status: 402, provider: "deepseek" },
  },
] as const satisfies readonly Rule[];

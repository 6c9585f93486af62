import type { Rule } from "../rule.ts";

/** Exceptions whose very name says what happened, whatever their words. */
export const errorNames = [
  {
    id: "name.window",
    type: /Context(?:Length|Window|Size|Overflow|TooLong)\w{0,20}|PromptTooL(?:ong|arge)\w{0,10}|TokenBudget\w{0,14}|TokenLimit(?:Exceeded|Error)\w{0,10}|TooManyTokens\w{0,10}|(?:Input|History|Conversation|Thread|Document)TooLong\w{0,10}|(?:^|[.:\\])(?:Window|Packing|Pack)(?:Exceeded|Overflow)?(?:Error|Exception)$/m,
    cause: "context_length",
    test: { message: "Policy booklet is too much", type: "org.claims.llm.WindowException" },
  },
  {
    id: "name.filtered",
    type: /Moderat(?:ion|ed)\w{0,20}|ContentPolicy\w{0,20}|ContentFilter\w{0,20}|ContentBlocked\w{0,10}|Safety(?:Filter|Block\w{0,3}|Violation)?(?:Error|Exception|Triggered)|BlockedByPolicy\w{0,10}|PolicyViolation\w{0,10}|(?:^|[.:\\]|Model|Llm|LLM|Content|Answer|Completion)Refus(?:al|ed)(?:Error|Exception)?$|Flagged(?:Content|Input|Output)\w{0,10}|Guardrail(?:Violation|Triggered|Tripwire)\w{0,20}/m,
    cause: "content_filtered",
    test: { message: "avatar not drawn", type: "Contoso.Ai.SafetyException" },
  },
  {
    id: "name.credit",
    type: /(?:Insufficient|OutOf|No|Exhausted)(?:Quota|Credits?|Balance|Funds)\w{0,12}|(?:Quota|Credits?|Balance|Budget|Spend(?:ing)?|FreeTier|Trial|Billing)(?:Exceeded|Exhausted|Expired|Limit|Depleted|Ended|Reached)?(?:Error|Exception)$|Err(?:Credit|Quota|Budget|Billing)\w{0,10}|(?:Quota|Credits?|Budget)(?:Exceeded|Exhausted|Depleted)/m,
    llm: true,
    cause: "credit",
    test: { message: "no completions", type: "llm.ErrCredit" },
  },
  {
    id: "name.throttled",
    type: /Rate_?Limit(?:ed|Exceeded|Reached|Error|Exception)?\w{0,20}|Throttl(?:ed|ing)\w{0,12}|SlowDown\w{0,10}|TooManyRequests\w{0,12}|ErrRate\w{0,10}/m,
    unless: /["“'][^"”'\n]{0,60}rate limit/i,
    when: /\S/,
    cause: "rate_limit",
    test: { message: "You hit a provider's wall", type: "Prism\\Prism\\Exceptions\\PrismRateLimitedException" },
  },
  {
    id: "name.key",
    type: /(?:Bad|Invalid|Missing|Expired|Revoked|Rejected|Unknown|Leaked)(?:Api|API|Provider|Model)?(?:Key|Secret|Credentials?)(?:Error|Exception)?$|(?:Api|API)Key(?:Rejected|Invalid|Expired|Missing|Revoked|Error)?\w{0,10}|Key(?:Rejected|Expired|Revoked)\w{0,10}|Err(?:BadKey|Auth|Key|Unauthorized)\w{0,10}/m,
    llm: true,
    cause: "llm-key",
    test: { message: "not let in", type: "Llm::BadKey" },
  },
  {
    id: "name.prompt",
    type: /(?:^|[.:\\])prompts\.Err\w{1,30}|Prompt(?:Template|Format|Render\w{0,3}|Build\w{0,3}|NotFound|Missing|Variable|Registry|Config|Compile|Syntax|Version)\w{0,24}|ToolDefinition\w{0,14}|ToolSchema\w{0,14}|MissingPrompt\w{0,14}|UnknownPrompt\w{0,10}/m,
    cause: "prompt_issue",
    test: { message: "v4 references partial footer which is not registered", type: "prompts.ErrMissing" },
  },
  {
    id: "name.answer",
    type: /(?:Unusable|Malformed|Invalid|Odd|Bad|Empty|Truncated|Incomplete|Unparse?able|Garbled|Unexpected|Ungrounded)(?:Llm|LLM|Model|Ai|AI|Agent)?(?:Output|Answer|Reply|Completion|Generation|Verdict|Summary|Plan|Draft|Label|Translation|Json|JSON)\w{0,14}|(?:Output|Answer|Reply|Completion|Generation|Llm|LLM)(?:Parse|Parser|Parsing|Quality|Schema|Format|Shape|CutOff|Truncated|Mismatch)\w{0,16}|(?:^|[.:\\])(?:SchemaMiss|SchemaMismatch|CutOff|LowConfidence|Hallucination|Planner|Judge|Grader|Groundedness)\w{0,20}$|(?:Planner|Judge|Grader|Evaluator)(?:Error|Exception)/m,
    llm: true,
    cause: "schema-mismatch",
    test: { message: 'reply lacks key "urgency"', type: "Llm::SchemaMiss" },
  },
  {
    id: "name.outage",
    type: /(?:^|[.:\\])(?:Outage|ModelDown|ProviderDown|ProviderError|ProviderUnavailable|ModelUnavailable|UpstreamDown|ModelOverloaded|Overloaded)(?:Error|Exception)?$|ErrUpstream\w{0,10}|ErrUnavailable\w{0,10}|ErrOverloaded\w{0,10}/m,
    llm: true,
    cause: "provider_error",
    test: { message: "all claims summaries delayed", type: "org.claims.llm.Outage" },
  },
  {
    id: "name.deadline",
    type: /ErrDeadline\w{0,10}|Deadline(?:Exceeded|Passed|Missed)\w{0,10}|ErrTimeout\w{0,10}|TooSlow\w{0,10}/m,
    cause: "timeout",
    test: { message: "the last chunk came too late", type: "llm.ErrDeadline" },
  },
  {
    id: "name.input",
    type: /(?:^|[.:\\])(?:(?:User|Client)?Input(?:Error|Exception|Invalid|Refused)|UserInput|InvalidUpload\w{0,10}|FormInvalid\w{0,10}|DomainValidation\w{0,12})$/m,
    cause: "validation",
    test: { message: "IBAN checksum does not match", type: "org.claims.InputException" },
  },
] as const satisfies readonly Rule[];

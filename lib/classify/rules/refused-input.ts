import type { Rule } from "../rule.ts";

/** Tests' assertions, and input an application refuses by an exception that says so: what they name is not what happened. */
export const refusedInput = [
  {
    id: "test.assertion",
    when: [
      /\bexpect\((?:received|jest\.fn\(\)|\w{1,40})\)\.(?:not\.)?to\w{2,40}\(|\bassert(?:ion)?(?:Error)? ?(?:failed)?: expected [^\n]{1,120} (?:to (?:equal|be|have|include|contain)|but (?:got|was))/i,
      /invariant (?:broken|violated|violation|failed)|assertion ['"`][^\n]{1,160}['"`] failed/i,
    ],
    cause: "code_bug",
    test: 'expect(received).toBe(expected) Expected: "context_length_exceeded" Received: undefined',
  },
  {
    id: "input.refused-type",
    type: /(?:^|[.:\\])(?:\w{0,20}(?:Input|Upload|Import|Form|Prompt)Reject(?:ed|ion)\w{0,12}|BadUserInput\w{0,10}|UserInput(?:Error|Exception)|InvalidUserInput\w{0,10})$/m,
    unless: /api key|credentials|openai|upstream/i,
    when: /\S/,
    cause: "validation",
    test: { message: 'Prompt library: name "rate limit" is taken', type: "Desk.InputRejectedException" },
  },
  {
    id: "input.framework-type",
    type: /FluentValidation\.ValidationException|ValidationFailedException|(?:^|\.)validator\.ValidationErrors|MethodArgumentNotValid|InvalidChangesetError|ActionController::ParameterMissing|MissingServletRequestParameter|HttpMessageNotReadable|DataAnnotations\.ValidationException|marshmallow\.exceptions|rest_framework\.exceptions\.(?:Validation|Parse)Error/,
    cause: "validation",
    test: { message: "Prompt must not be empty", type: "FluentValidation.ValidationException" },
  },
  {
    id: "input.route-zod",
    type: /TRPCError|(?:^|\.)HttpException|BadRequestException|RequestValidation\w{0,12}/,
    when: /"code":\s?"(?:invalid_\w{3,20}|too_small|too_big|unrecognized_keys|custom)"/,
    cause: "validation",
    test: { message: '[{"code":"too_small","minimum":1,"path":["prompt"]}]', type: "TRPCError" },
  },
  {
    id: "input.refused-words",
    type: /(?:^|[.:\\])(?:Validation(?:Error|Exception)|InvalidArgument(?:Error|Exception)|BusinessError)$/m,
    when: [
      /^["'`]?[\w.[\]]{1,40}["'`]?:? (?:must (?:be|have|contain|not)|is (?:required|not allowed|taken|not accepted)|cannot be|should be)\b/im,
      /(?:please keep|is not accepted|is already taken|must be a (?:number|integer|string|boolean|date|positive)|at (?:most|least) \d{1,7} (?:characters|items|words|files|MB))/i,
    ],
    unless: /api key|credentials|openai|anthropic|upstream|\bmodel\b/i,
    cause: "validation",
    test: { message: "timeout must be a number between 1 and 300", type: "ValidationError" },
  },
  {
    id: "input.characters",
    when: /(?:longer than|(?:(?:may|can|must|should) (?:have|contain|be)|in|with) (?:at most|at least|under|below)|cannot exceed|must not exceed|may not exceed|no more than|shorter than|keep [\w ]{1,20} under|maximum of|limited to) \d[\d,]{0,6} (?:characters|chars|words|letters)\b/i,
    unless: /tokens|openai|anthropic|\btools?\b|function|array|expected a string|description|embedding|\[type=|input_value/i,
    cause: "validation",
    test: "Prompt must not be longer than 2000 characters",
  },
  {
    id: "input.please",
    when: /\bplease (?:pick|choose|describe|enter an?|select|shorten|fill|correct|type|attach|add a title|use a (?:valid|shorter|different|smaller))\b|(?:smaller|larger|bigger|longer|shorter) than \d[\d.,]{0,6} ?(?:KB|MB|GB|minutes|pages|seconds)\b/i,
    unless:
      /model|api|openai|endpoint|deployment|region|plan\b|billing|tokens|context|provider|timed? ?out|took|memory|disk|streaming|operations|pod|container/i,
    cause: "validation",
    test: "Please pick a file smaller than 20 MB",
  },
  {
    id: "input.must-not-have",
    when: /\bmust NOT have (?:fewer|more|additional|less)|must NOT be (?:valid|shorter|longer)|\bmust match (?:format|pattern|exactly one schema)/,
    unless: /tool|model|llm|openai|function/i,
    cause: "validation",
    test: "data/title must NOT have fewer than 1 characters",
  },
  {
    id: "input.path-required",
    when: /validation failed: [\w.]{1,60}: path `|path `[\w.]{1,60}` (?:is required|\([^)\n]{1,60}\) is)/i,
    cause: "validation",
    test: "Document validation failed: timeout: Path `timeout` is required.",
  },
  {
    id: "input.settings",
    when: /validation errors? for \w{0,20}(?:Settings|Config|Env|Environment)\b/,
    cause: "missing-config",
    test: "1 validation error for Settings\nREDIS_URL\n  Field required",
  },
  {
    id: "input.long-value",
    when: /value too long for type|invalid input syntax for (?:type|integer|uuid)|data too long for column|numeric field overflow|incorrect (?:integer|datetime|string|decimal) value: ['"]/i,
    cause: "sql-syntax",
    test: "value too long for type character varying(64) [parameters: ('Error: connection refused after 429 Too Many Requests ...')]",
  },
  {
    id: "input.column",
    when: /column ['"`]?\w{1,40}['"`]? (?:holds|contains|has) (?:text|letters|an? (?:invalid|empty))|csv has \d{1,5} columns|(?:coupon|promo|voucher|invite|referral)(?: code)? (?:has |is |was )?(?:expired|invalid|already used|not found)/i,
    cause: "validation",
    test: "coupon code has expired",
  },
] as const satisfies readonly Rule[];

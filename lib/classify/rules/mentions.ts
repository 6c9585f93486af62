import type { Rule } from "../rule.ts";

/** Sentences around a name in quotation marks: the name may speak of limits, keys or time-outs, the sentence says what is wrong. */
export const mentions = [
  {
    id: "mention.relation",
    when: [
      /(?:relation|column|table|schema|sequence) ["`'](?<name>[\w.$]{1,80})["`'](?: of relation "[\w.$]{1,80}")? (?:does not|doesn['’]t|already) exists?/i,
      /unknown column ['"`](?<name>[\w.$]{1,80})['"`] in|no such (?:table|column): (?<table>[\w.$]{1,80})/i,
      /column "[\w.$]{1,80}" of relation "[\w.$]{1,80}" does not exist|has no column named \w/i,
      /invalid (?:column|object) name ['"`][\w.$]{1,80}['"`]/i,
    ],
    cause: "missing-relation",
    test: 'column "api_key_expired" of relation "tokens" does not exist',
  },
  {
    id: "mention.constraint",
    when: [
      /violates (?:unique|foreign key|check|not-null|exclusion) constraint(?: ["`'](?<name>[\w.$]{1,80}))?/i,
      /null value in column ["`'][^\n]{1,80} violates|not-null property references/i,
      /duplicate entry ['"`][^\n]{0,120} for key|(?:unique|foreign key|not null|check) constraint failed: \w/i,
    ],
    cause: "constraint",
    test: 'duplicate key value violates unique constraint "llm_usage_quota_exceeded_key"',
  },
  {
    id: "mention.module",
    when: [
      /cannot find (?:module|package) ['"](?<name>[@\w./-]{1,120})['"]|no module named ['"](?<name>[\w.]{1,80})['"]/i,
      /cannot import name ['"](?<name>\w{1,80})['"] from ['"(]?\w/i,
      /module not found: (?:error: )?can['’]t resolve ['"](?<name>[@\w./-]{1,120})['"]/i,
    ],
    cause: "missing-module",
    test: "Cannot find module './middleware/rate-limit'",
  },
  {
    id: "mention.old-interface",
    when: [
      /this is no longer supported in openai>=1|module ['"]openai['"] has no attribute/i,
      /unexpected keyword argument ['"](?:proxies|timeout|api_key|max_retries|http_client)['"]/i,
      /(?:was|has been|is) (?:removed|deprecated) in (?:v|version |langchain|pydantic|numpy|react|openai)[^\n]{0,40}\d/i,
    ],
    unless: /\bmodel\b[^\n]{0,60}(?:deprecated|removed)/i,
    cause: "old-interface",
    test: "You tried to access openai.ChatCompletion, but this is no longer supported in openai>=1.0.0",
  },
  {
    id: "mention.attribute",
    when: [
      /['"][\w.]{1,60}['"] object has no attribute ['"](?<name>\w{1,60})['"]/,
      /(?:got an unexpected keyword argument|got multiple values for (?:keyword )?argument|missing \d{1,2} required (?:positional|keyword-only) arguments?:) ['"](?<name>\w{1,60})['"]/,
      /(?:of (?:undefined|null) \((?:reading|setting)|(?:read|set) property) ['"`](?<name>[\w$]{1,60})['"`]/,
      /^(?:[\w.]{0,60}Error: )?(?:this\.|await )?[\w$.]{1,80} is not a function\b|^(?:[\w.]{0,60}Error: )?identifier ['"`][\w$]{1,60}['"`] has already been declared/im,
      /undefined variable:? \$(?<name>\w{1,60})|undefined array key ["'](?<name>[\w.-]{1,60})["']|name ['"](?<name>\w{1,60})['"] is not defined/i,
      /undefined (?:local variable or )?method [`'"](?<name>[\w?!=[\]]{1,60})['"`]/i,
      /call to undefined (?:method|function) [\w\\:]{1,120}\(\)|must be of type \w{1,40}, \w{1,40} given, called in/i,
    ],
    unless: /\b(?:model|llm|tool)['’]?s? (?:output|answer|response|call)/i,
    cause: "undefined-name",
    test: "'OpenAI' object has no attribute 'Timeout'",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** Functions that read what a model said. */
const readsAnswers =
  /(?:^|[/\\._ :>])\w{0,30}(?:llm|LLM|Llm|[cC]ompletion|[mM]odel_?(?:[oO]utput|[rR]eply|[aA]nswer|[rR]esponse)|[tT]ool_?(?:[aA]rg|[cC]all|[iI]nput)|(?:parse|read|decode|extract|load|coerce|clean|validate)_?(?:reply|answer|verdict|label|output|response|plan|generation)|(?:parse|read|decode|extract|validate)(?:Reply|Answer|Verdict|Label|Output|Generation)|[sS]tructured_?[oO]utput|[gG]enerated_?(?:json|JSON|answer|text|sql))\w{0,30}(?:[/\\._ (:]|$)/m;

/** Where the error was thrown tells what was being read or built: an answer, or a prompt. */
export const ownFrames = [
  {
    id: "own.prompt-frame",
    when: /(?:is undefined|unsupported format character|not enough arguments for format string|unmatched|single '[{}]'|expected token|unexpected (?:token|end)|undefined (?:local variable|method)|evaluated to null|items?, \d given|too few arguments|format specifier|argument number|missing (?:key|variable|helper)|has no attribute|undefined variable|replacement index|^['"]?\w{1,40}['"]?$)/im,
    frame: /(?:^|[/\\._ ])\w{0,30}[pP]rompts?(?:Builder|Template|Render\w{0,4}|Factory|Store)?s?(?:[/\\._: (]|$)/im,
    unless: /nonetype/i,
    cause: "template-variable",
    test: { message: "'order_lines' is undefined", frame: "prompts/render.py:22 in render_prompt" },
  },
  {
    id: "own.json-of-model",
    when: [
      /extra data: line|expecting (?:value|property name|',' delimiter)|unrecognized token '(?:certainly|sure|here|the|i|based|of|as|to|let)|unterminated string|unexpected token ['"]?(?:s|h|i|c|`)['"]?,? ['"`]{0,3}(?:sure|here|i |certainly|```)/i,
      /validation errors? for [A-Z]|field required|for input string|strconv\.\w{4,12}: parsing|could not convert string to float|invalid literal for int|cannot unmarshal|list index out of range/i,
      /is an invalid start of a value|unexpected byte at position|expected value at line \d|expected ident at line|trailing characters at line|unexpected end of data/i,
      /is not valid json|unexpected (?:token|end of json|character)|invalid json|json_invalid/i,
    ],
    unless: /invalid (?:json|tool) (?:schema|payload)|tools?[[.]|(?:^|status |HTTP |code[: ]{1,2})[45]\d\d\b|request body/im,
    frame: readsAnswers,
    cause: "invalid-json",
    test: { message: "Extra data: line 14 column 1 (char 402)", frame: "bot/llm/parse.py:20 in loads_completion" },
  },
  {
    id: "own.answer-types",
    type: /JSONDecodeError|JSON::ParserError|Json(?:Parse|Reader|Mapping|Syntax)?Exception|Jason\.DecodeError|serde_json|ZodError|(?:^|\.)ValidationError$|json\.\w{0,20}Error|OutputParser\w{0,12}/m,
    when: /[\s\S]?/,
    unless: /input validation|request body|(?:^|status |HTTP |code[: ]{1,2})[45]\d\d\b|tools?[[.]|settings|config/im,
    frame: readsAnswers,
    cause: "schema-mismatch",
    test: { message: "odd", type: "Jason.DecodeError", frame: "lib/resume_web/live/ingest_live.ex:368 in decode_llm_answer" },
  },
] as const satisfies readonly Rule[];

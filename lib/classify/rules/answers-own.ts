import type { Rule } from "../rule.ts";

/** How applications say in their own words that a model's answer is of no use. */
export const answersOwn = [
  {
    id: "own.loop",
    when: [
      /(?:agent|loop|run|planner|crew|graph|chain|workflow|assistant)\b[^\n]{0,40}(?:stopped|gave up|halted|aborted|ended|stuck|exceeded|exhausted|hit|reached)[^\n]{0,30}\d{1,6} (?:steps|turns|iterations|rounds|hops|tool[ -]calls|tool executions)/i,
      /max(?:imum)?[ _]?(?:agent |tool |number of )?(?:turns|steps|iterations|run count|rounds|tool[ _-]?(?:calls|executions|roundtrips|rounds))\b[^\n]{0,20}(?:exceeded|reached|hit)/i,
      /(?:exceeded|reached|hit|after)[^\n]{0,20}\d{1,6} (?:sequential |consecutive |agent )?(?:tool (?:executions|calls)|llm calls|agent steps|reasoning steps)/i,
      /reached maxSteps ?=|max_?steps (?:=|reached|exceeded)|while still calling tools/i,
      /(?:same|identical) tool call (?:\w{1,20} )?repeated|repeated the same tool call|maximum run count \d{1,6} reached|without reaching a final answer/i,
    ],
    cause: "agent-loop",
    test: "Agent stopped after 30 steps without reaching a final answer",
  },
  {
    id: "own.empty",
    when: [
      /\b(?:reply|completion|summary|draft|suggestion|transcript|generation|translation|caption|verdict|answer)s? (?:was |is |came back |text |body )?(?:empty|blank)\b/i,
      /(?:stream|generation|completion|suggestion|reply) (?:ended|stopped|closed|finished|terminated) before (?:the )?(?:first|any|a|an) (?:token|chunk|word|content|delta|text)/i,
      /\b(?:empty|blank) (?:completion|summary|draft|suggestion|generation|translation|model (?:reply|answer|output|turn))\b/i,
      /\b(?:model|llm|gpt|claude|gemini|assistant)\b[^\n]{0,20} (?:returned|produced|gave|sent|answered(?: with)?) (?:nothing|zero|no|an empty|only whitespace|blank)/i,
    ],
    unless:
      /PROHIBITED_CONTENT|SAFETY|block_?reason|\b(?:is|field|must|cannot|can not|should) (?:not )?be (?:empty|blank)|required/i,
    cause: "empty-answer",
    test: "reply empty after stripping reasoning block",
  },
  {
    id: "own.unparsable",
    when: [
      /(?:failed to|could not|cannot|unable to) (?:parse|deserialize|decode|convert|read) (?:the |a )?(?:\w{1,20} ){0,3}(?:lm|llm|model|gpt|assistant)(?:['’]s)? (?:response|output|reply|answer)|from (?:the )?(?:model|llm|lm) (?:output|response|reply|answer)|(?:model|llm|lm) (?:reply|output|answer|response): (?:expected|unexpected|invalid|missing)/i,
      /\b(?:reply|completion|verdict|answer|model output|llm output|generation|judge(?:ment)?|plan|score|rating)\b[^\n]{0,20}(?:unpars\w{2,6}|not parse?able|unreadable|malformed|garbled|unusable|could not be (?:parsed|read|decoded)|was not json|is not json)/i,
      /(?:could not|cannot|can['’]t|failed to|unable to) (?:rescue|repair|salvage|parse|read|decode|extract)[^\n]{0,20} (?:model|llm|gpt|claude|assistant|agent|completion|judge|grader)(?:['’]s)? ?(?:output|reply|answer|response|json|verdict)?/i,
      /\b(?:judge|grader|evaluator|critic|router|classifier|extractor)\b[^\n]{0,40}(?:unpars\w{2,6}|returned prose|returned text|replied|answered) /i,
      /jsonrepair|json repair (?:failed|gave up)|code fence|markdown fence/i,
    ],
    cause: "invalid-json",
    test: "Judge verdict unparsable for case 212: 'I would rate this somewhere between 3 and 4'",
  },
  {
    id: "own.off-schema",
    when: [
      /\b(?:model|llm|gpt|claude|gemini|assistant|agent|copilot)\b[^\n]{0,20} (?:left|skipped|omitted|ignored|repeated|invented|made up|added|mixed|switched|wrapped|echoed|forgot|misspelt|translated|hallucinated)\b/i,
      /\b(?:model|llm|gpt(?:-\S{1,10})?|claude|gemini|assistant|agent)\b (?:returned|answered|replied|produced|responded with|gave|emitted|output|wrote|picked|chose) [^\n]{1,120}\b(?:expected|instead|but|not (?:in|one|a|an)|rather than|where)\b/i,
      /\b(?:from|by) the (?:model|llm|assistant) (?:is|was|are|were)? ?(?:outside|out of|not in|not one|below|above|too|missing|invalid|unusable)\b/i,
      /\b(?:confidence|score|rating|label|category|intent|sentiment)\b[^\n]{0,60}\b(?:model|llm|gpt|claude)\b[^\n]{0,40}(?:outside|out of range|not (?:in|one of)|unknown|invalid)/i,
      /\b(?:answer|reply|output|summary|response|plan|completion)\b[^\n]{0,20} (?:has|had|contains?|covers?) (?:only )?\d{1,4} of \d{1,4}\b|(?:reply|answer|output|response|completion|json) (?:lacks|misses|is missing|omits|has no) (?:the )?(?:key|field|property|section|required)\b/i,
      /(?:judge|grader|evaluator) gave ["'`“]|\b(?:explanation|answer|reply|sentence|generation|completion|summary) (?:stopped|stops|broke off|ends|ended|cut) (?:mid|half|in the middle)|plan step \d{1,3} refers/i,
      /groundedness|faithfulness (?:score|check)|hallucinat|(?:answer|reply|summary|draft) (?:withheld|discarded|thrown away)\b/i,
      /\b(?:summary|translation|reply|completion|answer|output|draft)\b[^\n]{0,30}(?:in the wrong language|not in (?:english|german|french|spanish|japanese|chinese|the requested language)|wrong language|off[- ]topic|leaks? the (?:system )?prompt)/i,
    ],
    unless: /\b(?:policy|moderation|safety)\b/i,
    llm: true,
    cause: "schema-mismatch",
    test: "Übersetzung abgelehnt: model left 14 of 60 segments untranslated (gpt-4o)",
  },
  {
    id: "own.off-schema-types",
    type: /(?:Unusable|Invalid|Bad|Malformed|Empty)(?:Llm|LLM|Model|Ai|AI)?(?:Reply|Completion|Answer|Generation)\w{0,12}|(?:Model|LLM|Llm|AI|Ai)(?:Output|Reply|Answer)\w{0,20}(?:Error|Exception)|HallucinationGuard|JudgeError|EmptyCompletion/,
    cause: "schema-mismatch",
    test: { message: "odd", type: "ReplyDrafter::UnusableReply" },
  },
  {
    id: "own.tool-arguments",
    when: [
      /function call name ["'][\w.-]{1,80}["'] was not found|failed to convert argument ["'][\w.-]{1,60}["'] of function call|not (?:found )?among the registered functions/i,
      /\btool ['"`]?[\w.-]{1,60}['"`]? (?:was )?called with\b|tool[ _-]?(?:call|args|arguments|input)\b[^\n]{0,30}(?:missing|invalid|unparseable|wrong type|not an? )/i,
      /\b(?:called|invoked|asked for|requested) (?:an? )?(?:unknown|unregistered|non-?existent|undefined|undeclared) (?:tool|function|action)\b/i,
      /(?:tool|function) ['"`]?[\w.-]{1,60}['"`]? (?:is not (?:registered|defined|available)|does not exist|not found in (?:the )?(?:registry|toolbox|toolset))/i,
    ],
    llm: true,
    cause: "unknown-tool",
    test: 'tool refund called with amount "all of it" (agent loop)',
  },
  {
    id: "own.tool-type",
    type: /InvalidToolArg\w{0,10}|UnknownTool\w{0,10}|ToolArgumentError|ToolInputParsing\w{0,12}|OutputParsing\w{0,12}/,
    cause: "unknown-tool",
    test: { message: "odd", type: "InvalidToolArgs" },
  },
  {
    id: "own.json-type",
    type: /JSON::ParserError|Json(?:Parse|Mapping|Syntax|Reader)?Exception|JSONDecodeError|(?:^|\.)json\.SyntaxError/m,
    when: /pars|json|token|unexpected|expect|reply|answer|output|decode/i,
    unless: /request body|payload|\b5\d\d\b|html/i,
    llm: true,
    cause: "invalid-json",
    test: { message: "reply does not parse", type: "Desk.Ai.DraftException\nSystem.Text.Json.JsonException" },
  },
  {
    id: "own.image",
    type: /AI_No(?:Image|Transcript|Speech)GeneratedError|NoEligibleSpeaker|PipelineMaxComponentRuns|MaxTurnsExceeded|StepLimit\b/,
    cause: "empty-answer",
    test: { message: "No image generated.", type: "AI_NoImageGeneratedError" },
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** Libraries around models that say themselves what went wrong: their words quote answers, so they stand before rows that could match a quotation. */
export const framework = [
  {
    id: "framework.blocked-injection",
    when: [
      /prompt[- ]injection(?: attack)?(?: was)? (?:detected|attempt|blocked)|this is a prompt injection/i,
      /prompt[ _-]?(?:attack|shields?)\b|attackDetected["'=: ]{1,3}true/i,
      /(?:jailbreak|injection) (?:attempt )?detected|intento de inyección|注入攻击|プロンプトインジェクション/i,
    ],
    cause: "injection-blocked",
    test: "Input rejected: prompt injection detected (score 0.97)",
  },
  {
    id: "framework.refusal",
    when: /(?:raw answer|text|output|response|content|answer|completion)\b[^\n]{0,60}?[:=] ?["'`“]{0,3}(?:i['’]m sorry, (?:but )?i (?:can['’]t|cannot|can not)|i (?:cannot|can['’]t) (?:assist|help|comply|fulfil))/i,
    llm: true,
    cause: "refusal",
    test: "Could not parse model answer as JSON. Raw answer: I'm sorry, but I can't help with identifying people",
  },
  {
    id: "framework.recursion-limit",
    when: [/recursion limit of (?<limit>\d{1,6}) reached without hitting a stop condition/i, /GRAPH_RECURSION_LIMIT/i],
    cause: "agent-loop",
    test: "Recursion limit of 25 reached without hitting a stop condition.",
  },
  {
    id: "framework.agent-steps",
    when: [
      /agent stopped due to (?:iteration limit|max iterations)/i,
      /reached max(?:imum)? (?:iterations|steps)/i,
      /max(?:imum)? (?:number of )?(?:iterations|agent steps) (?:reached|exceeded)/i,
    ],
    cause: "agent-loop",
    test: "Agent stopped due to iteration limit or time limit.",
  },
  {
    id: "framework.input-variable",
    when: [
      /missing value for input (?:variable )?[`'"]?(?<name>[\w.-]{1,60})?/i,
      /missing variables? \{?['"]?(?<name>[\w.-]{1,60})|INVALID_PROMPT_INPUT/i,
      /input to \w{0,30}prompttemplate is missing/i,
    ],
    cause: "template-variable",
    test: "(f-string) Missing value for input target_lang",
  },
  {
    id: "framework.output-parser",
    when: [
      /OUTPUT_PARSING_FAILURE|could not parse (?:llm|model|tool|function) (?:output|response|answer)/i,
      /failed to parse\. text:|invalid json output: |output ?parser(?:exception|error)/i,
      /could not parse output|could not parse generated text|\(model output\)|schema validation failed\. parse errors/i,
      /failed to parse (?:llm|model|the model|ai|tool|structured|function|json from)\b/i,
    ],
    cause: "invalid-json",
    test: 'OutputParserException: Failed to parse. Text: "The answer is 42.".',
  },
  {
    id: "framework.output-parser-type",
    type: [
      /UnexpectedModelBehavior|ModelBehaviorError|OutputParser(?:Exception|Error)/,
      /InstructorRetryException|GuardrailsValidationError|guardrails\.errors\.\w{1,30}|BAML\w{0,20}(?:Error|Exception)|baml_py\.[\w.]{1,40}|outlines\.exceptions\.\w{1,30}|smolagents\.utils\.Agent\w{1,30}|pydantic_ai\.exceptions\.(?:UnexpectedModelBehavior|ModelRetry|UsageLimitExceeded|IncompleteToolCall)|AdapterParseError|AgentParsingError|AgentGenerationError/,
    ],
    cause: "invalid-json",
    test: { message: "Got unexpected value: maybe", type: "langchain_core.exceptions.OutputParserException" },
  },
  {
    id: "framework.no-object",
    when: [
      /no object generated|(?:output|answer|response|reply|completion) failed (?:the |its )?(?:\w{1,20} )?(?:schema|validation)\b/i,
      /(?:response|value|answer|output|result) did(?: not|n['’]t) match (?:the )?(?:expected )?schema/i,
      /does not match the (?:expected )?(?:output|response) schema|AI_NoObjectGeneratedError/i,
    ],
    llm: true,
    cause: "schema-mismatch",
    test: "No object generated: response did not match schema.",
  },
  {
    id: "framework.tool-arguments",
    when: [
      /invalid tool input/i,

      /invalid (?:arguments|input) for tool |AI_InvalidTool(?:Arguments|Input)Error/i,
      /deserialize function call arguments|response missing tool call id|tool call for unregistered tool/i,
      /(?:tool|function)(?: call)? arguments (?:are )?(?:not valid|invalid|could not be parsed|failed to parse)/i,
      /failed to parse (?:tool|function) (?:call )?arguments/i,
      /received tool input did not match expected schema|could not parse tool input|failed_generation/i,
      /failed to call a function|tool_use_failed|no parseable tool calls/i,
    ],
    cause: "unknown-tool",
    test: "Invalid arguments for tool createTask: JSON parsing failed",
  },
  {
    id: "framework.unknown-tool",
    when: [
      /(?:model|llm|assistant|agent|gpt|claude)\b[^\n]{0,60}\b(?:tried to call|requested|called|attempted to (?:call|use)|invoked|asked for|hallucinated)\b[^\n]{0,20}\b(?:unavailable|unknown|unregistered|non-?existent|undefined)?\s?(?:tool|function)/i,
      /AI_NoSuchToolError|tool ['"`]?[\w.-]{1,60}['"`]? (?:was |is )?not found/i,
      /unknown (?:tool|function) ['"`]|unknown tool|no such tool/i,
      /tool [^\n]{1,80}(?:is not (?:registered|a valid tool)|which was not in request|does not exist in the (?:tool|agent))/i,
      /function call name ["'][\w.-]{1,80}["'] was not found|not (?:found )?among the registered functions|not a valid tool, try one of|MALFORMED_FUNCTION_CALL|UNEXPECTED_TOOL_CALL|未注册的工具/i,
      /tool call validation failed|invalid sequence as part of tooluse/i,
    ],
    cause: "unknown-tool",
    test: "Model tried to call unavailable tool 'get_weather'. Available tools: search.",
  },
  {
    id: "framework.guardrail-schema",
    when: /guardrail[^\n]{0,40}\b(?:json ?schema|valid json)|not valid json for the given schema/i,
    cause: "schema-mismatch",
    test: "Output guardrail jsonSchema failed: response is not valid JSON for the given schema",
  },
  {
    id: "framework.pydantic-answer",
    when: /\d{1,4} validation errors? for [A-Z]\w{0,80}/,
    llm: true,
    cause: "schema-mismatch",
    test: {
      message: "1 validation error for Invoice\ntotal\n  Field required [type=missing, input_value={}, input_type=dict]",
      provider: "openai",
    },
  },
  {
    id: "framework.loop",
    when: [
      /node [`"']?\w{1,60}[`"']? is not reachable|INVALID_GRAPH_NODE_RETURN_VALUE/i,
      /INVALID_CONCURRENT_GRAPH_UPDATE|UnreachableNodeError|expected node [^\n]{1,60} to return/i,
    ],
    cause: "code_bug",
    test: "Node `agent` is not reachable.",
  },
  {
    id: "framework.load-key",
    type: /AI_LoadAPIKeyError|LoadAPIKeyError/,
    cause: "llm-key-missing",
    test: { message: "Key is missing.", type: "AI_LoadAPIKeyError" },
  },
  {
    id: "framework.empty",
    type: /AI_NoContentGeneratedError|AI_NoOutputGeneratedError|EmptyResponseError/,
    cause: "empty-answer",
    test: { message: "No content generated.", type: "AI_NoContentGeneratedError" },
  },
  {
    id: "framework.no-model",
    type: /AI_NoSuchModelError|AI_NoSuchProviderError/,
    cause: "model-name",
    test: { message: "No such languageModel: gpt-9", type: "AI_NoSuchModelError" },
  },
  {
    id: "framework.unsupported",
    type: /AI_UnsupportedFunctionalityError|AI_InvalidArgumentError/,
    cause: "parameter",
    test: { message: "'Reasoning' functionality not supported.", type: "AI_UnsupportedFunctionalityError" },
  },
] as const satisfies readonly Rule[];

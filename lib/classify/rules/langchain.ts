import type { Rule } from "../rule.ts";

/** LangChain and LangGraph. */
export const langchain = [
  {
    id: "langchain.update",
    when: [
      /can receive only one value per step|INVALID_CONCURRENT_GRAPH_UPDATE|must write to at least one of/i,
      /expected dict, got [^\n]{1,60}|no synchronous function provided/i,
      /checkpointer requires one or more of the following|found edge (?:starting at|ending at) unknown node/i,
    ],
    cause: "code_bug",
    test: "langgraph: At key 'messages': Can receive only one value per step.",
  },
  {
    id: "langchain.types",
    type: /Workflow(?:Validation|Configuration|Runtime)Error|AgentNameConflict|Pipeline(?:Connect|Validation|Drawing|Unmarshal)Error|InvalidUpdateError|EmptyInputError|ComponentError\b/,
    cause: "code_bug",
    test: { message: "Found multiple agents with the same name.", type: "autogen.exception_utils.AgentNameConflict" },
  },
  {
    id: "langchain.prompt-variables",
    when: [
      /prompt missing required variables?|variable \w{1,40} should be a list of base messages/i,
      /prompt must accept context as an input variable|invalid prompt schema; check for mismatched/i,
      /missing some input keys|got mismatched input_variables|input_variables/i,
    ],
    cause: "template-variable",
    test: "Prompt missing required variables: {'agent_scratchpad', 'tools'}",
  },
  {
    id: "langchain.key",
    when: /did not find \w{2,40}_api_key, please add an environment variable/i,
    cause: "llm-key-missing",
    test: "Did not find openai_api_key, please add an environment variable `OPENAI_API_KEY` which contains it",
  },
  {
    id: "langchain.package",
    when: /could not import (?<name>[\w-]{1,60}) python package|please install (?:it )?with [`'"]?(?:pip|poetry|uv|npm|conda) /i,
    cause: "missing-module",
    test: "Could not import chromadb python package. Please install it with `pip install chromadb`.",
  },
  {
    id: "langchain.chat-history",
    when: /unsupported message type: |message type [^\n]{1,60} not supported|got unknown (?:type|message type)/i,
    llm: true,
    cause: "message-order",
    test: "Got unknown type ('role', 'user') (langchain)",
  },
] as const satisfies readonly Rule[];

import type { Rule } from "../rule.ts";

/** Last resort: what the name of an exception or a single word suggests. */
export const hints = [
  { id: "py.value", type: /(?:^|\.)ValueError$/m, llm: false, cause: "code_bug", guess: true, test: { message: "x", type: "builtins.ValueError" } },
  { id: "js.type", type: /^(?:Uncaught )?(?:TypeError|ReferenceError|RangeError|SyntaxError|InternalError|EvalError)$|(?:^|\b)(?:InvalidStateError|HierarchyRequestError|NotFoundError: Failed to execute)/m, llm: false, cause: "code_bug", guess: true, test: { message: "x", type: "TypeError" } },
  { id: "js.type-llm", type: /^(?:TypeError|ReferenceError|RangeError)$/m, llm: true, cause: "code_bug", guess: true, test: { message: "x", type: "TypeError", provider: "openai" } },
  { id: "hint.database", when: /\b(?:sql|database|query|transaction|postgres(?:ql)?|mysql|mongo(?:db)?|redis|sqlite|prisma)\b/i, llm: false, cause: "database", guess: true, test: "transaction aborted by the application" },
  { id: "hint.network", when: /\b(?:connection|socket|network|dns|tls|ssl|handshake)\b/i, cause: "network", guess: true, test: "bad socket" },
  { id: "hint.prompt", when: /\bprompt template|\btemplate variable/i, cause: "prompt_issue", guess: true, test: "odd prompt template" },
  { id: "hint.answer", when: /\b(?:parse|parsing|schema|json|format)\b/i, llm: true, cause: "response_quality", guess: true, test: { message: "odd format", provider: "openai" } },
  { id: "hint.validation", when: /\b(?:invalid|malformed|required|must be|not allowed|not valid|expected)\b/i, llm: false, cause: "validation", guess: true, test: "invalid thing" },
  { id: "hint.request", when: /\b(?:invalid|malformed|required|must be|not allowed|not supported|unsupported)\b/i, llm: true, cause: "invalid_request", guess: true, test: "openai: unsupported thing" },
  { id: "hint.config", when: /\b(?:config(?:uration)?|environment|secret|mount|container|pod|deployment|startup|boot)\b/i, llm: false, cause: "infrastructure", guess: true, test: "strange container" },
] as const satisfies readonly Rule[];

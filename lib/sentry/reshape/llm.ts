import type { LlmContext, Report } from "#lib/model/report.ts";
import { amount, count, httpStatus, list, objectOrNull, text } from "./wire.ts";

/** Names under which applications say it: plain ones count inside an LLM context only, marked ones in tags and extra data too. */
const names = {
  provider: { plain: ["provider", "vendor"], marked: ["llm.provider", "llm_provider", "gen_ai.provider.name", "gen_ai.system"] },
  model: { plain: ["model", "model_name"], marked: ["llm.model", "llm_model", "gen_ai.request.model", "gen_ai.response.model"] },
  status: {
    plain: ["status", "status_code", "statusCode", "error_code"],
    marked: ["llm.status", "llm_status", "http_status", "http.response.status_code"],
  },
  code: {
    plain: ["code", "error_code", "error_type"],
    marked: ["llm.code", "llm.error_code", "llm_error_code", "llm.error_type"],
  },
  requestId: {
    plain: ["request_id", "requestId", "requestID"],
    marked: ["llm.request_id", "llm_request_id", "gen_ai.response.id"],
  },
  retryCount: { plain: ["retry_count", "retryCount", "retries"], marked: ["llm.retry_count", "llm_retry_count"] },
  latencyMs: { plain: ["latency_ms", "latencyMs", "duration_ms"], marked: ["llm.latency_ms", "llm_latency_ms"] },
  finishReason: {
    plain: ["finish_reason", "finishReason"],
    marked: ["llm.finish_reason", "llm_finish_reason", "gen_ai.response.finish_reasons"],
  },
} as const;

type Source = Record<string, unknown>;
type Said = { contexts: Source; extra: Source; tags: Record<string, string> };

const ofLlm = /^(?:llm[._]|gen_ai\.)/;
const isSource = (value: Source | null): value is Source => value !== null;

/** What the application told about its call to a model; null when nothing says that there was one. */
export function llmOf({ contexts, extra, tags }: Said): { llm: LlmContext | null; response: string | null } {
  const own = [contexts.llm, contexts.llm_context, extra.llm_context, extra.llm, contexts.gen_ai]
    .map((value) => objectOrNull.parse(value))
    .filter(isSource);
  const span = objectOrNull.parse(objectOrNull.parse(contexts.trace)?.data);
  const shared = [tags, extra, span].filter(isSource);
  if (own.length === 0 && !shared.some((source) => Object.keys(source).some((key) => ofLlm.test(key))))
    return { llm: null, response: null };

  const first = <T>(what: keyof typeof names, read: (value: unknown) => T | null): T | null =>
    find(own, [...names[what].plain, ...names[what].marked], read) ?? find(shared, names[what].marked, read);
  const llm: LlmContext = {
    provider: first("provider", readText),
    model: first("model", readText),
    status: first("status", readStatus),
    code: first("code", readCode),
    requestId: first("requestId", readText),
    retryCount: first("retryCount", (value) => count.parse(value)),
    latencyMs: first("latencyMs", (value) => amount.parse(value)),
    finishReason: first("finishReason", (value) => readText(list.parse(value)[0] ?? value)),
  };
  return { llm, response: find(own, ["response_body", "responseBody"], readText) };
}

function find<T>(sources: readonly Source[], keys: readonly string[], read: (value: unknown) => T | null): T | null {
  for (const source of sources) {
    for (const key of keys) {
      const value = Object.hasOwn(source, key) ? read(source[key]) : null;
      if (value !== null) return value;
    }
  }
  return null;
}

const readText = (value: unknown): string | null => text.parse(value);
const readStatus = (value: unknown): number | null => httpStatus.parse(value);

/** A code in words: a bare number is a status. */
function readCode(value: unknown): string | null {
  const said = text.parse(value);
  return said === null || /^\d{1,20}$/.test(said) ? null : said;
}

const distinctive =
  /openai|anthropic|langchain|langgraph|litellm|llama_?index|mistralai|ollama|hugging_?face|generative_?ai|vertex_?ai|ai-sdk|openrouter|deepseek|dashscope|zhipuai|node_modules\/ai\//i;
const ambiguous =
  /\b(?:cohere|groq|vllm|genai|bedrock(?:-?runtime)?|gpt-\d|claude-\d|claude-[a-z]{1,20}-\d|gemini-\d)|\bAI_[A-Z]\w{0,40}Error\b/;

/** Whether the error has to do with a language model: it says so in its tags or context, or an LLM SDK is in its chain or frames. */
export function isLlm({ llm, tags, frames, chain, exceptionType, message }: Report): boolean {
  if (llm !== null || Object.keys(tags).some((key) => ofLlm.test(key))) return true;
  const texts = [
    exceptionType ?? "",
    message,
    ...chain.flatMap(({ type, value }) => [type, value]),
    ...frames.flatMap(({ file, module }) => [file, module ?? ""]),
  ];
  return texts.some((said) => distinctive.test(said) || ambiguous.test(said));
}

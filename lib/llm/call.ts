import OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { z } from "zod";
import type { Dialect } from "./dialect.ts";
import { isEventStream, joinEvents } from "./event-stream.ts";
import { failureOf, type Named } from "./failure.ts";
import { type Provider, providerAt, quietBody } from "./providers.ts";
import { wireSchema } from "./wire.ts";

export interface Endpoint extends Named {
  key: string;
  timeoutMs: number;
  fetch: typeof fetch;
}

export interface Prompt {
  system: string;
  user: string;
}

/** What a model answered, whatever it is worth. */
export interface Heard {
  text: string;
  /** It ended because nothing more was allowed. */
  isCut: boolean;
  isRefusal: boolean;
  usage: unknown;
  requestId: string | undefined;
}

const schemaInWords = `Answer with one JSON object of this schema and nothing else:\n${JSON.stringify(wireSchema)}`;
const tool = { name: "verdicts", description: "Takes the verdicts on all items.", parameters: wireSchema };

const formats = {
  json_schema: { response_format: { type: "json_schema", json_schema: { name: "verdicts", strict: true, schema: wireSchema } } },
  tool: {
    tools: [{ type: "function", function: tool }],
    tool_choice: { type: "function", function: { name: tool.name } },
  },
  json_object: { response_format: { type: "json_object" } },
  text: {},
} as const;

/** The request as it is sent, so that its bytes can be counted before. */
export function bodyOf(
  { model, baseUrl }: Pick<Endpoint, "model" | "baseUrl">,
  { rung, completion, temperature, effort, extras }: Dialect,
  { system, user }: Prompt,
  maxTokens: number,
): ChatCompletionCreateParamsNonStreaming {
  const provider = providerAt(baseUrl);
  const isHeld = rung === "json_schema" || rung === "tool";
  return {
    model,
    messages: [
      { role: "system", content: isHeld ? system : `${system}\n\n${schemaInWords}` },
      { role: "user", content: user },
    ],
    ...(formats[rung] as Partial<ChatCompletionCreateParamsNonStreaming>),
    ...(completion ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(temperature && { temperature: 0 }),
    ...(effort && { reasoning_effort: effort }),
    ...(extras && { ...provider.extra, ...quietBody(provider, model) }),
  };
}

const Arguments = z.union([z.string(), z.record(z.string(), z.unknown()).transform((given) => JSON.stringify(given))]);
const Message = z.object({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  tool_calls: z
    .array(z.object({ function: z.object({ arguments: Arguments.nullish() }).nullish() }))
    .nullish()
    .catch(null),
});
const Reply = z.object({
  choices: z.array(z.object({ finish_reason: z.string().nullish(), message: Message.nullish() })),
  usage: z.unknown().optional(),
});

function readBody(body: string): unknown {
  if (isEventStream(body)) return joinEvents(body);
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What a body says, whatever it is; no answer is an empty text. */
export function readReply(body: string): Omit<Heard, "requestId"> {
  const reply = Reply.safeParse(readBody(body)).data;
  const [{ finish_reason: ended = "", message } = {}] = reply?.choices ?? [];
  return {
    text: message?.tool_calls?.[0]?.function?.arguments || (message?.content ?? ""),
    isCut: ended === "length" || ended === "max_tokens",
    isRefusal: Boolean(message?.refusal) || ended === "content_filter",
    usage: reply?.usage,
  };
}

/** The package's client, with the provider's own ways of taking the key. */
export function clientFor(endpoint: Pick<Endpoint, "key" | "baseUrl" | "timeoutMs" | "fetch">, provider: Provider): OpenAI {
  const { key, baseUrl, timeoutMs, fetch } = endpoint;
  const { key_header: instead, also_key_header: besides, headers, query } = provider;
  return new OpenAI({
    apiKey: key,
    baseURL: baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs + 1000,
    fetch,
    logLevel: "off",
    defaultHeaders: { ...headers, ...(instead && { authorization: null, [instead]: key }), ...(besides && { [besides]: key }) },
    defaultQuery: query,
  });
}

/** One call, without any retry. Throws LlmFailure; an answer that is no answer is heard as an empty text. */
export async function call(endpoint: Endpoint, body: ChatCompletionCreateParamsNonStreaming, clock: () => Date): Promise<Heard> {
  const provider = providerAt(endpoint.baseUrl);
  try {
    const response = await clientFor(endpoint, provider).chat.completions.create(body).asResponse();
    const heard = readReply(await response.text());
    const requestId = response.headers.get(provider.request_id ?? "x-request-id") ?? response.headers.get("x-request-id");
    return { ...heard, requestId: requestId?.slice(0, 100) ?? undefined };
  } catch (error) {
    throw failureOf(error, endpoint, clock());
  }
}

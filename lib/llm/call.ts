import OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { z } from "zod";
import type { Dialect } from "./dialect.ts";
import { failureOf, type Named } from "./failure.ts";
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

/** The request as it is sent, so that its bytes can be counted before. */
export function bodyOf(
  model: string,
  { rung, completion, temperature, effort }: Dialect,
  { system, user }: Prompt,
  maxTokens: number,
): ChatCompletionCreateParamsNonStreaming {
  const format =
    rung === "json_schema"
      ? ({ type: "json_schema", json_schema: { name: "verdicts", strict: true, schema: wireSchema } } as const)
      : ({ type: "json_object" } as const);
  return {
    model,
    messages: [
      { role: "system", content: rung === "json_schema" ? system : `${system}\n\n${schemaInWords}` },
      { role: "user", content: user },
    ],
    ...(rung !== "text" && { response_format: format }),
    ...(completion ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(temperature && { temperature: 0 }),
    ...(effort && { reasoning_effort: effort }),
  };
}

const Reply = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
    }),
  ),
  usage: z.unknown().optional(),
});

/** One call, without any retry. Throws LlmFailure; an answer that is no answer is heard as an empty text. */
export async function call(endpoint: Endpoint, body: ChatCompletionCreateParamsNonStreaming, clock: () => Date): Promise<Heard> {
  const { key, baseUrl, timeoutMs, fetch } = endpoint;
  const client = new OpenAI({
    apiKey: key,
    baseURL: baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs + 1000,
    fetch,
    logLevel: "off",
  });
  try {
    const response = await client.chat.completions.create(body).asResponse();
    const reply = Reply.safeParse(await response.json().catch(() => undefined));
    const [choice] = reply.data?.choices ?? [];
    const ended = choice?.finish_reason ?? "";
    return {
      text: choice?.message?.content ?? "",
      isCut: ended === "length" || ended === "max_tokens",
      isRefusal: Boolean(choice?.message?.refusal) || ended === "content_filter",
      usage: reply.data?.usage,
      requestId: response.headers.get("x-request-id")?.slice(0, 100) ?? undefined,
    };
  } catch (error) {
    throw failureOf(error, endpoint, clock());
  }
}

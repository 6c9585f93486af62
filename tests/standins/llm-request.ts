import type { IncomingMessage } from "node:http";

export interface AskedItem {
  id: string;
  error: { type?: string; message: string };
}

export interface LlmCall {
  at: number;
  model: string;
  batch: string;
  items: AskedItem[];
  /** As it came, system message and all. */
  text: string;
  rung: "json_schema" | "tool" | "json_object" | "text";
  /** As it came, and with which headers and query. */
  body: Record<string, unknown>;
  headers: IncomingMessage["headers"];
  url: string;
  maxTokens: number;
  /** What this call cost by the price list, in micro-dollars; 0 when nothing was generated. */
  micros: number;
  /** The caller closed the connection before it was answered. */
  isLeft: boolean;
}

/** A request as it came. */
export interface Body {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: "json_schema" | "json_object"; json_schema?: { strict?: boolean; schema?: unknown } };
  tools?: { function: { name: string; parameters: unknown } }[];
  tool_choice?: { function?: { name?: string } };
  stream?: unknown;
  user?: unknown;
  temperature?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
}

/** A strict schema closes every object and requires everything in it. */
function looseParts(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  const names = Object.keys((properties as object | undefined) ?? {});
  const own = type !== "object" || (additionalProperties === false && JSON.stringify(required) === JSON.stringify(names));
  return [...(own ? [] : ["a schema that is not strict"]), ...Object.values(schema).flatMap(looseParts)];
}

/** What is wrong with a request; `secrets` are texts that must never arrive. */
export function faultsOf(body: Body, raw: string, call: LlmCall, secrets: readonly string[], batch: number): string[] {
  const { messages, response_format: format, temperature, tools, ...rest } = body;
  const isForced = tools?.length === 1 && rest.tool_choice?.function?.name === tools[0]?.function.name;
  const [system, user] = messages;
  const wrong: [boolean, string][] = [
    [messages.length !== 2 || system?.role !== "system" || user?.role !== "user", "not one system and one user message"],
    [!/^[a-z]{10,20}$/.test(call.batch), `a batch word that is none: ${call.batch}`],
    [call.items.length === 0 || call.items.length > batch, `${call.items.length} items`],
    [new Set(call.items.map(({ id }) => id)).size !== call.items.length, "an id twice"],
    [call.items.some(({ id }) => !/^e\d{1,3}$/.test(id)), "an id of another form"],
    [call.items.some(({ error }) => typeof error?.message !== "string"), "an item without a message"],
    [/\be\d\b/.test(system?.content ?? ""), "ids in the system message"],
    [/[<>]/.test(user?.content ?? ""), "an angle bracket in the items"],
    [format?.type === "json_schema" && format.json_schema?.strict !== true, "a schema that is not meant strictly"],
    [temperature !== undefined && temperature !== 0, `temperature ${temperature}`],
    [call.maxTokens > 150 * call.items.length + 50, `${call.maxTokens} tokens for ${call.items.length} items`],
    [tools !== undefined && (!isForced || format !== undefined), "tools that are not the one form of answer"],
    ["stream" in rest || "user" in rest, "a stream or a user"],
    [call.text.length > 7500 + 2500 * call.items.length, `${call.text.length} characters for ${call.items.length} items`],
  ];
  const leaked = secrets.filter((secret) => raw.includes(JSON.stringify(secret).slice(1, -1)) || call.text.includes(secret));
  return [
    ...wrong.flatMap(([is, what]) => (is ? [what] : [])),
    ...looseParts(format?.json_schema?.schema),
    ...looseParts(tools?.[0]?.function.parameters),
    ...leaked.map((secret) => `leaked ${secret}`),
  ];
}

export function callOf(body: Body, { headers, url = "" }: IncomingMessage): LlmCall {
  const user = JSON.parse(body.messages[1]?.content ?? "{}") as { batch: string; items: AskedItem[] };
  return {
    at: Date.now(),
    model: body.model,
    batch: user.batch,
    items: user.items,
    text: body.messages.map(({ content }) => content).join("\n"),
    rung: body.tools ? "tool" : (body.response_format?.type ?? "text"),
    body: body as unknown as Record<string, unknown>,
    headers,
    url,
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? 1e6,
    micros: 0,
    isLeft: false,
  };
}

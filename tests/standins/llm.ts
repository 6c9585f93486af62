import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import prices from "#lib/llm/prices.json" with { type: "json" };
import { type Category, categories } from "#lib/model/taxonomy.ts";
import { type AskedItem, type Body, callOf, faultsOf, type LlmCall } from "./llm-request.ts";
import { answer, listen, readBody, type Scripted } from "./script.ts";

export interface Said {
  id: string;
  category: string;
  severity: string;
  should_retry: boolean;
  root_cause: string;
  fix_suggestion: string;
}

/** What a completion says instead of the right answer. */
export interface Completion {
  content?: string | null;
  finish?: string;
  refusal?: string;
  choices?: unknown[];
  usage?: unknown;
}

export type LlmScript = Scripted | "drip" | "endless" | ((call: LlmCall) => Completion);

export interface LlmStandIn {
  baseUrl: string;
  key: string;
  /** Every request that was let in, in order. */
  calls: LlmCall[];
  /** What a provider would have refused, or no careful client sends. */
  faults: string[];
  /** The next answers, one each; after them everything is answered rightly. */
  script(...answers: LlmScript[]): void;
  /** All answers from now on; null answers rightly again. */
  always(scripted: LlmScript | null): void;
  /** So many calls were open at the same time. */
  most: number;
  /** Micro-dollars of all calls. */
  spent(): number;
  close(): Promise<void>;
}

/** The answer key: a tree in an error's text stands for its category. No rule knows any of them. */
const trees = "alder birch cedar dogwood elm fir ginkgo hazel ironwood juniper larch maple nutmeg oak pine rowan willow".split(
  " ",
);
const treeOf = (category: Category): string => trees[categories.indexOf(category)] ?? "";

/** An error that no rule recognises, and whose right category only the stand-in knows; `n` makes it a signature of its own. */
export function riddle(category: Category, n = 0): { type: string; value: string } {
  const word = [...String(n)].map((digit) => "bcdfghjklm"[Number(digit)]).join("a");
  return { type: `Riddle${word.toUpperCase()}`, value: `The ${treeOf(category)} gate of ${word} would not turn` };
}

export function rightAnswer({ id, error }: AskedItem): Said {
  const tree = trees.find((one) => new RegExp(`\\b${one}\\b`).test(error.message));
  const category = tree ? (categories[trees.indexOf(tree)] ?? "unknown") : "unknown";
  const words = { root_cause: `The ${tree ?? "gate"} was stuck.`, fix_suggestion: "Oil the gate, then try again." };
  return { id, category, severity: "high", should_retry: category === "timeout", ...words };
}
const rightContent = ({ batch, items }: Pick<LlmCall, "batch" | "items">): string =>
  JSON.stringify({ batch, results: items.map(rightAnswer) });

const priceOf = (model: string): { input: number; output: number } =>
  prices.models.find((row) => row.model === model) ?? { input: 10, output: 50 };

const tokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

interface Options {
  key?: string;
  models?: readonly string[];
  secrets?: readonly string[];
  /** The largest batch that is in order. */
  batch?: number;
  /** How long every answer takes. */
  delayMs?: number;
}

/** An OpenAI-compatible provider that checks what it is asked, answers by its key, and keeps a ledger. */
export async function startLlm({
  key = "sk-standin-0123456789abcdef",
  models = ["gpt-4.1-mini"],
  ...more
}: Options = {}): Promise<LlmStandIn> {
  const { secrets = [], batch = 8, delayMs = 0 } = more;
  let open = 0;
  const scripts: LlmScript[] = [];
  let every: LlmScript | null = null;
  const refuse = (response: ServerResponse, status: number, code: string): void =>
    answer(
      response,
      { status, body: { error: { message: `refused: ${code}`, type: "invalid_request_error", code } } },
      { status, body: "" },
    );

  async function chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request);
    const body = JSON.parse(raw) as Body;
    if (!models.includes(body.model)) return refuse(response, 404, "model_not_found");
    const call = callOf(body, request);
    standIn.faults.push(...faultsOf(body, raw, call, secrets, batch));
    standIn.calls.push(call);
    standIn.most = Math.max(standIn.most, ++open);
    response.once("close", () => {
      open--;
      call.isLeft = !response.writableFinished;
    });
    if (delayMs > 0) await pause(delayMs);
    reply(response, body, call, scripts.shift() ?? every ?? (() => ({})));
  }

  function reply(response: ServerResponse, { model }: Pick<Body, "model">, call: LlmCall, scripted: LlmScript): void {
    if (scripted === "endless") return void endless(response);
    if (typeof scripted === "object" && "late" in scripted)
      return void setTimeout(() => reply(response, { model }, call, () => ({})), scripted.late).unref();
    if (typeof scripted !== "function" && scripted !== "drip") return void answer(response, scripted, { status: 500, body: "" });
    const made = typeof scripted === "function" ? scripted(call) : {};
    const { content = rightContent(call), finish = "stop", refusal, choices, usage } = made;
    const used = { prompt_tokens: tokens(call.text), completion_tokens: Math.min(call.maxTokens, tokens(content ?? "") + 1) };
    const { input, output } = priceOf(model);
    const inMicros = (usd: number): number => Math.round(usd * 1e6);
    call.micros = Math.ceil((used.prompt_tokens * inMicros(input) + used.completion_tokens * inMicros(output)) / 1e6);
    const said =
      call.rung === "tool" && content
        ? { content: null, tool_calls: [{ function: { name: "verdicts", arguments: content } }] }
        : { content };
    const message = { role: "assistant", ...said, ...(refusal && { refusal }) };
    const whole = {
      id: "chatcmpl-standin",
      object: "chat.completion",
      model,
      choices: choices ?? [{ index: 0, finish_reason: finish, message }],
      ...(usage === undefined ? { usage: used } : usage === null ? {} : { usage }),
    };
    if (scripted === "drip") return void drip(response, JSON.stringify(whole));
    answer(
      response,
      { status: 200, headers: { "x-request-id": `req_${standIn.calls.length}` }, body: whole },
      { status: 200, body: "" },
    );
  }

  const { url, close } = await listen(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${key}`) return refuse(response, 401, "invalid_api_key");
    if (request.url === "/v1/models")
      return answer(response, { status: 200, body: { data: models.map((id) => ({ id })) } }, { status: 200, body: "" });
    if (request.url?.split("?")[0] !== "/v1/chat/completions" || request.method !== "POST")
      return refuse(response, 404, "not_found");
    return chat(request, response);
  });
  const standIn: LlmStandIn = {
    baseUrl: `${url}/v1`,
    key,
    calls: [],
    faults: [],
    most: 0,
    script: (...answers) => void scripts.push(...answers),
    always: (scripted) => {
      every = scripted;
    },
    spent: () => standIn.calls.reduce((sum, { micros }) => sum + micros, 0),
    close,
  };
  return standIn;
}

function endless(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const more = (): void =>
    void (response.destroyed || (response.write(" ".repeat(65_536)) ? setImmediate(more) : response.once("drain", more)));
  more();
}

/** A byte a second. */
function drip(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/json" });
  let at = 0;
  const timer = setInterval(() => void (response.destroyed ? clearInterval(timer) : response.write(text[at++] ?? " ")), 1000);
  response.once("close", () => clearInterval(timer));
}

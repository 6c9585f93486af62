import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { answerTokens, userPrompt } from "#lib/classify/prompt.ts";
import type { CallRow, Settlement } from "#lib/db/budget-periods.ts";
import type { Said } from "#lib/db/exchanges.ts";
import type { Ask, Outcome, Told } from "#lib/llm/ask-all.ts";
import { bodyOf, call, type Heard, type Prompt } from "#lib/llm/call.ts";
import { type Dialect, dialectOf, nextDialect, writeDialect } from "#lib/llm/dialect.ts";
import { failureOf, LlmFailure } from "#lib/llm/failure.ts";
import { type Cost, costOf, worstCase } from "#lib/llm/money.ts";
import { providerAt, quietBody } from "#lib/llm/providers.ts";
import { objectIn, sortAnswers } from "#lib/llm/wire.ts";
import { redactText } from "#lib/report/redact.ts";
import { cutHarder, type Item } from "./refine-items.ts";
import type { Target } from "./refine-targets.ts";
import { microPrice } from "./target-price.ts";

/** What became of the items in all calls about them. */
export interface Bill {
  micros: Map<string, number>;
  latencyMs: Map<string, number>;
}

/** A call that is about to be made. */
export interface Opening {
  target: Target;
  row: Pick<CallRow, "tier" | "model" | "baseUrl" | "project" | "items">;
  /** Micro-dollars at most. */
  worst: number;
  /** Tokens at most. */
  tokens: number;
  isRetry: boolean;
}

/** Who keeps the money, the minutes and the memory. */
export interface Desk {
  /** Lets a call be made, or throws LlmFailure; names it in the ledger. */
  open(opening: Opening): Promise<string>;
  /** Puts down what it did cost; false when that was done already. */
  close(id: string, settlement: Settlement, said: Said): Promise<boolean>;
  /** Into how large batches the target's items go. */
  batchOf(target: Target): Promise<number>;
  /** Whether a call that went wrong may be made once more. */
  mayRetry(target: Target): Promise<boolean>;
  /** How the target is spoken to, as it works. */
  learn(target: Target): Promise<void>;
  heard(): Promise<void>;
  clock(): Date;
}

export interface Asking {
  desk: Desk;
  target: Target;
  targets: readonly Target[];
  bill: Bill;
  /** By `performance.now()`: no call is begun after it. */
  deadline: number;
  /** The message before the items. */
  system: string;
}

/** Letters only: a word that no text of an item can know, so that the answer to another request is noticed. */
const newBatch = (): string => Array.from({ length: 14 }, () => String.fromCharCode(97 + randomInt(26))).join("");

const common = <T>(values: readonly T[]): T | null => (values.every((value) => value === values[0]) ? (values[0] ?? null) : null);

/** The call's cost in shares, to the last micro-dollar. */
function share({ micros }: Bill, items: readonly Item[], cost: number): void {
  const each = Math.floor(cost / items.length);
  items.forEach(({ id }, at) => {
    micros.set(id, (micros.get(id) ?? 0) + each + (at < cost - each * items.length ? 1 : 0));
  });
}

const outcomeOf = (heard: Heard): Outcome =>
  heard.isCut ? "cut" : heard.isRefusal ? "refusal" : heard.text.trim() === "" ? "useless" : "ok";

function read(items: readonly Item[], batch: string, heard: Heard): Told {
  const ids = items.map(({ id }) => id);
  const outcome = outcomeOf(heard);
  const sorted = outcome === "ok" ? sortAnswers(ids, batch, objectIn(heard.text)) : null;
  if (!sorted) return { good: new Map(), again: ids, outcome: outcome === "ok" ? "useless" : outcome };
  return { good: sorted.good, again: sorted.again, outcome };
}

const nothingUsed: Cost = { micros: 0, estimated: false, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

function settlementOf({ micros, ...cost }: Cost, more: Partial<Settlement> & { outcome: string }): Settlement {
  return { ...cost, costMicros: micros, valid: 0, status: null, code: null, requestId: null, latencyMs: null, ...more };
}

function ofFailure({ kind, details }: LlmFailure, reserved: number, latencyMs: number): Settlement {
  const cost = details.mayCost ? { ...nothingUsed, micros: reserved, estimated: true } : nothingUsed;
  const { status = null, code = null, requestId = null } = details;
  return settlementOf(cost, { outcome: kind, status, code, requestId, latencyMs });
}

/** No answer of a batch is longer; what is beyond is not kept. */
const mostKept = 20_000;
const keptAnswer = (text: string): string => redactText(text.slice(0, mostKept)).replaceAll("\0", "").toWellFormed();

/** The words that a call sends, with the schema where the form does not carry it; its answer is not known yet. */
function saidIn({ messages: [first] }: ReturnType<typeof bodyOf>, { system, user }: Prompt, items: readonly Item[]): Said {
  const sent = typeof first?.content === "string" ? first.content : system;
  return { system: sent, user, answer: null, items: items.map(({ id, hash }) => ({ id, signature: hash })) };
}

interface Sending {
  items: readonly Item[];
  dialect: Dialect;
  isRetry: boolean;
}

/** Opens, calls, closes: one request, and what it said of whom. */
async function send(
  { desk, target, targets, bill, deadline, system }: Asking,
  { items, dialect, isRetry }: Sending,
): Promise<Told> {
  const batch = newBatch();
  const maxTokens = answerTokens(items.length);
  const prompt: Prompt = { system, user: userPrompt(batch, items) };
  const body = bodyOf(target, dialect, prompt, maxTokens);
  const bytes = Buffer.byteLength(JSON.stringify(body));
  const price = microPrice(target, targets);
  const worst = worstCase(price, bytes, maxTokens);
  const { tier, model, baseUrl } = target;
  const row = { tier, model, baseUrl, project: common(items.map(({ project }) => project)), items: items.length };
  if (performance.now() > deadline) throw new LlmFailure("unavailable", `${model} takes too long.`, { code: "deadline" });
  const id = await desk.open({ target, row, worst, tokens: Math.ceil(bytes / 4) + maxTokens, isRetry });
  const said = saidIn(body, prompt, items);
  const close = async (settlement: Settlement, answer: string | null): Promise<void> => {
    if (await desk.close(id, settlement, { ...said, answer })) share(bill, items, settlement.costMicros);
  };
  const began = performance.now();
  const heard = await call(target, body, desk.clock).catch(async (error: unknown) => {
    const failure = failureOf(error, target, desk.clock());
    await close(ofFailure(failure, worst, performance.now() - began), null);
    throw failure;
  });
  const latencyMs = Math.round(performance.now() - began);
  await desk.heard();
  const told = read(items, batch, heard);
  for (const key of told.good.keys()) bill.latencyMs.set(key, latencyMs);
  const { requestId = null } = heard;
  const settlement = { outcome: told.outcome, valid: told.good.size, status: 200, requestId, latencyMs };
  await close(settlementOf(costOf(price, heard.usage, worst), settlement), keptAnswer(heard.text));
  return told;
}

const mostForms = 8;
const jitterMs = (): number => 400 + randomInt(800);

/** A target that was broken is only probed. */
const isProbed = ({ fault, faultUntil }: Target): boolean => fault !== null && faultUntil !== null;

/** Asks one model, in the form it takes: a form it refuses is left for the next one, and an accident is tried once more. */
export function asker(asking: Asking): Ask<Item> {
  const { desk, target } = asking;
  const provider = providerAt(target.baseUrl);
  const hasExtras = Object.keys({ ...provider.extra, ...quietBody(provider, target.model) }).length > 0;
  let known = dialectOf(target.model, target.baseUrl, target.rung);
  let again = isProbed(target) ? 0 : 1;

  async function inSomeForm(sending: Sending, form: number): Promise<Told> {
    const { items, dialect } = sending;
    try {
      const told = await send(asking, sending);
      if (writeDialect(dialect) !== target.rung) {
        target.rung = writeDialect(dialect);
        await desk.learn(target);
      }
      known = dialect;
      return told;
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      const [only] = items;
      if (error.kind === "tooLong" && items.length === 1 && only && !only.isCut)
        return inSomeForm({ ...sending, items: [cutHarder(only)] }, form);
      const said = error.details.said ?? "";
      const next = error.kind === "badRequest" && form < mostForms ? nextDialect(dialect, said, hasExtras) : null;
      if (next) return inSomeForm({ ...sending, dialect: next }, form + 1);
      if (error.kind === "badRequest") {
        const why = `${target.model} at ${target.baseUrl} takes no request in any form that Verdict knows (${error.details.status}).`;
        throw new LlmFailure("refused", why, { ...error.details, modelOnly: true });
      }
      if (error.kind !== "unavailable" || again === 0 || error.details.code === "deadline") throw error;
      again--;
      if (!(await desk.mayRetry(target))) throw error;
      await pause(jitterMs());
      return inSomeForm({ ...sending, isRetry: true }, form);
    }
  }
  return (items) => inSomeForm({ items, dialect: known, isRetry: false }, 0);
}

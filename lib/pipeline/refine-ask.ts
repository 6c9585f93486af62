import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { answerTokens, systemPrompt, userPrompt } from "#lib/classify/prompt.ts";
import { type CallRow, type Limits, reserve, type Scope, type Settlement, seenIn, settle } from "#lib/db/budget-periods.ts";
import { transaction } from "#lib/db/client.ts";
import { noteState } from "#lib/db/llm-models.ts";
import { renew } from "#lib/db/refinements.ts";
import type { Ask, Outcome, Told } from "#lib/llm/ask-all.ts";
import { bodyOf, call, type Heard } from "#lib/llm/call.ts";
import { type Dialect, dialectOf, nextDialect, writeDialect } from "#lib/llm/dialect.ts";
import { failureOf, LlmFailure } from "#lib/llm/failure.ts";
import { type Cost, costOf, worstCase } from "#lib/llm/money.ts";
import { objectIn, sortAnswers } from "#lib/llm/wire.ts";
import { limits } from "./budgets.ts";
import { cutHarder, type Item } from "./refine-items.ts";
import { microPrice, type Target } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

/** What became of the items in all calls about them. */
export interface Bill {
  micros: Map<string, number>;
  latencyMs: Map<string, number>;
}

export interface Asking {
  tools: Tools;
  claim: string;
  installationId: string;
  target: Target;
  targets: readonly Target[];
  bill: Bill;
  /** By `performance.now()`: no call is begun after it. */
  deadline: number;
}

/** Somebody else has taken over what this worker was asking about. */
export class LeaseLost extends Error {}

export const leaseSeconds = ({ settings }: Pick<Tools, "settings">): number => settings.LLM_TIMEOUT_SECONDS + 15;

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

async function close({ tools, bill }: Asking, id: string, items: readonly Item[], settlement: Settlement): Promise<void> {
  const isFirst = await transaction(tools.db, (tx) => settle(tx, id, settlement, tools.clock()));
  if (isFirst) share(bill, items, settlement.costMicros);
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

const crossed = { daily: "The day's budget is used up.", monthly: "The month's budget is used up." } as const;

/** No money for the call; without a code when only calls that still run hold it, so that some of it may come back. */
async function exhausted(tools: Tools, set: Limits, over: readonly Scope[], worst: number): Promise<LlmFailure> {
  const seen = await seenIn(tools.db, set.day);
  const gone = over.find((scope) => seen[scope].spentMicros + worst > (set[scope] ?? Number.POSITIVE_INFINITY));
  return gone
    ? new LlmFailure("exhausted", crossed[gone], { code: gone })
    : new LlmFailure("exhausted", "What is left of the budget is reserved by calls that run.");
}

/** Reserves, calls, settles: one request, and what it said of whom. */
async function send(asking: Asking, items: readonly Item[], dialect: Dialect): Promise<Told> {
  const { tools, claim, target, targets, installationId } = asking;
  const batch = newBatch();
  const maxTokens = answerTokens(items.length);
  const body = bodyOf(target.model, dialect, { system: systemPrompt, user: userPrompt(batch, items) }, maxTokens);
  const price = microPrice(target, targets);
  const worst = worstCase(price, Buffer.byteLength(JSON.stringify(body)), maxTokens);
  const row: CallRow = {
    installationId,
    at: tools.clock(),
    tier: target.tier,
    model: target.model,
    baseUrl: target.baseUrl,
    project: common(items.map(({ project }) => project)),
    items: items.length,
  };
  if (performance.now() > asking.deadline)
    throw new LlmFailure("unavailable", `${target.model} takes too long.`, { code: "deadline" });
  if (!(await renew(tools.db, claim, leaseSeconds(tools)))) throw new LeaseLost();
  const set = await limits(tools);
  const reserved = await reserve(tools.db, set, row, worst);
  if ("over" in reserved) throw await exhausted(tools, set, reserved.over, worst);
  const began = performance.now();
  const heard = await call(target, body, tools.clock).catch(async (error: unknown) => {
    const failure = failureOf(error, target, tools.clock());
    await close(asking, reserved.id, items, ofFailure(failure, worst, performance.now() - began));
    throw failure;
  });
  const latencyMs = Math.round(performance.now() - began);
  await tools.fault("llm.after_answer_before_save");
  const told = read(items, batch, heard);
  for (const id of told.good.keys()) asking.bill.latencyMs.set(id, latencyMs);
  const { requestId = null } = heard;
  const settlement = { outcome: told.outcome, valid: told.good.size, status: 200, requestId, latencyMs };
  await close(asking, reserved.id, items, settlementOf(costOf(price, heard.usage, worst), settlement));
  return told;
}

const mostForms = 6;
const jitterMs = (): number => 400 + randomInt(800);

/** Asks one model, in the form it takes: a form it refuses is left for the next one, and an accident is tried once more. */
export function asker(asking: Asking): Ask<Item> {
  const { tools, target } = asking;
  let known = dialectOf(target.model, target.baseUrl, target.rung);
  let again = 1;

  async function inSomeForm(items: readonly Item[], dialect: Dialect, form: number): Promise<Told> {
    try {
      const told = await send(asking, items, dialect);
      if (writeDialect(dialect) !== target.rung) {
        target.rung = writeDialect(dialect);
        await transaction(tools.db, (tx) => noteState(tx, target.place, { rung: target.rung }, tools.clock()));
      }
      known = dialect;
      return told;
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      const [only] = items;
      if (error.kind === "tooLong" && items.length === 1 && only && !only.isCut)
        return inSomeForm([cutHarder(only)], dialect, form);
      const next = error.kind === "badRequest" && form < mostForms ? nextDialect(dialect, error.details.said ?? "") : null;
      if (next) return inSomeForm(items, next, form + 1);
      if (error.kind === "badRequest") {
        const why = `${target.model} at ${target.baseUrl} takes no request in any form that Verdict knows (${error.details.status}).`;
        throw new LlmFailure("refused", why, { ...error.details, modelOnly: true });
      }
      if (error.kind !== "unavailable" || again === 0) throw error;
      again--;
      await pause(jitterMs());
      return inSomeForm(items, dialect, form);
    }
  }
  return (items) => inSomeForm(items, known, 0);
}

import { createHash } from "node:crypto";
import type { Db, Tx } from "#lib/db/client.ts";
import {
  hasEnabledModel,
  type LlmModelRow,
  type ModelState,
  modelRows,
  type StatePlace,
  storedStates,
} from "#lib/db/llm-models.ts";
import type { Endpoint } from "#lib/llm/call.ts";
import type { MicroPrice } from "#lib/llm/money.ts";
import { outsideFetch } from "#lib/llm/outside-fetch.ts";
import { pricesAsOf, type TablePrice, tablePrice } from "#lib/llm/prices.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import type { LlmTier, Price } from "#lib/model/spend.ts";
import { unseal } from "#lib/outside/seal.ts";
import type { Tools } from "./tools.ts";

/** A model that can be asked, with what is known of it. */
export interface Target extends Endpoint, ModelState {
  id: string;
  tier: LlmTier;
  enabled: boolean;
  /** From the environment. */
  fixed: boolean;
  place: StatePlace;
  /** Null: unknown. */
  price: TablePrice | null;
  priceSource: string | null;
}

interface Needed extends Pick<Tools, "settings"> {
  request: Parameters<typeof outsideFetch>[0];
  /** Null: only what the environment says. */
  db: Tools["db"] | null;
  sealKeys: Tools["sealKeys"] | (() => Tools["sealKeys"]);
}

const environmentNames = { key: "LLM_API_KEY", address: "LLM_BASE_URL" };
const rowNames = {
  key: "the key of this model",
  model: "the name of this model in the settings",
  address: "The address of this model",
};

/** What belongs together: a new key, address or model begins with a clean state. */
const keyOf = (baseUrl: string, key: string, model: string): string =>
  `llm:${createHash("sha256")
    .update(JSON.stringify([baseUrl, key, model]))
    .digest("hex")
    .slice(0, 24)}`;

const fresh: ModelState = { fault: null, faultUntil: null, rung: null };

function ofTable(model: string, baseUrl: string): Pick<Target, "price" | "priceSource"> {
  const price = tablePrice(model, baseUrl);
  return { price, priceSource: price && `table ${pricesAsOf}` };
}

function connection({ settings, request }: Needed): Pick<Endpoint, "timeoutMs" | "fetch"> {
  const timeoutMs = settings.LLM_TIMEOUT_SECONDS * 1000;
  return { timeoutMs, fetch: outsideFetch(request, timeoutMs) };
}

async function environmentTargets(tools: Needed): Promise<Target[]> {
  const { LLM_API_KEY: key, LLM_BASE_URL: baseUrl, LLM_MODEL_FAST: fast, LLM_MODEL_STRONG: strong } = tools.settings;
  if (!key || !fast) return [];
  const wanted = [
    { id: "env-fast", tier: "llm-fast", model: fast, name: "LLM_MODEL_FAST" } as const,
    ...(strong && strong !== fast
      ? [{ id: "env-strong", tier: "llm-strong", model: strong, name: "LLM_MODEL_STRONG" } as const]
      : []),
  ];
  const places = wanted.map(({ model }) => keyOf(baseUrl, key, model));
  const states = tools.db ? await storedStates(tools.db, places) : new Map<string, ModelState>();
  return wanted.map(({ id, tier, model, name }) => {
    const place = { key: keyOf(baseUrl, key, model) };
    const state = states.get(place.key) ?? fresh;
    const names = { ...environmentNames, model: name };
    return {
      id,
      tier,
      model,
      baseUrl,
      key,
      names,
      place,
      enabled: true,
      fixed: true,
      ...state,
      ...connection(tools),
      ...ofTable(model, baseUrl),
    };
  });
}

const usd = (micros: bigint | null): number | null => (micros === null ? null : Number(micros) / 1e6);

const ownPrice = ({
  inputMicros,
  cachedMicros,
  outputMicros,
}: Pick<LlmModelRow, "inputMicros" | "cachedMicros" | "outputMicros">): Price => ({
  input: usd(inputMicros),
  cached_input: usd(cachedMicros),
  output: usd(outputMicros),
});

const notOpened = "Its key cannot be opened with the SEAL_KEY at hand: save the key again.";

function opened({ sealKeys }: Needed, row: LlmModelRow): { key: string; fault: string | null } {
  if (!row.sealedKey) return { key: "none", fault: row.fault }; // servers of one's own often ask for no key
  try {
    const keys = typeof sealKeys === "function" ? sealKeys() : sealKeys;
    return { key: unseal(keys, row.sealedKey, `llm-model:${row.id}`).toString(), fault: row.fault };
  } catch (error) {
    if (error instanceof ConfigurationError) return { key: "", fault: notOpened };
    throw error;
  }
}

function ofRow(tools: Needed, row: LlmModelRow): Target {
  const { id, model, baseUrl, enabled, faultUntil, rung } = row;
  const own = ownPrice(row);
  const isOwn = own.input !== null && own.output !== null;
  const priced = isOwn ? { price: { price: own, worstInput: own.input ?? 0 }, priceSource: "yours" } : ofTable(model, baseUrl);
  const tier = row.tier === "llm-strong" ? "llm-strong" : "llm-fast";
  const common = { id, tier, model, baseUrl, enabled, faultUntil, rung, names: rowNames, place: { id }, fixed: false } as const;
  return { ...common, ...opened(tools, row), ...connection(tools), ...priced };
}

/** Every model that is set up, those of the environment first; in this order they are asked. */
export async function targetsOf(tools: Needed): Promise<Target[]> {
  const [fixed, rows] = await Promise.all([environmentTargets(tools), tools.db ? modelRows(tools.db) : []]);
  return [...fixed, ...rows.map((row) => ofRow(tools, row))];
}

export const isUsable = ({ enabled, key, faultUntil }: Target, now: Date): boolean =>
  enabled && key !== "" && (faultUntil === null || faultUntil <= now);

/** The dearest of the world is assumed where nothing is known at all. */
const dearestKnown: MicroPrice = { input: 10e6, worstInput: 10e6, cached: 10e6, output: 50e6 };

const perMillion = (usd: number): number => Math.round(usd * 1e6);

function known({ price }: Target): MicroPrice | null {
  if (price?.price.input == null || price.price.output == null) return null;
  const { input, cached_input, output } = price.price;
  return {
    input: perMillion(input),
    worstInput: perMillion(price.worstInput),
    cached: perMillion(cached_input ?? input),
    output: perMillion(output),
  };
}

/** What calls of this model are budgeted at: an unknown price is taken to be the dearest of those that are set up, never nothing. */
export function microPrice(target: Target, all: readonly Target[]): MicroPrice {
  const own = known(target);
  if (own) return own;
  const others = all.flatMap((one) => known(one) ?? []);
  if (others.length === 0) return dearestKnown;
  const most = (of: (price: MicroPrice) => number): number => Math.max(...others.map(of));
  const worstInput = most((price) => price.worstInput);
  return { input: worstInput, worstInput, cached: worstInput, output: most((price) => price.output) };
}

const known10s = new WeakMap<object, { at: number; any: boolean }>();

/** Models were changed here: what was known of them is asked anew. */
export const forgetModels = ({ settings }: Pick<Tools, "settings">): void => void known10s.delete(settings);

/** Whether anybody could be asked at all; asked for every error, so the answer is kept for some seconds. Within a transaction `db` is its own: a second connection may not be free. */
export async function hasModels({ settings, clock }: Pick<Tools, "settings" | "clock">, db: Db | Tx): Promise<boolean> {
  if (settings.LLM_API_KEY && settings.LLM_MODEL_FAST) return true;
  const kept = known10s.get(settings);
  const now = clock().getTime();
  if (kept && Math.abs(now - kept.at) < 10_000) return kept.any;
  const any = await hasEnabledModel(db);
  known10s.set(settings, { at: now, any });
  return any;
}

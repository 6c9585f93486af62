import { createHash } from "node:crypto";
import type { Db, Tx } from "#lib/db/client.ts";
import {
  freshState,
  hasEnabledModel,
  type LlmModelRow,
  type ModelState,
  modelRows,
  type StatePlace,
  storedStates,
} from "#lib/db/llm-models.ts";
import type { MinuteLimits } from "#lib/db/provider-minutes.ts";
import type { Endpoint } from "#lib/llm/call.ts";
import { outsideFetch } from "#lib/llm/outside-fetch.ts";
import { pricesAsOf, type TablePrice, tablePrice } from "#lib/llm/prices.ts";
import { providerAt } from "#lib/llm/providers.ts";
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
  /** Address and key as a digest: who shares them shares the minute. */
  provider: string;
  limits: MinuteLimits;
  /** As somebody set them; null takes the provider's usual. */
  ownLimits: { requests: number | null; tokens: number | null };
  /** Which errors it is asked about, as it was written; null is all. */
  match: string | null;
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

const digest = (...parts: string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);

/** What belongs together: a new key, address or model begins with a clean state. */
const keyOf = (baseUrl: string, key: string, model: string): string => `llm:${digest(baseUrl, key, model)}`;

type Usual = Pick<Target, "provider" | "limits" | "ownLimits" | "match">;

/** What holds of a key at an address, and what somebody set besides. */
function usual(
  baseUrl: string,
  key: string,
  row: Partial<Pick<LlmModelRow, "match" | "requestsPerMinute" | "tokensPerMinute">> = {},
): Usual {
  const { match = null, requestsPerMinute = null, tokensPerMinute = null } = row;
  const { requests, tokens } = providerAt(baseUrl);
  return {
    provider: digest(baseUrl, key),
    limits: { requests: requestsPerMinute ?? requests, tokens: tokensPerMinute ?? tokens },
    ownLimits: { requests: requestsPerMinute, tokens: tokensPerMinute },
    match,
  };
}

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
    const state = states.get(place.key) ?? freshState;
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
      ...usual(baseUrl, key),
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
  const { id, model, baseUrl, enabled, faultUntil, rung, lately, doubt } = row;
  const { key, fault } = opened(tools, row);
  const own = ownPrice(row);
  const isOwn = own.input !== null && own.output !== null;
  const priced = isOwn ? { price: { price: own, worstInput: own.input ?? 0 }, priceSource: "yours" } : ofTable(model, baseUrl);
  const tier = row.tier === "llm-strong" ? "llm-strong" : "llm-fast";
  const state = { fault, faultUntil, rung, lately, doubt };
  const common = { id, tier, model, baseUrl, key, enabled, names: rowNames, place: { id }, fixed: false } as const;
  return { ...common, ...state, ...connection(tools), ...priced, ...usual(baseUrl, key, row) };
}

/** Every model that is set up, those of the environment first; in this order they are asked. */
export async function targetsOf(tools: Needed): Promise<Target[]> {
  const [fixed, rows] = await Promise.all([environmentTargets(tools), tools.db ? modelRows(tools.db) : []]);
  return [...fixed, ...rows.map((row) => ofRow(tools, row))];
}

/** It may be asked, when it does not pause. */
export const isSet = ({ enabled, key }: Target): boolean => enabled && key !== "";

export const isUsable = (target: Target, now: Date): boolean =>
  isSet(target) && (target.faultUntil === null || target.faultUntil <= now);

const freshMs = 10_000;
const known = new WeakMap<object, { at: number; any: boolean }>();

/** Models were changed here: what was known of them is asked anew. */
export const forgetModels = ({ settings }: Pick<Tools, "settings">): void => void known.delete(settings);

/** Whether anybody could be asked at all; asked for every error, so the answer is kept for some seconds. Within a transaction `db` is its own: a second connection may not be free. */
export async function hasModels({ settings, clock }: Pick<Tools, "settings" | "clock">, db: Db | Tx): Promise<boolean> {
  if (settings.LLM_API_KEY && settings.LLM_MODEL_FAST) return true;
  const kept = known.get(settings);
  const now = clock().getTime();
  if (kept && Math.abs(now - kept.at) < freshMs) return kept.any;
  const any = await hasEnabledModel(db);
  known.set(settings, { at: now, any });
  return any;
}

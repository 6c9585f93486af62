import { v7 as uuidv7 } from "uuid";
import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import { gather } from "#lib/db/gather.ts";
import { freshState, type LlmModelRow, modelRows, replaceModels } from "#lib/db/llm-models.ts";
import { checkProvider } from "#lib/llm/check.ts";
import { tablePrice } from "#lib/llm/prices.ts";
import { providers } from "#lib/llm/providers.ts";
import type { By } from "#lib/model/by.ts";
import { AppError, NotFound, wrongAt } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";
import type { KnownProvider, ModelRow, Price } from "#lib/model/spend.ts";
import { checkTarget } from "#lib/outside/request.ts";
import { seal } from "#lib/outside/seal.ts";
import { type ModelInput, ModelsInput } from "./model-input.ts";
import { trustAgain } from "./refine-doubt.ts";
import { noteWorks } from "./refine-notes.ts";
import { forgetModels, type Target, targetsOf } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

export { budgets, budgetUse, saveBudgets } from "./budgets.ts";

const nothing: Price = { input: null, cached_input: null, output: null };

/** An address may carry what is secret. */
function publicPart(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.origin}${url.pathname}`.replace(/\/$/, "") : "";
}

const shown = ({
  id,
  model,
  tier,
  baseUrl,
  fixed,
  enabled,
  price,
  priceSource,
  fault,
  doubt,
  match,
  ownLimits,
}: Target): ModelRow => ({
  id,
  model,
  tier,
  base_url: publicPart(baseUrl),
  fixed,
  enabled,
  price: price?.price ?? nothing,
  price_source: priceSource,
  fault,
  doubt,
  match,
  requests_per_minute: ownLimits.requests,
  tokens_per_minute: ownLimits.tokens,
});

/** Whom the settings know by name. */
export const knownProviders: readonly KnownProvider[] = providers.map(({ id, name, base_url, note, requests, tokens }) => ({
  id,
  name,
  base_url,
  note,
  requests_per_minute: requests,
  tokens_per_minute: tokens,
}));

/** The models that may be asked, those of the environment first. */
export const models = async (tools: Tools): Promise<ModelRow[]> => (await targetsOf(tools)).map(shown);

async function checkAddress({ settings }: Tools, at: number, address: string): Promise<void> {
  try {
    await checkTarget({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, address);
  } catch (error) {
    const why = error instanceof AppError ? error.message : "the host cannot be found: is it spelt right?";
    throw wrongAt(`models[${at}].base_url`, why);
  }
}

const sameAs = (a: Price | null | undefined, b: Price | undefined): boolean =>
  !a || (a.input === b?.input && a.cached_input === b?.cached_input && a.output === b?.output);
const inMicros = (usd: number | null | undefined): bigint | null => (usd == null ? null : BigInt(Math.ceil(usd * 1e6)));

const priceNames = ["inputMicros", "cachedMicros", "outputMicros"] as const;
type Prices = Pick<LlmModelRow, (typeof priceNames)[number]>;

/** Only what differs from our table is kept, so that the table may change. */
function pricesOf({ price, model, base_url }: ModelInput): Prices {
  const isOwn = price?.input != null && price.output != null && !sameAs(price, tablePrice(model, base_url)?.price);
  const own = isOwn ? price : null;
  return { inputMicros: inMicros(own?.input), cachedMicros: inMicros(own?.cached_input), outputMicros: inMicros(own?.output) };
}

type Row = Omit<LlmModelRow, "createdAt" | "updatedAt">;

function rowOf(tools: Tools, input: ModelInput, at: number, was: LlmModelRow | undefined): Row {
  const { tier, base_url: baseUrl, model, enabled, key, match, requests_per_minute: requests, tokens_per_minute: tokens } = input;
  if (was?.sealedKey && was.baseUrl !== baseUrl && key === undefined)
    throw wrongAt(`models[${at}].key`, "another address needs the key anew, so that none is sent where it does not belong");
  const id = was?.id ?? uuidv7();
  const sealedKey =
    key === undefined
      ? (was?.sealedKey ?? null)
      : key === null
        ? null
        : Uint8Array.from(seal(tools.sealKeys, Buffer.from(key), `llm-model:${id}`));
  const prices = pricesOf(input);
  const isPriceNew = was !== undefined && priceNames.some((name) => was[name] !== prices[name]);
  const isNew = !was || key !== undefined || was.baseUrl !== baseUrl || was.model !== model;
  const state = isNew
    ? freshState
    : { fault: was.fault, faultUntil: was.faultUntil, rung: was.rung, lately: was.lately, doubt: was.doubt };
  return {
    id,
    tier,
    position: at,
    baseUrl,
    model,
    enabled,
    ...prices,
    priceVersion: (was?.priceVersion ?? 1) + Number(isPriceNew),
    sealedKey,
    match: match === undefined ? (was?.match ?? null) : match,
    requestsPerMinute: requests === undefined ? (was?.requestsPerMinute ?? null) : requests,
    tokensPerMinute: tokens === undefined ? (was?.tokensPerMinute ?? null) : tokens,
    ...state,
  };
}

const told = ({ id, tier, model, baseUrl, enabled }: Row) => ({ id, tier, model, base_url: baseUrl, enabled });

/** Replaces the models that are set in the product; those of the environment stay. Throws BadInput naming what to write instead. */
export async function saveModels(tools: Tools, input: unknown, by: By): Promise<ModelRow[]> {
  const read = readInput(ModelsInput, input);
  const wanted = read.models.filter(({ id }) => !id?.startsWith("env-"));
  const known = await modelRows(tools.db);
  for (const [at, { id, base_url }] of wanted.entries())
    if (!known.some((row) => row.id === id && row.baseUrl === base_url)) await checkAddress(tools, at, base_url);
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    const before = await modelRows(tx);
    const rows = wanted.map((one, at) => {
      const was = before.find(({ id }) => id === one.id);
      if (one.id !== undefined && !was)
        throw wrongAt(`models[${at}].id`, "there is no such model; leave the id out for a new one");
      return rowOf(tools, one, at, was);
    });
    await replaceModels(tx, rows, now);
    await addAudit(tx, { by, action: "models.change", data: { before: before.map(told), after: rows.map(told) } });
    if (rows.some(({ enabled }) => enabled)) await gather(tx);
    await tools.queue.send(tx, "refine", {});
  });
  forgetModels(tools);
  return models(tools);
}

/** Whether key, address and model of a row work: null, else what is wrong. What works is asked again at once. */
export async function testModel(tools: Tools, id: string): Promise<string | null> {
  const target = (await targetsOf(tools)).find((one) => one.id === id);
  if (!target) throw new NotFound("There is no such model.");
  if (target.key === "") return target.fault;
  const fault = await checkProvider({ ...target, models: [target.model], timeoutMs: 10_000 });
  if (fault !== null) return fault;
  await noteWorks(tools, target);
  await trustAgain(tools, target);
  await transaction(tools.db, (tx) => tools.queue.send(tx, "refine", {}));
  return null;
}

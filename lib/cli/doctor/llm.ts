import { existsSync } from "node:fs";
import { join } from "node:path";
import { connect, type Db } from "#lib/db/client.ts";
import { embeddedUrl } from "#lib/db/embedded.ts";
import { checkProvider } from "#lib/llm/check.ts";
import { outsideFetch } from "#lib/llm/outside-fetch.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import type { SealKeys } from "#lib/outside/seal.ts";
import { type Target, targetsOf } from "#lib/pipeline/refine-targets.ts";
import { sealKeys } from "#lib/pipeline/secrets.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Check, fail, ok, warn } from "./check.ts";

const timeoutMs = 10_000;

async function checkTarget(target: Target, request: Parameters<typeof outsideFetch>[0]): Promise<Check> {
  const { model, baseUrl, price, key, fault, enabled } = target;
  const name = target.id === "env-fast" ? "llm" : `llm ${model}`.slice(0, 40);
  if (!enabled) return ok(name, `${model} at ${baseUrl} is switched off`);
  if (key === "") return fail(name, fault ?? "");
  const wrong = await checkProvider({ ...target, models: [model], timeoutMs, fetch: outsideFetch(request, timeoutMs) });
  if (wrong) return fail(name, wrong);
  return price
    ? ok(name, `${baseUrl} accepts the key and has ${model}`)
    : ok(name, `${baseUrl} accepts the key and has ${model}; its price is unknown, so it is budgeted as the dearest model`);
}

/** The key that opens what is sealed; a check makes none. */
export function keysAtHand(settings: Settings): SealKeys {
  if (settings.SEAL_KEY || existsSync(join(settings.DATA_DIR, "seal.key"))) return sealKeys(settings);
  throw new ConfigurationError("There is no seal key");
}

/** The database when it is known where it is; it may be away, or of another release. */
export async function databaseAtHand(settings: Settings): Promise<Db | null> {
  const url = settings.DATABASE_URL ?? (await embeddedUrl(settings.DATA_DIR));
  return url === undefined ? null : connect({ url, connections: 1, name: "verdict-doctor" });
}

/** Every model that is set up, in the environment or, when the database answers, in the product. */
export async function checkLlm(settings: Settings): Promise<Check[]> {
  const request: Parameters<typeof outsideFetch>[0] = (sent) =>
    outsideRequest({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, sent);
  const db = await databaseAtHand(settings);
  const stored = await db?.llmModel.count().then(
    () => db,
    () => null, // away, or of another release: what the environment says can be checked all the same
  );
  const needed = { settings, request, db: stored ?? null, sealKeys: () => keysAtHand(settings) };
  const targets = await targetsOf(needed).finally(() => db?.$disconnect());
  if (targets.length === 0) return [warn("llm", "No model is set up (LLM_API_KEY is not set): rules and memory decide alone.")];
  return Promise.all(targets.map((target) => checkTarget(target, request)));
}

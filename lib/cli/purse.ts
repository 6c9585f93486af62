import { embeddedUrl } from "#lib/db/embedded.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import type { AboutOptions } from "#lib/pipeline/ask-about.ts";
import { usualDailyUsd } from "#lib/pipeline/budgets.ts";
import { firstId } from "#lib/pipeline/installations.ts";
import { memoryDesk, memoryNotes } from "#lib/pipeline/memory-desk.ts";
import { deskOf } from "#lib/pipeline/refine-desk.ts";
import { notesOf } from "#lib/pipeline/refine-notes.ts";
import { isUsable, type Target, targetsOf } from "#lib/pipeline/refine-targets.ts";
import { sealKeys } from "#lib/pipeline/secrets.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { openTools, type Tools } from "#lib/pipeline/tools.ts";
import { withoutSecret } from "./migrate.ts";

/** Whom a run may ask, and out of which purse it pays. */
export interface Purse {
  settings: Settings;
  targets: Target[];
  books: Required<AboutOptions>["shared"];
  /** A model that is not set up, at the address and with the key of the environment. */
  targetFor(model: string): Promise<Target | undefined>;
  close(): Promise<void>;
}

/** With a database its models and its budget, which all share; else those of the environment, and a budget of the run's own. */
export async function openPurse(settings: Settings): Promise<Purse> {
  const url = settings.DATABASE_URL ?? (await embeddedUrl(settings.DATA_DIR));
  return url ? sharedPurse({ ...settings, DATABASE_URL: url }) : ownPurse(settings);
}

type Needed = Parameters<typeof targetsOf>[0];

async function named(needed: Needed, model: string): Promise<Target | undefined> {
  const settings = { ...needed.settings, LLM_MODEL_FAST: model, LLM_MODEL_STRONG: undefined };
  return (await targetsOf({ ...needed, settings })).find((target) => target.fixed && target.model === model);
}

async function ownPurse(settings: Settings): Promise<Purse> {
  const request: Tools["request"] = (sent) => outsideRequest({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, sent);
  const needed: Needed = { settings, request, db: null, sealKeys: () => sealKeys(settings) };
  const clock = () => new Date();
  const most = Math.floor((settings.LLM_DAILY_BUDGET_USD ?? usualDailyUsd) * 1e6);
  const { desk } = memoryDesk({ most, batch: settings.LLM_BATCH_SIZE, clock });
  return {
    settings,
    targets: await targetsOf(needed),
    books: { desk, notes: memoryNotes(clock) },
    targetFor: (model) => named(needed, model),
    close: async () => undefined,
  };
}

async function sharedPurse(settings: Settings): Promise<Purse> {
  const tools = await openTools({ ...settings, LOG_LEVEL: "silent" }, "worker"); // stdout is for verdicts
  const targets = await targetsOf(tools).catch(async (error: unknown) => {
    await tools.close();
    throw new ConfigurationError(
      `The database that keeps the budget does not answer (${withoutSecret(error)}): start it, run \`verdict migrate\`, or unset DATABASE_URL to give this run a budget of its own.`,
    );
  });
  return {
    settings,
    targets,
    books: {
      desk: deskOf(tools, { claim: null, installationId: firstId }),
      notes: notesOf(tools, { targets, installationId: firstId }),
    },
    targetFor: (model) => named(tools, model),
    close: () => tools.close(),
  };
}

/** Why nobody can be asked; null when somebody can. */
export function whyNobody(targets: readonly Target[]): string | null {
  if (targets.some((target) => isUsable(target, new Date()))) return null;
  const fault = targets.find((target) => target.fault)?.fault;
  return fault ?? "No model is set up: set LLM_API_KEY and LLM_MODEL_FAST, or add one in the settings.";
}

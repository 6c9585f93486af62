import { parseArgs } from "node:util";
import { ConfigurationError } from "#lib/model/errors.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import type { Environment } from "./child.ts";
import { checkChannels } from "./doctor/channels.ts";
import { type Check, fail, ok } from "./doctor/check.ts";
import { checkDatabase } from "./doctor/database.ts";
import { checkLlm } from "./doctor/llm.ts";
import { checkFolder, checkNode, checkPort, checkSealKey } from "./doctor/machine.ts";
import { checkNames } from "./doctor/names.ts";
import { checkSentry } from "./doctor/services.ts";
import { environment } from "./environment.ts";
import { say } from "./program.ts";

export const usage =
  "Usage: verdict doctor [--json]   (checks settings, machine, database, Sentry, the LLM provider and the channels, and says what to do)";

/** Every look, in the order in which one would mend; without valid settings only those that need none. */
async function examine(env: Environment): Promise<Check[]> {
  const first = [checkNode(process.versions.node), ...checkNames(env)];
  try {
    const settings = readSettings(env);
    const machine = [...checkFolder(settings), checkSealKey(settings), await checkPort(settings)];
    const rest = await Promise.all([checkDatabase(settings), checkSentry(settings), checkLlm(settings), checkChannels(settings)]);
    return [...first, ok("settings", "all valid"), ...machine, ...rest.flat()];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [, ...faults] = error.message.split("\n");
    return [...first, ...(faults.length > 0 ? faults : [error.message]).map((fault) => fail("settings", fault.trim()))];
  }
}

const marks = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;

/** `verdict doctor` */
export async function run(args: string[]): Promise<number> {
  let json: boolean;
  try {
    json = parseArgs({ args, options: { json: { type: "boolean", default: false } } }).values.json;
  } catch {
    console.error(usage);
    return 2;
  }
  const checks = await examine(environment());
  const failed = checks.filter(({ state }) => state === "fail").length;
  if (json) say(JSON.stringify({ ok: failed === 0, checks }, null, 2));
  else {
    for (const { name, state, message } of checks) say(`${marks[state]}  ${name.padEnd(14)}  ${message}`);
    say(failed === 0 ? "Nothing fails." : `${failed} of ${checks.length} checks fail.`);
  }
  return failed === 0 ? 0 : 1;
}

import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { AppError } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { mostReplayDays, type PolicyReplay } from "#lib/model/replay.ts";
import { linesIn } from "#lib/pipeline/policy-text.ts";
import { type Replayed, replayPolicies } from "#lib/pipeline/replay-policies.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools } from "#lib/pipeline/tools.ts";
import { environment } from "./environment.ts";
import { findDatabase, withoutSecret } from "./migrate.ts";
import { onSignals, say } from "./program.ts";
import { progressOn } from "./progress.ts";
import { replayTable } from "./replay-table.ts";

export const usage = `Usage: verdict replay --policy FILE [--days 30] [--json]   (FILE is a policies document as YAML or JSON, - is stdin; what it would have told whom in the last days, 1 to ${mostReplayDays}, against what happened)`;

interface Options {
  file: string;
  days: number;
  json: boolean;
}

function options(args: string[]): Options | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        policy: { type: "string" },
        days: { type: "string", default: "30" },
        json: { type: "boolean", default: false },
      },
    });
    const { policy: file, days: written, json } = values;
    const days = /^\d{1,3}$/.test(written) ? Number(written) : 0;
    if (positionals.length > 0) return { wrong: `${positionals[0]} is one word too many: name the file with --policy` };
    if (!file) return { wrong: "--policy names the file of the policies" };
    if (days < 1 || days > mostReplayDays)
      return { wrong: `--days ${written} is not a whole number from 1 to ${mostReplayDays}` };
    return { file, days, json };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Opens the tools for as long as it takes; Ctrl-C ends it. */
async function replayed(document: string, days: number): Promise<Replayed> {
  const settings = readSettings(environment());
  const url = await findDatabase(settings);
  const tools = await openTools({ ...settings, DATABASE_URL: url, LOG_LEVEL: "silent" }, "worker"); // stdout is for the answer
  const stop = new AbortController();
  onSignals(
    () => stop.abort(),
    () => process.exit(1),
  );
  const line = progressOn(process.stderr);
  try {
    const progress = ({ signals, total }: { signals: number; total: number }): void =>
      line.say(() => `${signals} of ${total} signals`);
    return await replayPolicies(tools, { document, days }, { progress, signal: stop.signal });
  } finally {
    line.end();
    await tools.close();
  }
}

/** `verdict replay` */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  const { file, days, json } = chosen;
  const text = await (file === "-" ? textOf(process.stdin) : readFile(file, "utf8")).catch((error: Error) => {
    console.error(`${file} cannot be read: ${error.message}`);
    return null;
  });
  if (text === null) return 1;
  try {
    const done = await replayed(text, days);
    if (done.ok) say(shown(done.replay, json));
    else sayFaults(done.errors, file, text);
    return done.ok ? 0 : 1;
  } catch (error) {
    if (error instanceof AppError) console.error(`${file}: ${error.message}`);
    else console.error(`The policies could not be replayed: ${withoutSecret(error)}`);
    return 1;
  }
}

/** Each fault at its line, as compilers say it. */
function sayFaults(faults: readonly DocumentFault[], file: string, text: string): void {
  const lineOf = linesIn(text);
  for (const { path, message } of faults)
    console.error([[file, lineOf(path)].filter((part) => part !== null).join(":"), path, message].filter(Boolean).join(": "));
}

const shown = (replay: PolicyReplay, json: boolean): string => (json ? JSON.stringify(replay, null, 2) : replayTable(replay));

import { once } from "node:events";
import { parseArgs } from "node:util";
import { type Language, languages } from "#lib/model/language.ts";
import { answerTo } from "./answer.ts";
import { linesOf } from "./jsonl.ts";
import { explainTier, isTier } from "./tier.ts";

const usage = `Usage: verdict classify [--tier local|full] [--lang ${languages.join("|")}] < reports.jsonl > verdicts.jsonl`;

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

function options(args: string[]): { tier: "local" | "full"; lang: Language } | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: { tier: { type: "string", default: "full" }, lang: { type: "string", default: "en" } },
    });
    if (!isTier(values.tier)) return { wrong: `--tier ${values.tier} is unknown` };
    if (!isLanguage(values.lang)) return { wrong: `--lang ${values.lang} is unknown` };
    return { tier: values.tier, lang: values.lang };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes a line and waits while the reader cannot keep up; false when the reader has gone. */
async function write(out: NodeJS.WriteStream, line: string, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted) return false;
  if (!out.write(`${line}\n`)) await once(out, "drain", { signal: gone }).catch(() => undefined);
  return !gone.aborted;
}

/** `verdict classify`: reports in, verdicts out, line by line and in order. */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  explainTier(chosen.tier);
  const gone = new AbortController();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    gone.abort();
  });
  for await (const line of linesOf(process.stdin)) {
    const answer = answerTo(line, chosen.lang);
    if (answer && !(await write(process.stdout, JSON.stringify(answer), gone.signal))) break;
  }
  return 0;
}

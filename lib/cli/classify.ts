import { once } from "node:events";
import { parseArgs } from "node:util";
import { type Language, languages } from "#lib/model/language.ts";
import { type Preset, withView } from "#lib/model/preset.ts";
import { type Answer, answersTo } from "./answer.ts";
import { linesOf } from "./jsonl.ts";
import { type Judge, localJudge } from "./judge.ts";
import { isPreset, unknownPreset } from "./preset.ts";
import { progressOn } from "./progress.ts";
import { isTier, type TierChoice } from "./tier.ts";
import { windowsOf } from "./windows.ts";

export const usage = `Usage: verdict classify [--tier local|full] [--lang ${languages.join("|")}] [--preset NAME] < reports.jsonl > verdicts.jsonl`;

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

type Options = { tier: TierChoice; lang: Language; preset: Preset | undefined };

function options(args: string[]): Options | { wrong: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        tier: { type: "string", default: "full" },
        lang: { type: "string", default: "en" },
        preset: { type: "string" },
      },
    });
    const { preset } = values;
    if (!isTier(values.tier)) return { wrong: `--tier ${values.tier} is unknown` };
    if (!isLanguage(values.lang)) return { wrong: `--lang ${values.lang} is unknown` };
    if (preset !== undefined && !isPreset(preset)) return { wrong: unknownPreset(preset) };
    return { tier: values.tier, lang: values.lang, preset };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes and waits while the reader cannot keep up; false when the reader has gone. */
async function write(out: NodeJS.WriteStream, text: string, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted) return false;
  if (!out.write(text)) await once(out, "drain", { signal: gone }).catch(() => undefined);
  return !gone.aborted;
}

/** How a run judges, and in groups of how many lines. */
interface Run {
  judge: Judge;
  most: number;
  waitMs: number;
  spent: () => string;
  close: () => Promise<void>;
}

const localRun = (lang: Language): Run => ({
  judge: localJudge(lang),
  most: 64,
  waitMs: 0,
  spent: () => "",
  close: async () => undefined,
});

/** With models for what is unsure; without any it says so and goes on alone. */
async function fullRun(lang: Language): Promise<Run> {
  const { openModels } = await import("./models.ts"); // the local tier starts without the database's libraries
  const opened = await openModels(lang);
  if ("why" in opened) {
    console.error(`verdict: ${opened.why} --tier full answers as --tier local.`);
    return localRun(lang);
  }
  const { models, flushMs, close } = opened;
  const spent = (): string => `, ${models.sums().asked} asked, $${(models.sums().micros / 1e6).toFixed(4)}`;
  return { judge: models.judge, most: 256, waitMs: flushMs, spent, close };
}

function readerGone(): AbortSignal {
  const gone = new AbortController();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    gone.abort();
  });
  return gone.signal;
}

const lineOf = (answer: Answer, preset: Preset | undefined): string =>
  `${JSON.stringify("error" in answer ? answer : withView(answer, preset))}\n`;

async function answerAll({ judge, most, waitMs, spent }: Run, { preset }: Options, gone: AbortSignal): Promise<void> {
  const progress = progressOn(process.stderr);
  const began = performance.now();
  let count = 0;
  for await (const lines of windowsOf(linesOf(process.stdin), { most, waitMs })) {
    const answers = await answersTo(lines, judge);
    if (!(await write(process.stdout, answers.map((answer) => lineOf(answer, preset)).join(""), gone))) return;
    count += lines.length;
    progress.say(() => `${count} lines, ${Math.round((count * 1000) / (performance.now() - began))} a second${spent()}`);
  }
  progress.end();
}

/** `verdict classify`: reports in, verdicts out, line by line and in order. */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  const gone = readerGone();
  const begun = chosen.tier === "full" ? await fullRun(chosen.lang) : localRun(chosen.lang);
  await answerAll(begun, chosen, gone).finally(begun.close);
  return 0;
}

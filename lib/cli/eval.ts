import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import type { Preset } from "#lib/model/preset.ts";
import { comparison, table } from "./eval-table.ts";
import { type Evaluation, evaluationOf, type Row, rowsOf } from "./evaluate.ts";
import { linesOf } from "./jsonl.ts";
import { localJudge } from "./judge.ts";
import { isPreset, unknownPreset } from "./preset.ts";
import { isTier, type TierChoice } from "./tier.ts";

export const usage = "Usage: verdict eval FILE.jsonl [--tier local|full] [--model NAME,NAME…] [--preset NAME] [--json]";

type Options = { file: string; tier: TierChoice; models: string[]; preset: Preset; json: boolean };

/** The names in a list with commas, each once. */
const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

function options(args: string[]): Options | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tier: { type: "string", default: "full" },
        model: { type: "string", default: "" },
        preset: { type: "string", default: "verdict" },
        json: { type: "boolean", default: false },
      },
    });
    const [file, ...more] = positionals;
    const models = namesIn(values.model);
    if (!isTier(values.tier)) return { wrong: `--tier ${values.tier} is unknown` };
    if (!isPreset(values.preset)) return { wrong: unknownPreset(values.preset) };
    if (models.length > 0 && values.tier === "local")
      return { wrong: "--model compares language models: leave out --tier local" };
    if (models.length > 8) return { wrong: "--model compares at most 8 models" };
    if (!file || more.length > 0) return { wrong: "exactly one file of labelled reports is needed" };
    return { file, tier: values.tier, models, preset: values.preset, json: values.json };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** Local alone, the whole cascade, or every model about every row beside it. */
async function evaluations(rows: readonly Row[], { tier, models, preset }: Options): Promise<[name: string, Evaluation][]> {
  const local = async (): Promise<Evaluation> =>
    evaluationOf(rows, await localJudge("en")(rows.map((row) => row.understood)), preset);
  if (tier === "local") return [["local", await local()]];
  const { evaluateCascade, evaluateModels } = await import("./evaluate-models.ts");
  if (models.length > 0) return [["local", await local()], ...(await evaluateModels(rows, { models, preset }))];
  return [["full", (await evaluateCascade(rows, preset)) ?? (await local())]];
}

/** `verdict eval` */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  const read = await rowsOf(linesOf(createReadStream(chosen.file)), chosen.preset).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    console.error(`${chosen.file} cannot be read: ${error.message}`);
    return null;
  });
  if (read === null) return 1;
  for (const { line, error } of read.skipped.slice(0, 20)) console.error(`line ${line} skipped: ${error}`);
  if (read.rows.length === 0) {
    console.error(`${chosen.file} holds no labelled report: each line needs message, category, should_retry and severity.`);
    return 1;
  }
  const found = (await evaluations(read.rows, chosen)).map(([name, one]) => [name, { ...one, skipped: read.skipped }] as const);
  const [[, only] = [], ...others] = found;
  if (others.length > 0) {
    const models = found.map(([model, evaluation]) => ({ model, ...evaluation }));
    console.log(chosen.json ? JSON.stringify({ models }, null, 2) : comparison(models));
  } else if (only) console.log(chosen.json ? JSON.stringify(only, null, 2) : table(only));
  return found.some(([, { n }]) => n === 0) ? 1 : 0; // a model that answered nothing was not measured
}

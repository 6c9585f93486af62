import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { train } from "#lib/learn/train.ts";
import { metricsTable } from "./eval-table.ts";
import { type LabelledFile, readAll } from "./labelled.ts";

export const usage = `Usage: verdict train FILE.jsonl… [--seen FILE.jsonl]… --out W [--folds 5]

  FILE     labelled reports; how far rules are trusted is learnt on those whose ids hash to odd numbers, rules may be tuned with the rest
  --seen   labelled reports that the built-in rules were tuned with: only words are learnt from them
  --out    where the weights are written`;

type Options = { files: LabelledFile[]; out: string; folds: number };

function options(args: string[]): Options | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        seen: { type: "string", multiple: true, default: [] },
        out: { type: "string" },
        folds: { type: "string", default: "5" },
      },
    });
    const folds = Number(values.folds);
    if (positionals.length === 0) return { wrong: "at least one file of labelled reports is needed" };
    if (!values.out) return { wrong: "--out is missing: where are the weights to be written?" };
    if (!Number.isInteger(folds) || folds < 2 || folds > 20) return { wrong: `--folds ${values.folds}: a number from 2 to 20` };
    return {
      files: [...positionals.map((path) => ({ path, isSeen: false })), ...values.seen.map((path) => ({ path, isSeen: true }))],
      out: values.out,
      folds,
    };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

function announcer(): (done: string) => void {
  const began = performance.now();
  if (!process.stderr.isTTY) return () => undefined;
  return (done) => console.error(`verdict: ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${done}`);
}

/** `verdict train` */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  const progress = announcer();
  const labelled = await readAll(chosen.files);
  if ("fault" in labelled) {
    console.error(labelled.fault);
    return 1;
  }
  progress(`${labelled.length} labelled reports read`);
  const { weights, measured } = train(labelled, chosen.folds, progress);
  try {
    await writeFile(chosen.out, `${JSON.stringify(weights, null, 1)}\n`);
  } catch (error) {
    console.error(`${chosen.out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  console.log(`Measured on reports that were not learnt from, in ${chosen.folds} folds:\n\n${metricsTable(measured)}`);
  console.log(
    `\nVersion ${weights.version}: given without provisional from ${weights.accepted} on, retry advised from ${weights.retryFrom} on.`,
  );
  return 0;
}

import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Labelled } from "#lib/learn/rows.ts";
import { train } from "#lib/learn/train.ts";
import { fromJsonl, LabelledReport } from "#lib/model/jsonl.ts";
import { understand } from "#lib/pipeline/verdict.ts";
import { faultsOf, readLine } from "./answer.ts";
import { metricsTable } from "./eval-table.ts";
import { linesOf } from "./jsonl.ts";

const usage = `Usage: verdict train FILE.jsonl… [--seen FILE.jsonl]… --out W [--folds 5]

  FILE     labelled reports; how far rules are trusted is learnt on those whose ids hash to odd numbers, rules may be tuned with the rest
  --seen   labelled reports that the built-in rules were tuned with: only words are learnt from them
  --out    where the weights are written`;

/** Fewer say nothing. */
const least = 20;

type Options = { files: { path: string; isSeen: boolean }[]; out: string; folds: number };

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

/** The half of a file that rules may be tuned with has ids with even hashes. */
function isHeld(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash & 1) === 1;
}

function labelledFrom(row: LabelledReport, number: number, isSeen: boolean): Labelled {
  const { report, signature } = understand(fromJsonl(row));
  return {
    report,
    template: signature.template,
    truth: { category: row.category, alt: row.alt ?? null, retry: row.should_retry, severity: row.severity },
    isUnseen: !isSeen && isHeld(String(row.id ?? number)),
  };
}

const shown = 20;

async function read({ path, isSeen }: Options["files"][number]): Promise<Labelled[]> {
  const found: Labelled[] = [];
  let skipped = 0;
  for await (const line of linesOf(createReadStream(path))) {
    const value = readLine(line);
    if (value === null) continue;
    const row = "error" in value ? null : LabelledReport.safeParse(value.value);
    if (row?.success) found.push(labelledFrom(row.data, line.number, isSeen));
    else if (++skipped <= shown)
      console.error(`${path} line ${line.number} skipped: ${"error" in value ? value.error : row ? faultsOf(row.error) : ""}`);
  }
  if (skipped > shown) console.error(`${path}: ${skipped - shown} further lines skipped`);
  return found;
}

/** The labelled reports of all files, or why there are none to learn from. */
async function readAll(files: Options["files"]): Promise<Labelled[] | { fault: string }> {
  const all: Labelled[] = [];
  for (const file of files) {
    try {
      all.push(...(await read(file)));
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      return { fault: `${file.path} cannot be read: ${error.message}` };
    }
  }
  const unseen = all.filter(({ isUnseen }) => isUnseen).length;
  if (unseen >= least) return all;
  return {
    fault: `${all.length} labelled reports were read, and ${unseen} of them can say how far rules are trusted; at least ${least} are needed (about half of what is given without --seen).`,
  };
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

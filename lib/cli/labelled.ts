import { createReadStream } from "node:fs";
import { hashed } from "#lib/classify/features.ts";
import type { Labelled } from "#lib/learn/rows.ts";
import { fromJsonl, LabelledReport } from "#lib/model/jsonl.ts";
import { understand } from "#lib/pipeline/verdict.ts";
import { faultsOf, readLine } from "./answer.ts";
import { linesOf } from "./jsonl.ts";

/** A file of labelled reports; `isSeen` when the built-in rules were tuned with it. */
export type LabelledFile = { path: string; isSeen: boolean };

/** Fewer say nothing. */
const least = 20;

/** The half of a file that rules may be tuned with has ids with even hashes. */
const isHeld = (id: string): boolean => (hashed(id) & 1) === 1;

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

async function read({ path, isSeen }: LabelledFile): Promise<Labelled[]> {
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
export async function readAll(files: readonly LabelledFile[]): Promise<Labelled[] | { fault: string }> {
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

import { readFileSync } from "node:fs";
import { fromJsonl, LabelledReport } from "#lib/model/jsonl.ts";
import type { Report } from "#lib/model/report.ts";

export const corpusFiles = [
  "general.jsonl",
  "llm.jsonl",
  "more.jsonl",
  "train-a.jsonl",
  "train-b.jsonl",
  "train-c.jsonl",
  "train-d.jsonl",
  "golden.jsonl",
] as const;
export type CorpusFile = (typeof corpusFiles)[number];

/** The labelled errors of a file, each with the report it makes. */
export function reportsIn(file: CorpusFile): { row: LabelledReport; report: Report }[] {
  return readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = LabelledReport.parse(JSON.parse(line));
      return { row, report: fromJsonl(row) };
    });
}

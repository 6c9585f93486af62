import { type Graded, type Metrics, measure } from "#lib/learn/metrics.ts";
import { LabelledReport } from "#lib/model/jsonl.ts";
import { Verdict } from "#lib/model/verdict.ts";
import { type Understood, understandLine } from "#lib/pipeline/verdict.ts";
import { faultsOf, readLine } from "./answer.ts";
import type { Line } from "./jsonl.ts";

/** A labelled report. */
export interface Row {
  label: LabelledReport;
  understood: Understood;
}

export interface Skipped {
  line: number;
  error: string;
}

export type Evaluation = Metrics & {
  /** Share of answers that are whole and well-formed. */
  valid_answers: number | null;
  cost_usd: number;
  latency_ms: { p50: number; p95: number } | null;
  skipped: Skipped[];
};

/** The labelled reports of a file, and the lines that hold none. */
export async function rowsOf(lines: AsyncIterable<Line>): Promise<{ rows: Row[]; skipped: Skipped[] }> {
  const rows: Row[] = [];
  const skipped: Skipped[] = [];
  for await (const line of lines) {
    const read = readLine(line);
    if (read === null) continue;
    const label = "error" in read ? null : LabelledReport.safeParse(read.value);
    if (label?.success) rows.push({ label: label.data, understood: understandLine(label.data) });
    else skipped.push({ line: line.number, error: "error" in read ? read.error : label ? faultsOf(label.error) : "unreadable" });
  }
  return { rows, skipped };
}

function grade(row: LabelledReport, verdict: Verdict): Graded {
  return {
    truth: { category: row.category, alt: row.alt ?? null, retry: row.should_retry, severity: row.severity },
    said: { category: verdict.category, confidence: verdict.confidence, retry: verdict.should_retry, severity: verdict.severity },
  };
}

export function percentiles(latencies: readonly number[]): { p50: number; p95: number } | null {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) };
}

/** Measures the verdicts on labelled reports, in the same order. */
export function evaluationOf(rows: readonly Row[], verdicts: readonly (Verdict | Error)[]): Evaluation {
  const said = rows.flatMap(({ label }, at) => {
    const verdict = verdicts[at];
    return verdict && !(verdict instanceof Error) ? [{ label, verdict }] : [];
  });
  const valid = said.filter(({ verdict }) => Verdict.safeParse(verdict).success).length;
  return {
    ...measure(said.map(({ label, verdict }) => grade(label, verdict))),
    valid_answers: rows.length === 0 ? null : valid / rows.length,
    cost_usd: said.reduce((sum, { verdict }) => sum + verdict.cost_usd, 0),
    latency_ms: percentiles(said.map(({ verdict }) => verdict.latency_ms)),
    skipped: [],
  };
}

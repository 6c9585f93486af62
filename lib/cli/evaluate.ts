import { type Graded, type Metrics, measure } from "#lib/learn/metrics.ts";
import { LabelledReport } from "#lib/model/jsonl.ts";
import { categoriesCalled, categoryNames, namesOf, type Preset } from "#lib/model/preset.ts";
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

/** A line whose labels may be said in a preset's names: then the name's primary category is meant. */
function inOurNames(line: unknown, preset: Preset): unknown {
  const ours = (said: unknown): unknown => (typeof said === "string" ? (categoriesCalled(preset, said)?.[0] ?? said) : said);
  if (!(line instanceof Object) || !("category" in line)) return line;
  return { ...line, category: ours(line.category), ...("alt" in line && { alt: ours(line.alt) }) };
}

/** The labelled reports of a file, and the lines that hold none. */
export async function rowsOf(lines: AsyncIterable<Line>, preset: Preset): Promise<{ rows: Row[]; skipped: Skipped[] }> {
  const rows: Row[] = [];
  const skipped: Skipped[] = [];
  for await (const line of lines) {
    const read = readLine(line);
    if (read === null) continue;
    const label = "error" in read ? null : LabelledReport.safeParse(inOurNames(read.value, preset));
    if (label?.success) rows.push({ label: label.data, understood: understandLine(label.data) });
    else skipped.push({ line: line.number, error: "error" in read ? read.error : label ? faultsOf(label.error) : "unreadable" });
  }
  return { rows, skipped };
}

function grade(row: LabelledReport, verdict: Verdict, preset: Preset): Graded {
  const names = categoryNames(preset);
  const alt = row.alt ? names[row.alt] : null;
  return {
    truth: { category: names[row.category], alt, retry: row.should_retry, severity: row.severity },
    said: {
      category: names[verdict.category],
      confidence: verdict.confidence,
      retry: verdict.should_retry,
      severity: verdict.severity,
      provisional: verdict.provisional,
    },
  };
}

export function percentiles(latencies: readonly number[]): { p50: number; p95: number } | null {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) };
}

/** Measures the verdicts on labelled reports, in the same order; what has one name in the preset counts as the same. */
export function evaluationOf(rows: readonly Row[], verdicts: readonly (Verdict | Error)[], preset: Preset): Evaluation {
  const said = rows.flatMap(({ label }, at) => {
    const verdict = verdicts[at];
    return verdict && !(verdict instanceof Error) ? [{ label, verdict }] : [];
  });
  const valid = said.filter(({ verdict }) => Verdict.safeParse(verdict).success).length;
  return {
    ...measure(
      said.map(({ label, verdict }) => grade(label, verdict, preset)),
      namesOf(preset),
    ),
    valid_answers: rows.length === 0 ? null : valid / rows.length,
    cost_usd: said.reduce((sum, { verdict }) => sum + verdict.cost_usd, 0),
    latency_ms: percentiles(said.map(({ verdict }) => verdict.latency_ms)),
    skipped: [],
  };
}

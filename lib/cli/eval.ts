import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { type Graded, type Metrics, measure } from "#lib/learn/metrics.ts";
import { LabelledReport } from "#lib/model/jsonl.ts";
import { Verdict } from "#lib/model/verdict.ts";
import { faultsOf, readLine, verdictOn } from "./answer.ts";
import { table } from "./eval-table.ts";
import { type Line, linesOf } from "./jsonl.ts";
import { explainTier, isTier, type TierChoice } from "./tier.ts";

const usage = "Usage: verdict eval FILE.jsonl [--tier local|full] [--json]";

export type Evaluation = Metrics & {
  /** Share of answers that are whole and well-formed. */
  valid_answers: number | null;
  cost_usd: number;
  latency_ms: { p50: number; p95: number } | null;
  skipped: { line: number; error: string }[];
};

type Options = { file: string; tier: TierChoice; json: boolean };

function options(args: string[]): Options | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tier: { type: "string", default: "full" },
        model: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const [file, ...more] = positionals;
    if (values.model !== undefined)
      return { wrong: "--model compares language models, and no LLM tier exists yet: leave it out" };
    if (!isTier(values.tier)) return { wrong: `--tier ${values.tier} is unknown` };
    if (!file || more.length > 0) return { wrong: "exactly one file of labelled reports is needed" };
    return { file, tier: values.tier, json: values.json };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

function grade(row: LabelledReport, verdict: Verdict): Graded {
  return {
    truth: { category: row.category, alt: row.alt ?? null, retry: row.should_retry, severity: row.severity },
    said: { category: verdict.category, confidence: verdict.confidence, retry: verdict.should_retry, severity: verdict.severity },
  };
}

function percentiles(latencies: readonly number[]): { p50: number; p95: number } | null {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) };
}

/** Judges every labelled line and measures the answers. */
export async function evaluate(lines: AsyncIterable<Line>): Promise<Evaluation> {
  const graded: Graded[] = [];
  const verdicts: Verdict[] = [];
  const skipped: Evaluation["skipped"] = [];
  for await (const line of lines) {
    const read = readLine(line);
    if (read === null) continue;
    const row = "error" in read ? null : LabelledReport.safeParse(read.value);
    if (row?.success) {
      const verdict = verdictOn(row.data);
      verdicts.push(verdict);
      graded.push(grade(row.data, verdict));
    } else skipped.push({ line: line.number, error: "error" in read ? read.error : row ? faultsOf(row.error) : "unreadable" });
  }
  const valid = verdicts.filter((verdict) => Verdict.safeParse(verdict).success).length;
  return {
    ...measure(graded),
    valid_answers: verdicts.length === 0 ? null : valid / verdicts.length,
    cost_usd: verdicts.reduce((sum, { cost_usd }) => sum + cost_usd, 0),
    latency_ms: percentiles(verdicts.map(({ latency_ms }) => latency_ms)),
    skipped,
  };
}

/** `verdict eval` */
export async function run(args: string[]): Promise<number> {
  const chosen = options(args);
  if ("wrong" in chosen) {
    console.error(`${chosen.wrong}\n${usage}`);
    return 2;
  }
  explainTier(chosen.tier);
  const evaluation = await evaluate(linesOf(createReadStream(chosen.file))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    console.error(`${chosen.file} cannot be read: ${error.message}`);
    return null;
  });
  if (evaluation === null) return 1;
  for (const { line, error } of evaluation.skipped.slice(0, 20)) console.error(`line ${line} skipped: ${error}`);
  if (evaluation.n === 0) {
    console.error(`${chosen.file} holds no labelled report: each line needs message, category, should_retry and severity.`);
    return 1;
  }
  console.log(chosen.json ? JSON.stringify(evaluation, null, 2) : table(evaluation));
  return 0;
}

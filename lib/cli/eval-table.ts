import type { Estimate } from "#lib/learn/interval.ts";
import type { Evaluation } from "./eval.ts";

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const estimated = (estimate: Estimate): string =>
  estimate
    ? `${percent(estimate.value).padStart(7)}  (${percent(estimate.low)} to ${percent(estimate.high)}, n ${estimate.n})`
    : "nothing to measure";
const score = (estimate: Estimate): string =>
  estimate
    ? `${estimate.value.toFixed(3).padStart(7)}  (${estimate.low.toFixed(3)} to ${estimate.high.toFixed(3)})`
    : "nothing to measure";

function figures(evaluation: Evaluation): [string, string][] {
  const { latency_ms: latency } = evaluation;
  return [
    ["rows", String(evaluation.n).padStart(7)],
    ["accuracy", estimated(evaluation.accuracy)],
    ["accuracy, second category allowed", estimated(evaluation.accuracy_with_alt)],
    ["macro-F1", score(evaluation.macro_f1)],
    ["coverage at 95 % accuracy", estimated(evaluation.coverage_at_95)],
    ["calibration error", evaluation.calibration_error?.toFixed(3).padStart(7) ?? "nothing to measure"],
    ["confident (0.9) and wrong", estimated(evaluation.confident_and_wrong)],
    ["severity, weighted kappa", score(evaluation.severity_kappa)],
    ["retry precision", estimated(evaluation.retry_precision)],
    ["retry recall", estimated(evaluation.retry_recall)],
    ["valid answers", evaluation.valid_answers === null ? "nothing to measure" : percent(evaluation.valid_answers).padStart(7)],
    ["cost", `$${evaluation.cost_usd.toFixed(4)}`],
    ["latency", latency ? `median ${latency.p50.toFixed(2)} ms, 95 % within ${latency.p95.toFixed(2)} ms` : "nothing to measure"],
    ["lines skipped", String(evaluation.skipped.length).padStart(7)],
  ];
}

/** The evaluation for reading: figures with their 95 % intervals, then the categories. */
export function table(evaluation: Evaluation): string {
  const share = (estimate: Estimate): string => (estimate ? percent(estimate.value) : "-").padStart(9);
  return [
    ...figures(evaluation).map(([name, text]) => `${name.padEnd(34)} ${text}`),
    "",
    `${"category".padEnd(18)} ${"rows".padStart(5)} ${"precision".padStart(9)} ${"recall".padStart(9)} ${"F1".padStart(6)}`,
    ...evaluation.categories.map(
      ({ category, support, precision, recall, f1 }) =>
        `${category.padEnd(18)} ${String(support).padStart(5)} ${share(precision)} ${share(recall)} ${f1.toFixed(3).padStart(6)}`,
    ),
  ].join("\n");
}

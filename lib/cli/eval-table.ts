import type { Estimate } from "#lib/learn/interval.ts";
import type { Metrics } from "#lib/learn/metrics.ts";
import type { Evaluation } from "./evaluate.ts";

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const estimated = (estimate: Estimate): string =>
  estimate
    ? `${percent(estimate.value).padStart(7)}  (${percent(estimate.low)} to ${percent(estimate.high)}, n ${estimate.n})`
    : "nothing to measure";
const score = (estimate: Estimate): string =>
  estimate
    ? `${estimate.value.toFixed(3).padStart(7)}  (${estimate.low.toFixed(3)} to ${estimate.high.toFixed(3)})`
    : "nothing to measure";

const measures = (metrics: Metrics): [string, string][] => [
  ["rows", String(metrics.n).padStart(7)],
  ["accuracy", estimated(metrics.accuracy)],
  ["accuracy, second category allowed", estimated(metrics.accuracy_with_alt)],
  ["macro-F1", score(metrics.macro_f1)],
  ["coverage at 95 % accuracy", estimated(metrics.coverage_at_95)],
  ["given without provisional", estimated(metrics.accepted)],
  ["accuracy of those", estimated(metrics.accepted_accuracy)],
  ["calibration error", metrics.calibration_error?.toFixed(3).padStart(7) ?? "nothing to measure"],
  ["wrong among the confident (0.9)", estimated(metrics.confident_and_wrong)],
  ["confident and wrong, of all", estimated(metrics.confident_and_wrong_of_all)],
  ["severity, weighted kappa", score(metrics.severity_kappa)],
  ["retry precision", estimated(metrics.retry_precision)],
  ["retry recall", estimated(metrics.retry_recall)],
];

function besides(evaluation: Evaluation): [string, string][] {
  const { latency_ms: latency } = evaluation;
  return [
    ["valid answers", evaluation.valid_answers === null ? "nothing to measure" : percent(evaluation.valid_answers).padStart(7)],
    ["cost", `$${evaluation.cost_usd.toFixed(4)}`],
    ["latency", latency ? `median ${latency.p50.toFixed(2)} ms, 95 % within ${latency.p95.toFixed(2)} ms` : "nothing to measure"],
    ["lines skipped", String(evaluation.skipped.length).padStart(7)],
  ];
}

function told(figures: readonly [string, string][], { categories }: Metrics): string {
  const share = (estimate: Estimate): string => (estimate ? percent(estimate.value) : "-").padStart(9);
  return [
    ...figures.map(([name, text]) => `${name.padEnd(34)} ${text}`),
    "",
    `${"category".padEnd(22)} ${"rows".padStart(5)} ${"precision".padStart(9)} ${"recall".padStart(9)} ${"F1".padStart(6)}`,
    ...categories.map(
      ({ category, support, precision, recall, f1 }) =>
        `${category.padEnd(22)} ${String(support).padStart(5)} ${share(precision)} ${share(recall)} ${f1.toFixed(3).padStart(6)}`,
    ),
  ].join("\n");
}

/** The figures for reading, with their 95 % intervals, then the categories. */
export const metricsTable = (metrics: Metrics): string => told(measures(metrics), metrics);
export const table = (evaluation: Evaluation): string => told([...measures(evaluation), ...besides(evaluation)], evaluation);

type Named = Evaluation & { model: string };

const short = (estimate: Estimate, show: (value: number) => string): string =>
  estimate ? `${show(estimate.value)} (${show(estimate.low)}–${show(estimate.high)})` : "-";
const points = (value: number): string => (value * 100).toFixed(1);
const decimals = (value: number): string => value.toFixed(3);
const seconds = (ms: number): string =>
  ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

const compared: readonly [string, (evaluation: Evaluation) => string][] = [
  ["rows", ({ n }) => String(n)],
  ["accuracy %", ({ accuracy }) => short(accuracy, points)],
  ["second category allowed %", ({ accuracy_with_alt }) => short(accuracy_with_alt, points)],
  ["macro-F1", ({ macro_f1 }) => short(macro_f1, decimals)],
  ["coverage at 95 % accuracy", ({ coverage_at_95 }) => short(coverage_at_95, points)],
  ["given, not provisional %", ({ accepted }) => short(accepted, points)],
  ["accuracy of those %", ({ accepted_accuracy }) => short(accepted_accuracy, points)],
  ["calibration error", ({ calibration_error }) => calibration_error?.toFixed(3) ?? "-"],
  ["confident (0.9) and wrong %", ({ confident_and_wrong }) => short(confident_and_wrong, points)],
  ["severity, weighted kappa", ({ severity_kappa }) => short(severity_kappa, decimals)],
  ["retry precision %", ({ retry_precision }) => short(retry_precision, points)],
  ["valid answers %", ({ valid_answers }) => (valid_answers === null ? "-" : points(valid_answers))],
  ["cost", ({ cost_usd }) => `$${cost_usd.toFixed(4)}`],
  ["cost per 1,000 rows", ({ cost_usd, n }) => (n === 0 ? "-" : `$${((cost_usd * 1000) / n).toFixed(3)}`)],
  ["latency, median", ({ latency_ms }) => (latency_ms ? seconds(latency_ms.p50) : "-")],
  ["latency, 95 %", ({ latency_ms }) => (latency_ms ? seconds(latency_ms.p95) : "-")],
];

/** Several evaluations side by side: the figures with their 95 % intervals, then F1 of each category. */
export function comparison(evaluations: readonly Named[]): string {
  const width = Math.max(20, ...evaluations.map(({ model }) => model.length)) + 2;
  const line = (name: string, of: (evaluation: Named) => string): string =>
    name.padEnd(28) + evaluations.map((one) => of(one).padStart(width)).join("");
  const seen = new Set(
    evaluations.flatMap((one) => one.categories.flatMap(({ category, support }) => (support ? category : []))),
  );
  return [
    line("", ({ model }) => model),
    ...compared.map(([name, of]) => line(name, of)),
    "",
    line("F1", () => ""),
    ...[...seen].map((category) => line(`  ${category}`, (one) => scoreOf(one, category)?.f1.toFixed(3) ?? "-")),
  ]
    .map((text) => text.trimEnd())
    .join("\n");
}

const scoreOf = (evaluation: Evaluation, category: string) => evaluation.categories.find((one) => one.category === category);

import { categories, type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { weightedKappa } from "./agreement.ts";
import { calibrationError, confidentAndWrong, coverageAt } from "./calibration.ts";
import { type CategoryScore, categoryScores, macroF1 } from "./categories.ts";
import { bootstrap, type Estimate, share } from "./interval.ts";

/** What a person would have said of an error, and what was said; categories in the names of one set. */
export type Graded = {
  truth: { category: string; alt: string | null; retry: boolean; severity: Severity };
  said: { category: string; confidence: number; retry: boolean; severity: Severity; provisional: boolean };
};

export type Metrics = {
  n: number;
  accuracy: Estimate;
  /** Counting a second category a careful person could choose as right. */
  accuracy_with_alt: Estimate;
  macro_f1: Estimate;
  coverage_at_95: Estimate;
  calibration_error: number | null;
  /** Of the answers given with at least 0.9, and of all. */
  confident_and_wrong: Estimate;
  confident_and_wrong_of_all: Estimate;
  /** Answers given without provisional, and how many of those are right. */
  accepted: Estimate;
  accepted_accuracy: Estimate;
  severity_kappa: Estimate;
  retry_precision: Estimate;
  retry_recall: Estimate;
  categories: CategoryScore[];
};

const kappa = (rows: readonly Graded[]): number | null =>
  weightedKappa(
    rows.map(({ truth, said }) => ({ truth: severityRank(truth.severity), said: severityRank(said.severity) })),
    severities.length,
  );

/** How good the answers are, each figure with its 95 % interval: Wilson for shares, bootstrap for the rest. */
export function measure(rows: readonly Graded[], names: readonly string[] = categories): Metrics {
  const labelled = rows.map(({ truth, said }) => ({ truth: truth.category, said: said.category }));
  const trusted = rows.map(({ truth, said }) => ({ confidence: said.confidence, right: truth.category === said.category }));
  const right = trusted.filter((row) => row.right).length;
  const excused = rows.filter(({ truth, said }) => said.category === truth.category || said.category === truth.alt).length;
  const retried = rows.filter(({ said }) => said.retry);
  const retryable = rows.filter(({ truth }) => truth.retry);
  const both = retried.filter(({ truth }) => truth.retry).length;
  const confident = confidentAndWrong(trusted);
  const accepted = rows.filter(({ said }) => !said.provisional);
  const rightAccepted = accepted.filter(({ truth, said }) => truth.category === said.category).length;
  return {
    n: rows.length,
    accuracy: share(right, rows.length),
    accuracy_with_alt: share(excused, rows.length),
    macro_f1: bootstrap(labelled, macroF1),
    coverage_at_95: bootstrap(trusted, (sample) => coverageAt(sample, 0.95)),
    calibration_error: calibrationError(trusted),
    confident_and_wrong: share(confident.wrong, confident.n),
    confident_and_wrong_of_all: share(confident.wrong, rows.length),
    accepted: share(accepted.length, rows.length),
    accepted_accuracy: share(rightAccepted, accepted.length),
    severity_kappa: bootstrap(rows, kappa),
    retry_precision: share(both, retried.length),
    retry_recall: share(both, retryable.length),
    categories: categoryScores(labelled, names),
  };
}

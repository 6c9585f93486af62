import { type Facts, factsOf } from "#lib/classify/facts.ts";
import { type Features, featuresOf, hashed } from "#lib/classify/features.ts";
import { type Match, matchesOf } from "#lib/classify/match.ts";
import type { Report } from "#lib/model/report.ts";
import { type Category, categories, type Severity } from "#lib/model/taxonomy.ts";
import { nonsense } from "./nonsense.ts";
import { type Taught, taughtByRules } from "./taught.ts";
import type { WordRow } from "./words.ts";

/** A labelled error, redacted. */
export type Labelled = {
  report: Report;
  /** Errors of one template are never on both sides of a fold. */
  template: string;
  truth: { category: Category; alt: Category | null; retry: boolean; severity: Severity };
  /** No rule was tuned with it: it may say how far rules are trusted. */
  isUnseen: boolean;
};

export type Row = Labelled & WordRow & { facts: Facts; matches: Match[]; fold: number };

const seenBy = (report: Report): Pick<Row, "facts"> & { features: Features } => {
  const facts = factsOf(report);
  return { facts, features: featuresOf(report, facts) };
};

/** Rare categories weigh more, though not as much as would make all equal: nobody knows in which mixture errors will come. */
function weightsOf(rows: readonly { category: number }[]): number[] {
  const counts = new Float64Array(categories.length);
  for (const { category } of rows) counts[category] = (counts[category] ?? 0) + 1;
  return Array.from(counts, (count) => Math.min(3, Math.sqrt(rows.length / categories.length / Math.max(1, count))));
}

export function rowsOf(labelled: readonly Labelled[], folds: number): Row[] {
  const rows = labelled.map((one) => {
    const seen = seenBy(one.report);
    return {
      ...one,
      ...seen,
      matches: matchesOf(seen.facts),
      category: categories.indexOf(one.truth.category),
      retry: one.truth.retry,
      fold: (hashed(one.template) >>> 0) % folds,
    };
  });
  const weights = weightsOf(rows);
  return rows.map((row) => ({ ...row, weight: weights[row.category] ?? 1 }));
}

const nonsenses = 800;
const nonsenseWeight = 0.5;

/** What is learnt besides the labelled errors: what the rules know, and that nonsense is `unknown`. */
export function commonRows(): WordRow[] {
  const unknown = nonsense(nonsenses).map(
    (report): Taught => ({ report, category: "unknown", retry: false, weight: nonsenseWeight }),
  );
  return [...taughtByRules(), ...unknown].map(({ report, category, retry, weight }) => ({
    features: seenBy(report).features,
    category: categories.indexOf(category),
    retry,
    weight,
  }));
}

import { categories } from "#lib/model/taxonomy.ts";
import { type Estimate, share } from "./interval.ts";

export type Compared = { truth: string; said: string };

export type CategoryScore = {
  category: string;
  support: number;
  said: number;
  precision: Estimate;
  recall: Estimate;
  f1: number;
};

const count = (rows: readonly Compared[], of: (row: Compared) => boolean): number =>
  rows.reduce((sum, row) => sum + Number(of(row)), 0);

/** Precision and recall of each category that was true or said at least once, in the order of their names. */
export function categoryScores(rows: readonly Compared[], names: readonly string[] = categories): CategoryScore[] {
  return names.flatMap((category) => {
    const support = count(rows, (row) => row.truth === category);
    const said = count(rows, (row) => row.said === category);
    if (support + said === 0) return [];
    const hits = count(rows, (row) => row.truth === category && row.said === category);
    return [
      { category, support, said, precision: share(hits, said), recall: share(hits, support), f1: (2 * hits) / (support + said) },
    ];
  });
}

/** The mean of the categories' F1, each counting the same however rare it is. */
export function macroF1(rows: readonly Compared[]): number | null {
  const totals = new Map<string, { hits: number; both: number }>();
  const of = (category: string) => {
    const known = totals.get(category) ?? { hits: 0, both: 0 };
    totals.set(category, known);
    return known;
  };
  for (const { truth, said } of rows) {
    of(truth).both++;
    of(said).both++;
    if (truth === said) of(truth).hits++;
  }
  const scores = [...totals.values()].map(({ hits, both }) => (2 * hits) / both);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

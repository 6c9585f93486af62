import type { Trusted } from "./calibration.ts";
import { share } from "./interval.ts";

/**
 * The lowest confidence from which on answers are surely this good: the lower 95 % bound of their share of right ones is at
 * least `least`. 1 when none is.
 */
export function thresholdFor(rows: readonly Trusted[], least: number): number {
  const sorted = rows.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let lowest = 1;
  for (const [i, row] of sorted.entries()) {
    right += Number(row.right);
    const isLastOfItsKind = sorted[i + 1]?.confidence !== row.confidence;
    if (isLastOfItsKind && (share(right, i + 1)?.low ?? 0) >= least) lowest = row.confidence;
  }
  return lowest;
}

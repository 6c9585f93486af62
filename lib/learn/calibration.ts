export type Trusted = { confidence: number; right: boolean };

const bins = 10;

/** How far stated confidence is from the share that is right, over ten bins of equal width, weighted by their rows. */
export function calibrationError(rows: readonly Trusted[]): number | null {
  if (rows.length === 0) return null;
  const found = Array.from({ length: bins }, () => ({ n: 0, right: 0, confidence: 0 }));
  for (const { confidence, right } of rows) {
    const bin = found[Math.min(bins - 1, Math.floor(confidence * bins))];
    if (!bin) continue;
    bin.n++;
    bin.right += Number(right);
    bin.confidence += confidence;
  }
  return found.reduce((sum, { right, confidence }) => sum + Math.abs(right - confidence), 0) / rows.length;
}

/** The largest share of rows, taken from the most confident down, whose accuracy is at least `wanted`. Equal confidences go together. */
export function coverageAt(rows: readonly Trusted[], wanted: number): number | null {
  if (rows.length === 0) return null;
  const sorted = rows.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let covered = 0;
  for (const [i, row] of sorted.entries()) {
    right += Number(row.right);
    const isLastOfItsKind = sorted[i + 1]?.confidence !== row.confidence;
    if (isLastOfItsKind && right / (i + 1) >= wanted) covered = i + 1;
  }
  return covered / rows.length;
}

/** Of the rows stated with at least this confidence, those that are wrong. */
export function confidentAndWrong(rows: readonly Trusted[], least = 0.9): { wrong: number; n: number } {
  const confident = rows.filter(({ confidence }) => confidence >= least);
  return { wrong: confident.filter(({ right }) => !right).length, n: confident.length };
}

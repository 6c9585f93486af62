/** Cohen's kappa with quadratic weights over ranks 0 … `ranks` − 1: 1 is full agreement, 0 what chance gives; null without rows. */
export function weightedKappa(pairs: readonly { truth: number; said: number }[], ranks: number): number | null {
  if (pairs.length === 0) return null;
  const truths = new Array<number>(ranks).fill(0);
  const saids = new Array<number>(ranks).fill(0);
  let observed = 0;
  for (const { truth, said } of pairs) {
    observed += (truth - said) ** 2;
    truths[truth] = (truths[truth] ?? 0) + 1;
    saids[said] = (saids[said] ?? 0) + 1;
  }
  let expected = 0;
  for (const [truth, n] of truths.entries())
    for (const [said, m] of saids.entries()) expected += ((truth - said) ** 2 * n * m) / pairs.length;
  return expected === 0 ? 1 : 1 - observed / expected;
}

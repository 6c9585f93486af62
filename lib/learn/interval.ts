/** A measured share or score with its 95 % interval; null where there was nothing to measure. */
export type Estimate = { value: number; low: number; high: number; n: number } | null;

const z = 1.959964;

/** A share and the Wilson interval around it: honest for few rows and for shares near 0 and 1. */
export function share(hits: number, n: number): Estimate {
  if (n === 0) return null;
  const value = hits / n;
  const spread = 1 + (z * z) / n;
  const middle = value + (z * z) / (2 * n);
  const half = z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return { value, low: Math.max(0, (middle - half) / spread), high: Math.min(1, (middle + half) / spread), n };
}

/** A small generator of numbers in [0, 1): the same seed gives the same row of them. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A score and its percentile bootstrap interval, for scores that are no share. Deterministic. */
export function bootstrap<Row>(rows: readonly Row[], score: (rows: readonly Row[]) => number | null, resamples = 400): Estimate {
  const value = score(rows);
  if (value === null) return null;
  const random = randomFrom(20_251_121);
  const drawn: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const sample = rows.map((row) => rows[Math.floor(random() * rows.length)] ?? row);
    const scored = score(sample);
    if (scored !== null) drawn.push(scored);
  }
  drawn.sort((a, b) => a - b);
  const at = (part: number): number => drawn[Math.min(drawn.length - 1, Math.floor(part * drawn.length))] ?? value;
  return { value, low: at(0.025), high: at(0.975), n: rows.length };
}

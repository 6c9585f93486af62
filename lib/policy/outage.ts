const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Failures are counted over this time, and it is over after two such stretches. */
export const recentMs = 5 * minuteMs;
export const quietMs = 2 * recentMs;
/** How far back the usual rate is looked for. */
export const usualMs = 7 * dayMs;

/** The categories that are a provider's own failures. */
export const providerFailures: readonly string[] = ["provider_error", "timeout", "network"];

const several = { failures: 5, signatures: 2 };
const alone = 20;
const timesUsual = 5;
const unknownPerHour = 2;

/** Failures of a provider before, and over how long; nothing is known of what lasts less than a day. */
export interface Usual {
  failures: number;
  ms: number;
}

/** How many are usual in five minutes. */
export const usualIn = ({ failures, ms }: Usual): number =>
  ms < dayMs ? (unknownPerHour * recentMs) / hourMs : (failures * recentMs) / ms;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Whether the failures of five minutes, one count per signature, reach a share of an outage. */
function reaches(counts: readonly number[], usual: Usual, share: number): boolean {
  const total = sum(counts);
  const signatures = counts.filter((count) => count > 0).length;
  const isMany =
    (signatures >= several.signatures && total >= several.failures * share) || counts.some((count) => count >= alone * share);
  return isMany && total >= timesUsual * usualIn(usual) * share;
}

/** At least 5 over two signatures or 20 in one, and five times as many as usual. */
export const isOutage = (counts: readonly number[], usual: Usual): boolean => reaches(counts, usual, 1);

/** Neither five minutes of the last ten reach half of that. */
export const isOver = (stretches: readonly (readonly number[])[], usual: Usual): boolean =>
  stretches.every((counts) => !reaches(counts, usual, 0.5));

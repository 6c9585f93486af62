const hourMs = 3_600_000;
const times = 6;

/** Of how long the gaps between deliveries are looked at. */
export const gapsMs = 14 * 24 * hourMs;
/** Nobody is silent sooner. */
export const shortestMs = hourMs;

/** How long nothing may come, by the 99th percentile of the gaps that there were. */
export const patienceMs = (gapMs: number): number => Math.max(shortestMs, times * gapMs);

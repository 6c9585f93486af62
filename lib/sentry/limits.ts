type Headers = Readonly<Record<string, string>>;

const mostMs = 15 * 60_000;
const within = (ms: number): number => Math.min(Math.max(ms, 0), mostMs);

/** How long Sentry asks to stay away: `Retry-After` in seconds or as a date, else the end of its window, else a second. */
export function afterMs(headers: Headers, now: number): number {
  const after = headers["retry-after"] ?? "";
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(after)) return within(Number(after) * 1000);
  const date = after.length < 60 ? Date.parse(after) : Number.NaN;
  return Number.isNaN(date) ? untilReset(headers, now) || 1000 : within(date - now);
}

/** How long to pause after an answer that says nothing is left; 0 when there is. */
export function quotaPauseMs(headers: Headers, now: number): number {
  if (headers["x-sentry-rate-limit-remaining"] === "0") return untilReset(headers, now);
  return headers["x-sentry-rate-limit-concurrentremaining"] === "0" ? 250 : 0;
}

function untilReset(headers: Headers, now: number): number {
  const reset = headers["x-sentry-rate-limit-reset"] ?? "";
  return /^\d{1,12}$/.test(reset) ? within(Number(reset) * 1000 - now) : 0;
}

const longestMs = 900_000;

const positive = (ms: number): number | null => (Number.isFinite(ms) && ms > 0 ? Math.min(Math.ceil(ms), longestMs) : null);

/** How long a provider asks to wait, in ms, a quarter of an hour at most; null when it does not say, or nothing that can be. */
export function retryAfterMs(headers: Pick<Headers, "get">, now: Date): number | null {
  const ms = headers.get("retry-after-ms")?.trim();
  if (ms && /^\d{1,12}(?:\.\d{1,6})?$/.test(ms)) return positive(Number(ms));
  const said = headers.get("retry-after")?.trim();
  if (!said) return null;
  if (/^\d{1,12}(?:\.\d{1,6})?$/.test(said)) return positive(Number(said) * 1000);
  if (!/^[A-Z][a-z]{2},? \d{1,2}[ -][A-Z][a-z]{2}/.test(said)) return null;
  return positive(Date.parse(said) - now.getTime());
}

/** Whether a browser says that our own page made the call; an absent or opaque origin does not count. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin") ?? "";
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? headers.get("host");
  return URL.canParse(origin) && host !== null && new URL(origin).host === host;
}

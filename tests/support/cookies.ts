/** The headers of a browser that was sent these Set-Cookie values. */
export function browser(cookies: readonly string[], more: Record<string, string> = {}): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(";", 1)[0]).join("; "), ...more });
}

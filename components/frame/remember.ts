/** Keeps a choice of this browser in a cookie for a year, so that the server draws the next page by it at once. */
export function remember(name: "rail" | "zone", value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

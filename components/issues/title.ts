/** Sentry titles read "Type: message"; a part before the colon that is one word is the type. */
export function splitTitle(title: string): { type: string | null; message: string } {
  const at = title.indexOf(": ");
  const type = title.slice(0, at);
  return at > 0 && at <= 120 && !/\s/.test(type) ? { type, message: title.slice(at + 2) } : { type: null, message: title };
}

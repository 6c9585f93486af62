/** The text as Postgres stores it: no NUL, no lone surrogates, at most `max` UTF-16 units, cut at a code-point edge. */
export function storable(text: string, max: number): string {
  const whole = text.includes("\0") ? text.replaceAll("\0", "") : text;
  const formed = whole.isWellFormed() ? whole : whole.toWellFormed();
  if (formed.length <= max) return formed;
  const edge = formed.codePointAt(max - 1) ?? 0;
  return formed.slice(0, edge > 0xffff ? max - 1 : max);
}

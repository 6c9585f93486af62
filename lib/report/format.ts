import { hasAny, hintsFor, noted } from "./hints.ts";
import type { Hide, Kind, Layer } from "./placeholder.ts";
import { looksRandom } from "./random.ts";

/** A kind of value that its form gives away. */
export type Format = {
  kind: Kind;
  /** The text, in lower case, must hold one of these; without them the pattern is tried on every text that holds a digit. */
  hints?: readonly string[];
  /** What it matches is the value; what must stand around it is looked at only. */
  pattern: RegExp;
  /** How much of the match, from its start, is the value; 0 when it is none after all. */
  length?: (match: string) => number;
};

/** The whole match where it holds, else nothing. */
export const where = (holds: (match: string) => boolean) => (match: string) => (holds(match) ? match.length : 0);

/** Not inside a word, except right after an escape that ends in a letter (`\n`, `\u003c`). */
const edge = String.raw`(?<!\w(?<!\\[nrtbf]|\\u[0-9a-fA-F]{4}))`;

/** A pattern that begins at a word's edge; `first` is looked for before the edge, which is dearer to check. */
export const edged = (pattern: RegExp, first = ""): RegExp =>
  new RegExp((first && `(?=${first})`) + edge + pattern.source, pattern.flags);

export const key = (hints: readonly string[], pattern: RegExp): Format => ({ kind: "KEY", hints, pattern });
export const shaped = (pattern: RegExp): Format => ({ kind: "KEY", pattern });
export const randomKey = (hints: readonly string[], pattern: RegExp): Format => ({
  ...key(hints, pattern),
  length: where(looksRandom),
});

const hasDigit = (text: string): boolean => /\d/.test(text);

/** The layer that hides every value of these formats. */
export function hideFormats(formats: readonly Format[]): Layer {
  const hinted = formats.map((format) => ({ format, hints: format.hints ? hintsFor(format.hints) : null }));
  return (text, hide) => {
    const low = noted(text);
    const numbered = hasDigit(text);
    const found: Found[] = [];
    for (const { format, hints } of hinted) if (hints ? hasAny(hints, low) : numbered) find(text, format, found);
    return found.length === 0 ? text : hidden(text, found, hide);
  };
}

type Found = { kind: Kind; start: number; end: number };

function find(text: string, { kind, pattern, length }: Format, found: Found[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const taken = length ? length(match[0]) : match[0].length;
    if (taken > 0) found.push({ kind, start: match.index, end: match.index + taken });
    if (match[0] === "") pattern.lastIndex++;
  }
}

/** What overlaps is one value: a key may hold what looks like another's. */
function hidden(text: string, found: Found[], hide: Hide): string {
  const joined: Found[] = [];
  for (const next of found.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && next.start < last.end) last.end = Math.max(last.end, next.end);
    else joined.push(next);
  }
  const pieces = joined.map(
    ({ kind, start, end }, at) => text.slice(joined[at - 1]?.end ?? 0, start) + hide(kind, text.slice(start, end)),
  );
  return pieces.join("") + text.slice(joined.at(-1)?.end);
}

/** The layer that looks where `begin` stops, in texts with a digit, with sticky patterns; the first format that holds takes it. What `begin` consumes is passed over. */
export function hideWhere(begin: RegExp, formats: readonly Format[]): Layer {
  return (text, hide) => {
    if (!hasDigit(text)) return text;
    let result = "";
    let done = 0;
    begin.lastIndex = 0;
    for (let place = begin.exec(text); place; place = begin.exec(text)) {
      const found = place[0] === "" ? formatAt(text, place.index, formats) : null;
      if (found) result += text.slice(done, place.index) + hide(found.kind, text.slice(place.index, found.end));
      if (found) done = found.end;
      begin.lastIndex = Math.max(done, place.index + (place[0].length || 1));
    }
    return done === 0 ? text : result + text.slice(done);
  };
}

function formatAt(text: string, at: number, formats: readonly Format[]): { kind: Kind; end: number } | null {
  for (const { kind, pattern, length } of formats) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    const taken = match === undefined ? 0 : length ? length(match) : match.length;
    if (taken > 0) return { kind, end: at + taken };
  }
  return null;
}

import type { Hide, Kind, Layer } from "./placeholder.ts";

/** A kind of value that its form alone gives away. */
export type Format = {
  kind: Kind;
  /** The text, in lower case, must hold one of these; without them the pattern is always tried. */
  hints?: readonly string[];
  /** What it matches is the value; what must stand around it is looked at only. */
  pattern: RegExp;
  /** How much of the match, from its start, is the value; 0 when it is none after all. */
  length?: (match: string) => number;
};

/** Not inside a word, except right after an escape that ends in a letter (`\n`, `%3D`, `\u003c`). */
const edge = String.raw`(?<!\w(?<!\\[nrtbf]|%[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}))`;

/** `first` is what the pattern begins with: looked for before the edge, which is dearer to check. */
export const edged = (pattern: RegExp, first = ""): RegExp => new RegExp((first && `(?=${first})`) + edge + pattern.source, pattern.flags);

/** `İ` alone grows when lowered; without it positions in both texts agree. */
export const lower = (text: string): string => text.replaceAll("İ", "I").toLowerCase();

/** The layer that hides every value of these formats. */
export function hideFormats(formats: readonly Format[]): Layer {
  const hints = formats.flatMap((format) => format.hints ?? []).map((hint) => hint.replaceAll(/[$+./\\?]/g, String.raw`\$&`));
  const anyHint = new RegExp(hints.join("|"));
  const unhinted = formats.filter((format) => !format.hints);
  return (text, hide) => {
    const low = lower(text);
    const likely = anyHint.test(low) ? formats.filter(({ hints }) => !hints || hints.some((hint) => low.includes(hint))) : unhinted;
    return likely.reduce((left, format) => left.replace(format.pattern, (match) => replaced(match, format, hide)), text);
  };
}

function replaced(match: string, { kind, length }: Format, hide: Hide): string {
  const end = length ? length(match) : match.length;
  return end === 0 ? match : hide(kind, match.slice(0, end)) + match.slice(end);
}

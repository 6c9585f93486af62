const ending = "… (cut)";

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Longer than what is written as one character by who means well. */
const widest = 40;

/** Where the character begins that stands at `end`, as a reader sees characters; of what is no such thing, where its code point does. */
function edgeBefore(text: string, end: number): number {
  const from = Math.max(0, end - widest);
  const { index } = characters.segment(text.slice(from, end + widest)).containing(end - from) ?? { index: end - from };
  if (index > 0 || from === 0) return from + index;
  return /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end - 1 : end;
}

/** At most so many UTF-16 units; cut between characters, and it says so. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, edgeBefore(text, max - ending.length))}${ending}`;
}

/** Controls, and what shows nothing or turns the direction of what follows. */
const invisible = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** One line of plain text: no control or direction characters, whole code points, at most so long. */
export const oneLine = (text: string, max: number): string =>
  cut(
    text
      .slice(0, max * 4)
      .toWellFormed()
      .replace(invisible, " ")
      .replace(/\s+/g, " ")
      .trim(),
    max,
  );

/** Slack's three active characters made inert: no mention, no link, no command survives. */
export const escapeSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const ending = "… (cut)";

/** At most so many UTF-16 units; cut on a code-point edge, and it says so. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - ending.length;
  const splits = /[\ud800-\udbff]/.test(text[end - 1] ?? "");
  return `${text.slice(0, splits ? end - 1 : end)}${ending}`;
}

const invisible = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

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

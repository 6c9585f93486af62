import type { Layer } from "./placeholder.ts";

const beginning = /-----BEGIN[A-Z0-9 ]{1,60}-----/g;
const ending = "-----END";
const endingLine = /-----END[A-Z0-9 ]{0,60}(?:-----)?/y;
const maxBlock = 32 * 1024;
/** What is left of a block whose end was cut off. */
const body =
  /(?:\s|\\+[nr]|[A-Za-z0-9+/=]{16,}(?![A-Za-z0-9+/=])|[A-Za-z0-9+/=]{1,15}(?=["'…]|\.{3}|$)|[A-Za-z]{2,12}-[A-Za-z]{2,12}: [\w,-]{1,80})*/y;

/** PEM, OpenSSH and PGP blocks, with real or escaped line ends, whole or cut off. A block that is only named stays. */
export const pemBlocks: Layer = (text, hide) => {
  if (!text.includes("-----BEGIN")) return text;
  let result = "";
  let done = 0;
  let end = -1;
  for (const match of text.matchAll(beginning)) {
    if (match.index < done) continue;
    const start = match.index + match[0].length;
    if (end < start) end = nextEnd(text, start);
    const stop = end - start <= maxBlock ? afterEnd(text, end) : afterBody(text, start);
    if (stop - start < 16) continue;
    result += text.slice(done, match.index) + hide("KEY", text.slice(match.index, stop));
    done = stop;
  }
  return result + text.slice(done);
};

function nextEnd(text: string, from: number): number {
  const at = text.indexOf(ending, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function afterEnd(text: string, end: number): number {
  endingLine.lastIndex = end;
  return end + (endingLine.exec(text)?.[0].length ?? 0);
}

function afterBody(text: string, start: number): number {
  body.lastIndex = start;
  return start + (body.exec(text)?.[0].trimEnd().length ?? 0);
}

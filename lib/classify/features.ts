import type { Frame, Report } from "#lib/model/report.ts";
import { categories } from "#lib/model/taxonomy.ts";
import type { Facts } from "./facts.ts";

/** Features are numbered by their hash; two in one bucket share their weights. */
export const buckets = 2 ** 15;
/** Weights of a bucket: one for each category, and one for whether a retry helps. */
export const retryColumn = categories.length;
export const columns = retryColumn + 1;

/** What a report shows, each once: its bucket, and how much it counts. */
export type Features = { at: Int32Array; much: Float32Array };

/** Words, parts of words, and what stands beside the text; within each all count the same and make one together. */
type Group = 0 | 1 | 2;
/** `start` and `end` say where in the facts' text it stands; -1 beside it. */
type See = (bucket: number, group: Group, start: number, end: number) => void;

const keptHead = 1500;
const keptTail = 500;
const keptWords = 300;
const prime = 0x01000193;
const seed = 0x811c9dc5;

/** FNV-1a over the UTF-16 units of a text, as 32 bits; goes on from what was hashed before. */
export function hashed(text: string, from: number = seed): number {
  let hash = from;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), prime);
  return hash;
}

function bucketOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % buckets;
}

const single = hashed("word ");
const pair = hashed("pair ");
const part = hashed("part ");
const beside = hashed("beside ");

type Word = { text: string; start: number; end: number };

const word = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}'’]+|\d+/gu;
const status = /^[1-5]\d\d$/;

/** `RateLimitError` has three words, and every number but an HTTP status is the same one. */
function wordsOf(text: string, offset = 0): Word[] {
  const words: Word[] = [];
  word.lastIndex = 0;
  for (let match = word.exec(text); match; match = word.exec(text)) {
    const { 0: said, index } = match;
    const isNumber = said.charCodeAt(0) < 58 && !status.test(said);
    words.push({ text: isNumber ? "0" : said.toLowerCase(), start: offset + index, end: offset + index + said.length });
    if (words.length === keptWords) break;
  }
  return words;
}

/** From two to five letters, the edges of the word among them; of scripts that write without spaces, two and three. */
function seeParts({ text, start, end }: Word, see: See): void {
  const edged = `_${text.slice(0, 60)}_`;
  const longest = text.charCodeAt(0) > 0x0e00 ? 3 : 5;
  for (let from = 0; from < edged.length - 1; from++) {
    let hash = part;
    for (let to = from; to < edged.length && to - from < longest; to++) {
      hash = Math.imul(hash ^ edged.charCodeAt(to), prime);
      if (to > from) see(bucketOf(hash), 1, start, end);
    }
  }
}

function seeText(text: string, see: See): void {
  const isLong = text.length > keptHead + keptTail;
  const words = isLong
    ? [...wordsOf(text.slice(0, keptHead)), ...wordsOf(text.slice(-keptTail), text.length - keptTail)]
    : wordsOf(text);
  let before: Word | null = null;
  for (const one of words) {
    see(bucketOf(hashed(one.text, single)), 0, one.start, one.end);
    if (before) see(bucketOf(hashed(one.text, hashed(`${before.text} `, pair))), 0, before.start, one.end);
    if (one.text !== "0") seeParts(one, see);
    before = one;
  }
}

const packaged =
  /(?:^|[/\\])(?:node_modules|site-packages|dist-packages)[/\\](?<name>@[\w-]{1,60}[/\\][\w.-]{1,60}|[\w.-]{1,60})/;
const libraryOf = ({ file, module }: Frame): string =>
  packaged.exec(file)?.groups?.name ?? module?.split(/[./]/)[0] ?? file.split(/[/\\.]/)[0] ?? "";

/** Libraries only: an application's own files show the application, not the kind of error. */
const librariesOf = (report: Report): string[] =>
  report.frames
    .slice(0, 30)
    .filter(({ inApp }) => !inApp)
    .map((frame) => `library ${libraryOf(frame)}`);

function besideText(report: Report, { types, codes, status, llm, service }: Facts): string[] {
  const named = types.split("\n").slice(0, 8);
  return [
    ...named.flatMap((type) => [`type ${type.slice(0, 80)}`, `last ${type.split(/[.:\\$]+/).at(-1) ?? ""}`]),
    ...named.flatMap((type) => wordsOf(type.slice(0, 100)).map(({ text }) => `in type ${text}`)),
    ...codes
      .split("\n")
      .slice(0, 6)
      .map((code) => `code ${code}`),
    ...(status === null ? ["no status"] : [`status ${status}`, `status ${Math.floor(status / 100)}xx`]),
    `llm ${llm}`,
    `service ${service}`,
    `llm ${llm} service ${service}`,
    `llm ${llm} service ${service} status ${status}`,
    ...(report.llm?.finishReason ? [`finish ${report.llm.finishReason.slice(0, 60)}`] : []),
    ...librariesOf(report),
  ].map((text) => text.toLowerCase());
}

/** Shows every feature of a report, as often as it stands there. */
export function seeFeatures(report: Report, facts: Facts, see: See): void {
  seeText(facts.text, see);
  for (const text of besideText(report, facts)) see(bucketOf(hashed(text, beside)), 2, -1, -1);
}

/** In which turn a bucket was last seen: nothing has to be cleared for the next report. */
const lastSeen = new Uint32Array(buckets);
let turn = 0;
const seenAt = new Int32Array(buckets);
const seenIn = new Uint8Array(buckets);

export function featuresOf(report: Report, facts: Facts): Features {
  const counts = [0, 0, 0];
  let count = 0;
  turn = (turn + 1) >>> 0;
  seeFeatures(report, facts, (bucket, of) => {
    if (lastSeen[bucket] === turn) return;
    lastSeen[bucket] = turn;
    seenAt[count] = bucket;
    seenIn[count++] = of;
    counts[of] = (counts[of] ?? 0) + 1;
  });
  const each = counts.map((all) => 1 / Math.sqrt(Math.max(1, all)));
  const much = new Float32Array(count);
  for (let f = 0; f < count; f++) much[f] = each[seenIn[f] ?? 0] ?? 0;
  return { at: seenAt.slice(0, count), much };
}

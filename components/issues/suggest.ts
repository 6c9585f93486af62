import { writeValue } from "#lib/query/quote.ts";
import type { Offer } from "./vocabulary.ts";

export interface Suggestion {
  /** What takes the place of the piece before the caret. */
  insert: string;
  hint: string;
  count: number | null;
}

export interface Suggestions {
  /** Where the piece begins that a suggestion replaces; it ends at the caret. */
  from: number;
  items: readonly Suggestion[];
}

const most = 60;

/** Quotes, ranges, and a pattern's first slash. */
const notWords = /["'[{]|(?:^|:)\//;

/** What may be written at the caret: names of fields, and after a colon the words of the field. Nothing inside quotes. */
export function suggest(text: string, caret: number, offers: readonly Offer[]): Suggestions {
  const before = text.slice(0, caret);
  const piece = /[^\s()]*$/.exec(before)?.[0] ?? "";
  const typed = piece.replace(/^-/, "");
  const from = caret - typed.length;
  if (isInQuotes(before) || notWords.test(typed)) return { from: caret, items: [] };
  const [, name, sign = "", word = ""] = /^([\w.]+)(:(?:>=|<=|>|<|=)?)(.*)$/.exec(typed) ?? [];
  const items = name === undefined ? ofNames(typed, offers) : ofWords(name, sign, word, offers);
  return { from, items: items.slice(0, most) };
}

const isInQuotes = (before: string): boolean => (before.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;

const begins = (word: string, typed: string): boolean => word.toLowerCase().startsWith(typed.toLowerCase());
const holds = (word: string, typed: string): boolean => word.toLowerCase().includes(typed.toLowerCase());

/** One of its parts begins so: `limit` of `rate_limit`. */
const hasPart = (word: string, typed: string): boolean => word.split(/[^a-zA-Z0-9]/).some((part) => begins(part, typed));

/** Names that begin so, then names that hold it, then words of any field: `rate` finds `category:rate_limit`. */
function ofNames(typed: string, offers: readonly Offer[]): Suggestion[] {
  const named = ({ field, say }: Offer): Suggestion => ({
    insert: field.endsWith(".") ? field : `${field}:`,
    hint: say,
    count: null,
  });
  const first = offers.filter(({ field }) => begins(field, typed));
  const second = offers.filter((offer) => !first.includes(offer) && holds(offer.field, typed));
  const words = typed.length < 2 ? [] : offers.flatMap((offer) => wordsOf(offer, ":", typed, hasPart));
  return [...first.map(named), ...second.map(named), ...words];
}

function ofWords(name: string, sign: string, word: string, offers: readonly Offer[]): Suggestion[] {
  const offer = offers.find(({ field }) => field === name.toLowerCase());
  if (!offer) return [];
  if (offer.words.length === 0) return word === "" ? [{ insert: `${offer.example} `, hint: offer.say, count: null }] : [];
  return [
    ...wordsOf(offer, sign, word, begins),
    ...wordsOf(offer, sign, word, (known, typed) => !begins(known, typed) && holds(known, typed)),
    ...(word === "" ? [] : viewsOf(offer, word)),
  ];
}

const viewsOf = ({ field, views = [] }: Offer, typed: string): Suggestion[] =>
  views
    .filter(({ word }) => begins(word, typed))
    .map(({ word, count, means }) => ({ insert: `${field}:${writeValue(word)} `, hint: means, count }));

const wordsOf = ({ field, say, words }: Offer, sign: string, typed: string, fits: typeof holds): Suggestion[] =>
  words
    .filter(({ word }) => fits(word, typed))
    .map(({ word, count }) => ({ insert: `${field}${sign}${writeValue(word)} `, hint: say, count }));

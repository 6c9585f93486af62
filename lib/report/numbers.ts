import { chineseKey, frenchKey, luhn, mod11and10, spanishLetter, verhoeff } from "./checksums.ts";
import { edged, type Format, hideWhere, where } from "./format.ts";
import type { Layer } from "./placeholder.ts";

const id = (pattern: RegExp, holds?: (match: string) => boolean): Format => ({
  kind: "ID",
  pattern,
  ...(holds && { length: where(holds) }),
});
const phone = (pattern: RegExp, least = 0, most = 20): Format => ({
  kind: "PHONE",
  pattern,
  length: where((match) => digits(match).length >= least && digits(match).length <= most),
});
const digits = (match: string): string => match.replaceAll(/\D/g, "");

/** First digits and lengths that card networks use; times and ids of other makers that happen to pass Luhn stay. */
const issued = /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[0-8]|2[2-7]|35)\d{14}|3[47]\d{13}|3[0689]\d{12}|6\d{15}|6\d{17,18})$/;

const cards: readonly Format[] = [
  {
    kind: "CARD",
    pattern: /\d{4}([ \u00a0.-])(?:\d{4}\1\d{4}\1\d{4}|\d{6}\1\d{4,5})(?!\d)|\d{13,19}(?!\w)/y,
    length: where((match) => issued.test(digits(match)) && luhn(digits(match))),
  },
];

/** A number that goes on with another group, or did before that was hidden, is one of a table: `(?![ .-]?(?:\d|\[(?:PHONE|ID)_))`. */
const ids: readonly Format[] = [
  id(/(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/y), // US social security
  id(/[2-9]\d{3}([ -])\d{4}\1\d{4}(?![ .-]?(?:\d|\[(?:PHONE|ID)_))/y, (match) => verhoeff(digits(match))), // Indian Aadhaar
  id(/\d{3}([ -])\d{3}\1\d{3}(?![ .-]?(?:\d|\[(?:PHONE|ID)_))/y, (match) => luhn(digits(match))), // Canadian social insurance
  id(/\d{8}-?[A-HJ-NP-TV-Z](?!\w)/y, spanishLetter),
  id(/\d{2} \d{3} \d{3} \d{3}(?![ .-]?(?:\d|\[(?:PHONE|ID)_))/y, (match) => mod11and10(digits(match))), // German tax number
  id(/[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/y, frenchKey),
  id(/[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\w)/y, chineseKey),
  id(/\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-[1-8]\d{6}(?!\d)/y), // Korean resident number
  id(/(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4}(?![\d-])/y, (match) => luhn(digits(match).slice(-10))), // Swedish personnummer
  id(/(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/y), // Finnish hetu
  id(/\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}(?!\d)|\d{1,2}\.\d{3}\.\d{3}-[\dkK](?!\w)/y), // Brazilian CPF and CNPJ, Chilean RUT
  id(/756\.\d{4}\.\d{4}\.\d{2}(?!\d)|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)/y), // Swiss AHV, Belgian number
  id(/\d-\d{4}-\d{5}-\d{2}-\d(?!\d)|(?:20|23|24|27|30|33|34)-\d{8}-\d(?!\d)/y), // Thai id, Argentine CUIT
];

const phones: readonly Format[] = [
  phone(/\+[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){3,12}(?!\d)/y, 8, 15),
  phone(/00[1-9]\d{0,2}[ .-]\d(?:[ .-]?\d){6,11}(?!\d)/y),
  phone(/(?:1[ .-])?\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}(?!\d)/y),
  phone(/(?:1([.-]))?[2-9]\d{2}([.-])[2-9]\d{2}\2\d{4}(?![ .-]?(?:\d|\[(?:PHONE|ID)_))/y),
  phone(/\(0?\d{2,4}\) ?\d{3,5}[ -]\d{3,5}(?!\d)/y),
  phone(/0[1-9]\d{0,3}([ -])\d{2,4}(?:\1\d{2,4}){1,4}(?!:\d)(?![ .-]?(?:\d|\[(?:PHONE|ID)_))/y, 9, 12),
  phone(/0[1-9]\d{1,4}[/-]\d{5,8}(?![\d/-])/y),
  phone(/0(?![0-7]{3} )[1-9]\d{1,3} \d{6,8}(?![\w.:/-])/y),
  phone(/1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?!\w)/y), // Chinese mobile
];

/** Passes over UUIDs and times, and stops where a number of six digits or more begins, its separators included. */
const begin = edged(
  /(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}[T ]\d{2}:|(?<![\d+][.:/-]?)(?=[+(]{0,2}\d(?:[ \u00a0()./-]{0,2}\d){5}))/gi,
  String.raw`[+(\da-f]`,
);

/** Cards, phones and official numbers that begin with a digit, by form and checksum. */
export const numbers: Layer = hideWhere(begin, [...cards, ...ids, ...phones]);

import { mod97, spanishLetter } from "./checksums.ts";
import { edged, type Format, hideFormats, hideWhere, where } from "./format.ts";
import ibanLengths from "./iban.json" with { type: "json" };
import names from "./identity.json" with { type: "json" };
import type { Kind, Layer } from "./placeholder.ts";

const wordEdge = String.raw`(?<![\p{L}\p{N}])`;
const numberWord = "(?:[ _-]?(?:number|num|no|nr|id|card|code|is|was))?";
const between = String.raw`\.?\\{0,7}["']?[\s:=#：]{1,4}(?:\\{0,7}["']|\(){0,2}`;

/** A number right after one of these names. */
const after = (kind: Kind, names: readonly string[], edge: string, prefix: string, number: string): Format => ({
  kind,
  hints: names.map((name) => name.split(" ")[0] ?? name),
  pattern: new RegExp(
    `(?=[+(]{0,2}\\d)(?<![\\d.])(?<=${edge}(?:${names.map((name) => name.replaceAll(" ", "[ _-]?")).join("|")})${numberWord}${between}${prefix})${number}`,
    "giu",
  ),
});

const named: readonly Format[] = [
  after(
    "ID",
    names.official,
    wordEdge,
    "(?:[A-Z]{1,5}[ -]?)?",
    String.raw`(?=(?:[^\d]?\d){4})\d(?:[A-Z0-9]|[ .\-/](?=\d)){4,24}(?![A-Z0-9])`,
  ),
  after("KEY", names.codes, wordEdge, "", String.raw`\d{3,8}(?!\d)`),
  after("PHONE", names.phones, "", "", String.raw`\+?\(?\d(?:[ ().\-/]{0,2}\d){6,14}(?!\d)`),
];

function ibanLength(match: string): number {
  const expected = (ibanLengths as Record<string, number>)[match.slice(0, 2).toUpperCase()] ?? 0;
  let seen = 0;
  const end = Array.from(match).findIndex((character) => /[A-Za-z0-9]/.test(character) && ++seen === expected) + 1;
  if (/[A-Za-z0-9]/.test(match.charAt(end))) return 0;
  const plain = match.slice(0, end).replaceAll(/[ -]/g, "");
  return end > 0 && mod97(plain.slice(4) + plain.slice(0, 4)) === 1 ? end : 0;
}

const lettered: readonly Format[] = [
  {
    kind: "IBAN",
    pattern: /[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?)(?![A-Z0-9])/iy,
    length: ibanLength,
  },
  { kind: "ID", pattern: /[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z](?!\w)/y, length: where(spanishLetter) },
  { kind: "ID", pattern: /[A-Z]{2} \d{2} \d{2} \d{2} ?[A-D](?!\w)/y }, // British national insurance
  { kind: "ID", pattern: /[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?!\w)/y }, // Indian PAN
  { kind: "ID", pattern: /[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?!\w)/iy }, // Italian codice fiscale
  { kind: "ID", pattern: /[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?!\w)/y }, // Mexican CURP
  { kind: "ID", pattern: /[STFGM]\d{7}[A-Z](?!\w)/y }, // Singapore NRIC
];

/** Numbers that the word before them names: official ones, one-time codes, phones. */
export const namedNumbers: Layer = hideFormats(named);

/** Accounts and official numbers that begin with letters, by form and checksum. */
export const letteredNumbers: Layer = hideWhere(edged(/(?=[A-Z]{1,6}[ -]?\d{2})/gi), lettered);

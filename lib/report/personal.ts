import { luhn, mod97 } from "./checksums.ts";
import { edged, type Format } from "./format.ts";
import ibanLengths from "./iban.json" with { type: "json" };

const whole = (holds: (match: string) => boolean) => (match: string) => (holds(match) ? match.length : 0);

/** First digits and lengths that card networks use; times and ids of other makers that happen to pass Luhn stay. */
const issued = /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7]|35|50|5[6-8])\d{14}|3[47]\d{13}|3[0689]\d{12}|6\d{15}|6\d{17,18})$/;
const isCard = (match: string): boolean => issued.test(match.replaceAll("%20", "").replaceAll(/\D/g, "")) && luhn(match);

function ibanLength(match: string): number {
  const expected = (ibanLengths as Record<string, number>)[match.slice(0, 2).toUpperCase()] ?? 0;
  let seen = 0;
  const end = Array.from(match).findIndex((character) => /[A-Za-z0-9]/.test(character) && ++seen === expected) + 1;
  const plain = match.slice(0, end).replaceAll(/[ -]/g, "");
  return end > 0 && mod97(plain.slice(4) + plain.slice(0, 4)) === 1 ? end : 0;
}

const digits = (match: string): number => match.replaceAll("%20", "").replaceAll(/\D/g, "").length;
const phoneOf = (least: number, most: number) => whole((match) => digits(match) >= least && digits(match) <= most);
const fileEnding = /\.(?:png|jpe?g|gif|svg|webp|ico|css|m?[jt]sx?|c?js|map|json|html?|py|rb|go|php|java|so|dll|exe|zip|gz|mp[34]|woff2?)$/i;

const email: Format = {
  kind: "EMAIL",
  hints: ["@", "%40"],
  pattern: /(?:(?<=\\[nrt]|%3c|%20|\\u003c)|(?<![\p{L}\p{N}._%+'-]))[\p{L}\p{N}._+'-][\p{L}\p{N}._%+'-]{0,63}?(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu,
  length: whole((match) => !fileEnding.test(match) && !match.startsWith("git@")),
};

const phones: readonly Format[] = [
  { kind: "PHONE", hints: ["+", "%2b"], pattern: /(?:(?<![\w+])\+|%2B)[1-9]\d{0,2}(?:[ .-]|%20)?(?:\(0?\d{1,4}\)[ .-]?)?\d(?:(?:[ .-]|%20)?\d){5,12}(?!\d)/gi, length: phoneOf(8, 15) },
  { kind: "PHONE", pattern: edged(/00[1-9]\d{0,2}[ .-]\d(?:[ .-]?\d){6,11}(?!\d)/g, "00") },
  { kind: "PHONE", pattern: edged(/(?:1[ .-])?\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}(?!\d)/g, "[1(]") },
  { kind: "PHONE", pattern: edged(/(?<![\d][.-])(?:1[.-])?[2-9]\d{2}([.-])[2-9]\d{2}\1\d{4}(?![.-]?\d)/g, String.raw`\d{1,3}[.-]`) },
  { kind: "PHONE", pattern: edged(/\(0?\d{2,4}\) ?\d{3,5}[ -]\d{3,5}(?!\d)/g, String.raw`\(\d`) },
  { kind: "PHONE", pattern: edged(/(?<!\d[ .:/-])0[1-9]\d{0,3}([ -]|%20)\d{2,4}(?:\1\d{2,4}){1,4}(?![ -]?\d|:\d)/g, "0[1-9]"), length: phoneOf(9, 12) },
  { kind: "PHONE", pattern: edged(/0[1-9]\d{1,4}[/-]\d{5,8}(?![\d/-])/g, "0[1-9]") },
  { kind: "PHONE", pattern: edged(/1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?!\d)/g, "1[3-9]") },
  {
    kind: "PHONE",
    hints: ["phone", "tel", "télé", "mobil", "msisdn", "fax", "whatsapp", "caller", "handy", "sms", "手机", "手機", "电话", "電話", "전화", "휴대", "телефон", "điện thoại", "โทร"],
    pattern: /(?=[+(]{0,2}\d)(?<=(?:phone|tel|tel[eé]fon[eo]?|t[eé]l[eé]phone|mobil[ea]?|msisdn|fax|whatsapp|caller|handy|sms|手机|手機|电话|電話|전화번호|휴대폰|телефон|điện thoại|โทรศัพท์)(?:[ _-]?(?:number|no|nr|num|号|号码))?["']?[ :=#.：]{1,4}["'(]{0,2})\+?\(?\d(?:[ ().\-/]{0,2}\d){6,14}(?!\d)/gi,
  },
];

const money: readonly Format[] = [
  { kind: "CARD", pattern: edged(/\d{4}([ .-]|%20)(?:\d{4}\1\d{4}\1\d{4}|\d{6}\1\d{4,5})(?!\d)|\d{13,19}(?!\d)/g, String.raw`\d{4}`), length: whole(isCard) },
  { kind: "IBAN", pattern: edged(/[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?)(?![A-Z0-9])/gi, String.raw`[A-Z]{2}\d{2}`), length: ibanLength },
];

const homes: readonly Format[] = [
  { kind: "USER", hints: ["users\\"], pattern: /(?<=[A-Za-z]:\\{1,4}Users\\{1,4})[^\\/:*?"'<>|\r\n[\]]{1,64}?(?=\\|["'\s,;:)]|$)/gi },
  { kind: "USER", hints: ["users/"], pattern: /(?<=[A-Za-z]:\/Users\/|(?<![\w.])(?:\/mnt\/[a-z])?\/Users\/)[^\s/\\:"'<>|,;)[\]]+/g },
  { kind: "USER", hints: ["home/", "home%2f"], pattern: /(?<=(?<!\w(?<!\\[nrt]|%[0-9A-F]{2}))(?<!\.)\/(?:export\/|var\/|usr\/)?home\/|%2Fhome%2F)[^\s/\\:"'<>|,;%)[\]]+/gi },
];

/** Personal data outside of official numbers: addresses, phones, cards, accounts, home folders. */
export const personalFormats: readonly Format[] = [email, ...money, ...homes];
/** After official numbers, whose forms are narrower. */
export const phoneFormats: readonly Format[] = phones;

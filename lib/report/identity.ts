import { chineseKey, frenchKey, luhn, mod11and10, spanishLetter, verhoeff } from "./checksums.ts";
import { edged, type Format } from "./format.ts";
import names from "./identity.json" with { type: "json" };

const written = names.map((name) => name.replaceAll(" ", "[ _-]?")).join("|");

/** What people call their official numbers, in the languages of those who issue them, and the number after it. */
const named: Format = {
  kind: "ID",
  hints: names.map((name) => name.split(" ")[0] ?? name),
  pattern: new RegExp(
    String.raw`(?=\d)(?<![\d.])(?<=(?<![\p{L}\p{N}])(?:${written})(?:[ _-]?(?:number|num|no|nr|id|card))?\.?["']?[\s:=#：]{1,4}["'(]?(?:[A-Z]{1,5}[ -]?)?)\d(?:[ .\-/]?[A-Z0-9]){4,20}(?![A-Z0-9])`,
    "giu",
  ),
  length: (match) => (match.replaceAll(/\D/g, "").length >= 4 ? match.length : 0),
};

const oneTimeCode: Format = {
  kind: "KEY",
  pattern:
    /(?=\d{3})(?<![\d.])(?<=(?:(?<![a-z])(?:otp|totp|2fa|mfa|cvv2?|cvc2?|pin|passcode)|(?:one[- ]time|verification|security|login|confirmation|authentication|sms) (?:code|password|pin)|验证码|驗證碼|認証コード|인증번호|код подтверждения|code de v[eé]rification|c[oó]digo de verificaci[oó]n|mã xác (?:nhận|thực))["']?(?: code)?(?: is| was)?[\s"'(#:=：]{1,4})\d{3,8}(?!\d)/gi,
};

const numeric = (pattern: RegExp, holds?: (match: string) => boolean): Format => shaped(pattern, String.raw`\d`, holds);
const shaped = (pattern: RegExp, first: string, holds?: (match: string) => boolean): Format => ({
  kind: "ID",
  pattern: edged(pattern, first),
  ...(holds && { length: (match: string) => (holds(match) ? match.length : 0) }),
});

/** Official numbers: by form where the form is telling or holds a checksum, else by the name before them. */
export const identityFormats: readonly Format[] = [
  oneTimeCode,
  named,
  numeric(/(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g), // US social security
  numeric(/[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?![ -]?\d)/g, verhoeff), // Indian Aadhaar
  numeric(/\d{3}([ -])\d{3}\1\d{3}(?![ -]?\d)/g, luhn), // Canadian social insurance
  numeric(/\d{8}-?[A-HJ-NP-TV-Z](?!\w)/g, spanishLetter),
  shaped(/[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z](?!\w)/g, String.raw`[XYZ][\d-]`, spanishLetter),
  numeric(/\d{2} \d{3} \d{3} \d{3}(?! ?\d)/g, mod11and10), // German tax number
  numeric(/[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/g, frenchKey),
  numeric(/[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\w)/g, chineseKey),
  numeric(/\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-[1-8]\d{6}(?!\d)/g), // Korean resident number
  numeric(/(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4}(?![\d-])/g, (match) => luhn(match.slice(-11))), // Swedish personnummer
  numeric(/(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?!\w)/g), // Finnish hetu
  numeric(/\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)|\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}(?!\d)|\d{1,2}\.\d{3}\.\d{3}-[\dkK](?!\w)/g), // Brazilian CPF and CNPJ, Chilean RUT
  numeric(/756\.\d{4}\.\d{4}\.\d{2}(?!\d)|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)/g), // Swiss AHV, Belgian number
  numeric(/\d-\d{4}-\d{5}-\d{2}-\d(?!\d)|(?:20|23|24|27|30|33|34)-\d{8}-\d(?!\d)/g), // Thai id, Argentine CUIT
  shaped(/[A-Z]{2} \d{2} \d{2} \d{2} ?[A-D](?!\w)/g, "[A-Z]{2} "), // British national insurance
  shaped(/[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?!\w)/g, "[A-Z]{5}"), // Indian PAN
  shaped(/[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi, String.raw`[A-Z]{6}\d`), // Italian codice fiscale
  shaped(/[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?!\w)/g, String.raw`[A-Z]{4}\d`), // Mexican CURP
  shaped(/[STFGM]\d{7}[A-Z](?!\w)/g, String.raw`[STFGM]\d`), // Singapore NRIC
];

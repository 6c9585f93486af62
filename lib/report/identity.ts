import { mod97, spanishLetter } from "./checksums.ts";
import { edged, type Format, hideFormats, hideWhere, where } from "./format.ts";
import ibanLengths from "./iban.json" with { type: "json" };
import names from "./identity.json" with { type: "json" };
import type { Layer } from "./placeholder.ts";

const written = names.map((name) => name.replaceAll(" ", "[ _-]?")).join("|");
const number = "(?:[ _-]?(?:number|num|no|nr|id|card))?";
const between = String.raw`\.?\\{0,7}["']?[\s:=#：]{1,4}(?:\\{0,7}["']|\()?(?:[A-Z]{1,5}[ -]?)?`;

const named: readonly Format[] = [
  {
    kind: "ID",
    hints: names.map((name) => name.split(" ")[0] ?? name),
    pattern: new RegExp(
      String.raw`(?=\d)(?<![\d.])(?<=(?<![\p{L}\p{N}])(?:${written})${number}${between})\d(?:[A-Z0-9]|[ .\-/](?=\d)){4,24}(?![A-Z0-9])`,
      "giu",
    ),
    length: where((match) => match.replaceAll(/\D/g, "").length >= 4),
  },
  {
    kind: "KEY",
    hints: [
      "otp",
      "2fa",
      "mfa",
      "cvv",
      "cvc",
      "pin",
      "passcode",
      "code",
      "password",
      "验证码",
      "驗證碼",
      "認証コード",
      "인증번호",
      "код",
      "código",
      "mã xác",
    ],
    pattern:
      /(?=\d{3})(?<![\d.])(?<=(?:(?<![a-z])(?:otp|totp|2fa|mfa|cvv2?|cvc2?|pin|passcode)|(?:one[- ]time|verification|security|login|confirmation|authentication|sms) (?:code|password|pin)|验证码|驗證碼|認証コード|인증번호|код подтверждения|code de v[eé]rification|c[oó]digo de verificaci[oó]n|mã xác (?:nhận|thực))\\{0,7}["']?(?: code)?(?: is| was)?[\s\\"'(#:=：]{1,7})\d{3,8}(?!\d)/gi,
  },
  {
    kind: "PHONE",
    hints: [
      "phone",
      "tel",
      "tél",
      "mobil",
      "msisdn",
      "fax",
      "whatsapp",
      "caller",
      "handy",
      "sms",
      "手机",
      "手機",
      "电话",
      "電話",
      "전화",
      "휴대",
      "телефон",
      "điện thoại",
      "โทร",
    ],
    pattern:
      /(?=[+(]{0,2}\d)(?<!\d)(?<=(?:phone|tel|tel[eé]fon[eo]?|t[eé]l[eé]phone|mobil[ea]?|msisdn|fax|whatsapp|caller|handy|sms|手机|手機|电话|電話|전화번호|휴대폰|телефон|điện thoại|โทรศัพท์)(?:[ _-]?(?:number|no|nr|num|号|号码))?\\{0,7}["']?[ :=#.：]{1,4}[\\"'(]{0,4})\+?\(?\d(?:[ ().\-/]{0,2}\d){6,14}(?!\d)/gi,
  },
];

function ibanLength(match: string): number {
  const expected = (ibanLengths as Record<string, number>)[match.slice(0, 2).toUpperCase()] ?? 0;
  let seen = 0;
  const end = Array.from(match).findIndex((character) => /[A-Za-z0-9]/.test(character) && ++seen === expected) + 1;
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

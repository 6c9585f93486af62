const digitsOf = (text: string): number[] => Array.from(text.replaceAll(/\D/g, ""), Number);

/** Cards, IMEI, Canadian and Swedish numbers. */
export function luhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return digits.length > 0 && sum % 10 === 0;
}

/** The number that the digits of a text, letters counted as 10 to 35, leave when divided by 97. */
export function mod97(text: string): number {
  let rest = 0;
  for (const character of text)
    for (const digit of Number.parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** Multiplication in the dihedral group of ten elements. */
function times(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
  return b < 5 ? ((a - b) % 5) + 5 : (a - b + 5) % 5;
}

const permute = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const permutations = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
for (let row = 1; row < 8; row++) permutations.push((permutations[row - 1] ?? []).map((digit) => permute[digit] ?? 0));

/** Verhoeff's check, of the Aadhaar number. */
export function verhoeff(text: string): boolean {
  const check = digitsOf(text)
    .reverse()
    .reduce((sum, digit, at) => times(sum, permutations[at % 8]?.[digit] ?? 0), 0);
  return check === 0;
}

/** ISO 7064 mod 11,10, of the German tax number. */
export function mod11and10(text: string): boolean {
  const digits = digitsOf(text);
  const product = digits.slice(0, -1).reduce((carry, digit) => (((digit + carry) % 10 || 10) * 2) % 11, 10);
  return (11 - product) % 10 === digits.at(-1);
}

/** The letter of a Spanish DNI or NIE. */
export function spanishLetter(text: string): boolean {
  const plain = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  const number = plain.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(number) % 23] === plain.at(-1);
}

/** The two last digits of a French social security number. */
export function frenchKey(text: string): boolean {
  const plain = text
    .replaceAll(/[^0-9AB]/g, "")
    .replace("2A", "19")
    .replace("2B", "18");
  return plain.length === 15 && 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13));
}

/** The last digit or X of a Chinese resident number. */
export function chineseKey(text: string): boolean {
  const sum = Array.from(text.slice(0, 17), Number).reduce((total, digit, at) => total + digit * (2 ** (17 - at) % 11), 0);
  return "10X98765432"[sum % 11] === text.at(-1)?.toUpperCase();
}

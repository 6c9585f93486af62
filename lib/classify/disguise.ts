const lookalikes: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  х: "x",
  у: "y",
  і: "i",
  ј: "j",
  ѕ: "s",
  һ: "h",
  ԁ: "d",
  ո: "n",
  ν: "v",
  ο: "o",
  α: "a",
  ρ: "p",
  τ: "t",
  ι: "i",
  κ: "k",
};
const leet: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", $: "s", "@": "a" };
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

const character = (code: number): string => (code > 31 && code < 0x10ffff ? String.fromCodePoint(code) : " ");

/** Entities, escapes and percent signs as the letters they stand for. */
function unescaped(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => character(Number(code)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => character(Number.parseInt(code, 16)));
}

/** Letters that cannot be seen, and those of the block that repeats ASCII unseen. */
function reveal(text: string): string {
  return text
    .replace(/[\u{E0020}-\u{E007E}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0xe0020) - 0xe0000))
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "");
}

const decoded = (text: string): string =>
  (text.match(/\b[A-Za-z0-9+/]{24,400}={0,2}/g) ?? [])
    .slice(0, 5)
    .map((blob) => Buffer.from(blob, "base64").toString("latin1"))
    .filter((plain) => /^[\x20-\x7e\s]{12,}$/.test(plain))
    .join(" ");

/** The text as a reader would take it, and once more for each disguise it may wear. */
export function undisguised(text: string): string[] {
  const plain = unescaped(reveal(text.normalize("NFKC"))).replace(/[\s_+/.-]{1,20}/g, " ");
  const views = [plain];
  if (/[а-яԁոα-ω]/i.test(plain) && /[a-z]/i.test(plain))
    views.push(plain.replace(/[а-яіјѕһԁոα-ω]/g, (letter) => lookalikes[letter] ?? letter));
  if (/[a-z][0134579$@][a-z]/i.test(plain)) views.push(plain.replace(/[013457$@]/g, (digit) => leet[digit] ?? digit));
  if (/(?:\b[a-z] ){6}/i.test(plain)) views.push(plain.replace(/\b([a-z]) (?=[a-z]\b)/gi, "$1"));
  if (/rot-?13|vtaber|vafgehpgvba|frirevgl/i.test(plain)) views.push(rot13(plain));
  const hidden = decoded(text);
  return hidden === "" ? views : [...views, hidden];
}

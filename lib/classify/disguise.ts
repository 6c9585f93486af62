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
  if (!/[&\\%]/.test(text)) return text;
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => character(Number(code)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/\\x([2-7][0-9a-f])/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => character(Number.parseInt(code, 16)));
}

const smallCapitals = /[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ]/g;
const capitals = new Map([..."ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ"].map((small, at) => [small, "abcdefghijklmnopqrstuvwyz".charAt(at)]));

/** Letters that cannot be seen, those of the block that repeats ASCII unseen, and small capitals. */
function reveal(text: string): string {
  if (!/[^ -~\n\t]/.test(text)) return text;
  return text
    .replace(smallCapitals, (small) => capitals.get(small) ?? small)
    .replace(/[\u{E0020}-\u{E007E}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0xe0020) - 0xe0000))
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, "");
}

const readable = /^[\x20-\x7e\s]{12,}$/;

/** What base64 and hexadecimal hide, where it is text. */
function decoded(text: string): string {
  const blobs = (text.match(/\b[A-Za-z0-9+/]{24,600}={0,2}/g) ?? []).slice(0, 5);
  const hex = (text.match(/\b(?:[2-7][0-9a-f]){12,600}\b/gi) ?? []).slice(0, 3);
  const plain = [...blobs.map((blob) => Buffer.from(blob, "base64")), ...hex.map((blob) => Buffer.from(blob, "hex"))];
  return plain
    .map((bytes) => bytes.toString("latin1"))
    .filter((one) => readable.test(one))
    .join(" ");
}

/** Letters with a blank between them as the words they make; where blanks are wider, a word ends. */
const joinedLetters = (text: string): string => text.replace(/(?<=(?:^|[\s'"=(])\S) (?=\S(?:[\s'")]|$))/g, "");

/** A name of many words written as one. */
const humps = (text: string): string => text.replace(/([a-z])([A-Z])/g, "$1 $2");
const backwards = (text: string): string => [...text].reverse().join("");

/** Words apart, whatever stands between them; the end of a sentence stays. */
const blanks = (text: string): string =>
  text
    .replace(/(?<![A-Za-z.])(?:[A-Za-z]\.){4,30}/g, (dotted) => `${dotted.replaceAll(".", "")} `)
    .replace(/\.(?=\S)|[\s_+/-]{1,20}/g, " ");

/** The text as a reader would take it, and once more for each disguise it may wear. */
export function undisguised(text: string): string[] {
  const shown = unescaped(reveal(text.normalize("NFKC")));
  const plain = blanks(shown);
  const views = [plain];
  if (/[а-яԁոα-ω]/i.test(plain) && /[a-z]/i.test(plain))
    views.push(plain.replace(/[а-яіјѕһԁոα-ω]/g, (letter) => lookalikes[letter] ?? letter));
  if (/[a-z][0134579$@][a-z]/i.test(plain)) views.push(plain.replace(/[013457$@]/g, (digit) => leet[digit] ?? digit));
  if (/(?:\b[a-z] {1,4}){6}/i.test(shown))
    views.push(blanks(joinedLetters(shown)), plain.replace(/\b([a-z]) (?=[a-z]\b)/gi, "$1"));
  if (/(?:[A-Z][a-z]{1,15}){4}/.test(plain)) views.push(humps(plain));
  if (/snoitcurtsni|ytireves|yrogetac|yfissalc|lebal|tpmorp|dragersid|erongi/i.test(plain))
    views.push(backwards(plain), plain.split(" ").map(backwards).join(" "));
  if (/rot-?13|vtaber|vafgehpgvba|frirevgl/i.test(plain)) views.push(rot13(plain));
  const hidden = decoded(text);
  return hidden === "" ? views : [...views, hidden];
}

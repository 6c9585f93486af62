import { hasAny, hintsFor, noted } from "./hints.ts";
import keys from "./keys.json" with { type: "json" };
import { lower } from "./lower.ts";
import type { Layer } from "./placeholder.ts";
import { isPassword, isTalk, isToken, valuesAt } from "./value.ts";

const alternatives = (names: readonly string[]): string =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(" ", "[ _-]?"))
    .join("|");
const names = new RegExp(
  `(?:${alternatives(keys.anywhere)})|(?<![a-z](?<!\\\\[nrt]))(?:${alternatives(keys.words)})|(?:${alternatives(keys.spoken)})`,
  "g",
);
/** Where every name begins. */
const beginnings = hintsFor([...keys.anywhere, ...keys.words, ...keys.spoken].map((name) => name.split(/[ (]/)[0] ?? name));
const oneName = new RegExp(names.source);
const guessed = new Set(keys.guessed.map((key) => key.replaceAll(" ", "")));
const harmlessEndings = new Set(keys.harmlessEndings);
const described = new Set(keys.described);
const harmlessBeginnings = new Set(keys.harmlessBeginnings);

const ending = /[\w-]{0,24}/y;
/** A quotation mark as it stands in code, HTML and escaped JSON; the colon likewise. */
const escapedQuote = String.raw`&(?:quot|apos|#0?3[49]|#x2[27]);|\\{1,7}(?:u002[27]|x2[27])`;
const gap = new RegExp(
  String.raw`(?:\\{0,7}["'${"`"}]|${escapedQuote})?[\])}]{0,2}[ \t]{0,3}(?:=>|->|→|:=|={1,3}|[:：]|\\{1,7}(?:u003[ad]|x3[ad])|>|是|为|は|\\{0,7}["']\s{0,2},\s{0,2}\\{0,7}["']value\\{0,7}["']\s{0,2}:|["']?[ \t]{0,3}(?:\r?\n|\\n)[ \t]{0,40}value:(?=[ \t])|\\{0,7}["'] {1,4}value=|(?=[「『«])|[ \t](?:is|was|ist|lautet|est|es)(?=[ \t](?=\S{0,60}\d)(?=\S{0,60}[A-Za-z])\S{6}))[ \t]{0,4}(?:[|>][+-]?[ \t]{0,4}(?:\r?\n|\\n)\s{1,40})?`,
  "iy",
);
const forSomething = /["'`]? (?:for|of) ["'`]?[\w.@/-]{1,60}["'`]?\s?[:=]\s{0,3}/y;
const anyWords = /(?: [^\s:=,.;]{1,24}){1,3}\s?[:=]\s{0,3}/y;
const space = /[ \t=]{1,3}(?=\S)/y;
/** A password after its name and nothing else: quoted, or of letters and more than one digit. */
const strong = /\\{0,7}["'`]|(?=[^\s\d]{0,30}\d[^\s\d]{0,20}\d)(?=[^\sA-Za-z]{0,30}[A-Za-z])[^\s([{<]{8}/y;
const passwordName = /(?:password|passwd|passphrase|pass|pwd|bindpw)$/i;
const pairGap = /\\{0,7}["']\s{0,2},\s{0,2}(?=[bu]?\\{0,7}["'][^"'\\]{1,400}\\{0,7}["']\s{0,2}[)\]])/y;
/** A flag and its value as two members of a list: `['--token', '…']`. */
const flagGap = /\\{0,7}["']\s{0,2},\s{0,4}[bu]?(?=\\{0,7}["'](?!-))/y;
const attributesGap = /(?:\s{1,4}[\w:.-]{1,40}=\\{0,7}["'][^"'<>]{0,200}["']){1,5}\s{0,4}>/y;
const element = /<[\w:.-]{0,40}$/;
const flag = /(?:^|[\s"'[,])--?[\w-]{0,40}$/;
const tupleOpen = /[([]\s{0,2}[bu]?\\{0,7}["'][\w.-]{0,40}$/;

const bracket = /[「『«]/;
const assigned = /^(?:[:=]\s?|\\{0,7}["'] {1,4}value=)\S/;
const compound = /^(?:[A-Za-z]{1,20}[-_.]){1,6}[A-Za-z]{1,20}$|^[A-Za-z]?[a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,6}$/;

type Key = { start: number; end: number; sure: boolean };

/** `key = value` in JSON, environments, YAML, query strings, headers, flags and the reprs of many languages: hides the value. */
export const keyed: Layer = (text, hide) => {
  const low = noted(text);
  if (!hasAny(beginnings, low)) return text;
  let result = "";
  let done = 0;
  names.lastIndex = 0;
  for (let match = names.exec(low); match; match = names.exec(low)) {
    const key = keyAt(text, match.index, match[0]);
    const described = key && describedGap(text, key, match[0]);
    const after = described ?? (key && gapEnd(text, key));
    if (!key || !after) continue;
    const sure = key.sure && !described && !bracket.test(text.charAt(after));
    for (const span of valuesAt(text, after)) {
      const value = text.slice(span.start, span.end);
      const next = text.slice(span.end, span.end + 16);
      if (
        isTalk(value, next, text.slice(key.start, key.end)) ||
        namesKey(value, next) ||
        !(sure || isToken(value) || (match[0] === "pass" && isPassword(value)))
      )
        continue;
      result += text.slice(done, span.start) + hide("KEY", value);
      done = span.end;
    }
    names.lastIndex = Math.max(done, names.lastIndex);
  }
  return done === 0 ? text : result + text.slice(done);
};

/** A value may be the name of the key whose value follows: `invalid key: X-Api-Key: …`, `<add key="ApiSecret" value="…">`. */
const namesKey = (value: string, next: string): boolean => assigned.test(next) && compound.test(value) && isSecretKey(value);

/** Whether a key of this name holds a secret whatever its value looks like. */
export function isSecretKey(written: string): boolean {
  const match = oneName.exec(lower(written));
  return match !== null && (keyAt(written, match.index, match[0])?.sure ?? false);
}

/** The whole key around the word found, or null when it names something else: `tokenizer`, `password_length`, `max_tokens`. */
function keyAt(text: string, start: number, word: string): Key | null {
  ending.lastIndex = start + word.length;
  const tail = ending.exec(text)?.[0] ?? "";
  const written = text.slice(start, start + word.length);
  if ((/^[a-z]/.test(tail) && /[a-z]$/.test(written)) || (/^[A-Z]/.test(tail) && /^[A-Z]+$/.test(written))) return null;
  const lastWord = /(?:[a-z]+|[A-Z][a-z]*|[A-Z]+|\d+)$/.exec(tail)?.[0] ?? "";
  if (harmlessEndings.has(lower(lastWord))) return null;
  const before = /(?:^|[^A-Za-z0-9])([A-Za-z0-9]{1,20})[ _-]?$/.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? "";
  const plain = word.replaceAll(/[ _-]/g, "");
  if (guessed.has(plain) && harmlessBeginnings.has(lower(before))) return null;
  const environment = /[A-Z]_$/.test(text.slice(Math.max(0, start - 2), start)) && /^[A-Z]/.test(text.slice(start));
  return { start, end: start + word.length + tail.length, sure: !guessed.has(plain) || (environment && plain !== "session") };
}

/** `pass phrase for key.pem: …`, `clave secreta: …`: where the value begins after a few words. */
function describedGap(text: string, key: Key, word: string): number | null {
  const between = described.has(word) ? anyWords : forSomething;
  between.lastIndex = key.end;
  return key.sure && between.test(text) ? between.lastIndex : null;
}

function gapEnd(text: string, key: Key): number | null {
  const before = text.slice(Math.max(0, key.start - 44), key.start);
  gap.lastIndex = key.end;
  const match = gap.exec(text);
  if (match?.[0].startsWith(">") && !element.test(before)) return null;
  if (match) return gap.lastIndex;
  flagGap.lastIndex = key.end;
  if (flag.test(before) && flagGap.test(text)) return flagGap.lastIndex;
  attributesGap.lastIndex = key.end;
  if (element.test(before) && attributesGap.test(text)) return attributesGap.lastIndex;
  pairGap.lastIndex = key.end;
  if (tupleOpen.test(before) && pairGap.test(text)) return pairGap.lastIndex;
  space.lastIndex = key.end;
  const spaced = space.test(text);
  const at = space.lastIndex;
  strong.lastIndex = at;
  const spoken = () => passwordName.test(text.slice(key.start, key.end)) && strong.test(text);
  return spaced && (flag.test(before) || spoken()) ? at : null;
}

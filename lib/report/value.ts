import keys from "./keys.json" with { type: "json" };
import { looksRandom } from "./random.ts";

type Span = { start: number; end: number };

/** Quotes that open and close differently. */
const closes: Record<string, string> = { "「": "」", "『": "』", "“": "”", "„": "“", "«": "»", "‹": "›" };

const maxQuoted = 8 * 1024;
const opening =
  /(?:(?:some|just|optional|secretstr|secretstring|securestring|string|bytes|sensitive|protected|zeroizing|password|secret|token)\((?:value=)?|\{\s{0,2}\\{0,7}["']?value\\{0,7}["']?\s{0,2}(?:=>|[:=])\s{0,2})?([[(<]{0,2})(?:[burf]{0,2}(\\{0,7}["'`]|&(?:quot|apos|#0?3[49]|#x2[27]);|\\{1,7}(?:u002[27]|x2[27])|[「『“„«‹]))?/iy;
const nextElement = /["']\s{0,2},\s{0,8}[bu]?["']/y;
const mostElements = 20;
const placeholderHere = /\[[A-Z]{2,8}_\d{1,6}\]/y;
const scheme =
  /(?:bearer|basic|token|digest|negotiate|ntlm|api-?key|key|ssws|oauth|hawk|splunk|geniekey|bot|jwt|aws4-hmac-sha256|klaviyo-api-key)[ \t]{1,4}/iy;
const manyParts = /^(?:digest|hawk|oauth|aws4)/i;
/** A comma ends a bare value only where the next member begins. */
const bare = /(?:[^\s"'`;&<>\\,]|,(?![\w.-]{1,40}[=:]))+/y;
const restOfLine = /[^\r\n]+/y;
const closers = ",.)}]:!?|…";
const placeholderLast = /\[[A-Z]{2,8}_\d{1,6}\]$/;

/** Where the value that begins at `at` stands, its quotes, brackets and authorization scheme left out; a list has many. */
export function valuesAt(text: string, at: number): Span[] {
  placeholderHere.lastIndex = at;
  opening.lastIndex = at;
  const open = placeholderHere.test(text) ? null : opening.exec(text);
  const [whole = "", brackets = "", quote] = open ?? [];
  const first = valueIn(text, at + whole.length, quote);
  const spans = first ? [first] : [];
  if (!brackets.includes("[") || (quote !== '"' && quote !== "'")) return spans;
  for (let last = first; last && spans.length < mostElements; ) {
    nextElement.lastIndex = last.end;
    last = nextElement.test(text) ? valueIn(text, nextElement.lastIndex, quote) : null;
    if (last) spans.push(last);
  }
  return spans;
}

function valueIn(text: string, inside: number, quote: string | undefined): Span | null {
  scheme.lastIndex = inside;
  const named = scheme.exec(text)?.[0] ?? "";
  const start = inside + named.length;
  const end =
    (quote && closingQuote(text, start, closes[quote] ?? quote)) ||
    (manyParts.test(named) ? lineEnd(text, start) : bareEnd(text, start));
  return end > start ? { start, end } : null;
}

function closingQuote(text: string, start: number, quote: string): number {
  const window = text.slice(start, start + maxQuoted);
  for (let at = window.indexOf(quote); at >= 0; at = window.indexOf(quote, at + 1)) {
    if (window[at - 1] !== "\\") return start + at;
  }
  return 0;
}

function lineEnd(text: string, start: number): number {
  restOfLine.lastIndex = start;
  return start + (restOfLine.exec(text)?.[0].length ?? 0);
}

function bareEnd(text: string, start: number): number {
  bare.lastIndex = start;
  return start + trimmed(bare.exec(text)?.[0] ?? "").length;
}

/** Without the punctuation that follows a bare value. */
function trimmed(value: string): string {
  let end = value.length;
  while (end > 0 && closers.includes(value.charAt(end - 1)) && !placeholderLast.test(value.slice(Math.max(0, end - 17), end)))
    end--;
  return value.slice(0, end);
}

const proseWord = new RegExp(String.raw`^\s?(?:${keys.prose.join("|")})[.,;:!?)]{0,3}$`, "i");
const advice = new RegExp(String.raw`\s(?:${keys.advice.join("|")})(?:[\s.,;:!?)]|$)|^(?:${keys.advice.join("|")})\s`, "i");
const reference =
  /^(?:your[ _-]|my[ _-]?(?:api|secret)[ _-]?key|\/(?:home|users|app|usr|var|tmp|srv|opt|root|workspace)\b|\$\{?[A-Z][A-Z0-9_]{1,60}\}?$|\$\{\{|\{\{|%[sdvq]|\*+$|\.{3}|…|<|(?:process\.env|os\.environ|os\.getenv|settings|config|env|req|request|self|this)\b[.[(]|(?:\w{1,40}\.){0,3}(?:get|load|read|fetch|find|make|create|generate|decrypt|decode|input|prompt|require|str|await|new)\w{0,40}[( ])/i;

/** `refresh token: Refresh Token Not Found` goes on with the name. */
const repeats = (key: string, rest: string): boolean => / /.test(key) && rest.toLowerCase().startsWith(`${key.toLowerCase()} `);

const word = /^(?:[A-Za-z]?[a-z]{1,19}|[A-Z]{1,20})$/;

/** Longer values are neither words nor names, whatever they look like; so nothing long is read twice. */
const longestName = 200;

/** Whether what follows the key says something about a secret instead of being one: a word, a mask, a variable, a call. */
export function isTalk(value: string, after: string, key: string): boolean {
  if (value.length > longestName) return false;
  return (
    repeats(key, value + after) ||
    proseWord.test(value) ||
    advice.test(value) ||
    reference.test(value) ||
    !/[0-9A-Za-z]/.test(value) ||
    (word.test(value) && proseWord.test(/^ [a-z]{1,12}\b/.exec(after)?.[0] ?? ""))
  );
}

const tokenCharacters = /^[\w.~+/=%!*$:@|-]{8,}$/;
const words = /[._-]|(?<=[a-z])(?=[A-Z])/;
const plainWord = /^(?:[A-Z][a-z]{1,20}|[a-z]{3,20})$/;
const path = /^[\w.-]*\/[\w./-]*\.\w{1,5}$|^[a-z_]+(?:[:./][\w-]+){2,}$/;

/** What people choose: letters and a digit. */
export const isPassword = (value: string): boolean =>
  /^(?:[a-z0-9]{4} ){3}[a-z0-9]{4}$/.test(value) || /^(?=\D{0,40}\d)(?=[^A-Za-z]{0,40}[A-Za-z])\S{6,}$/.test(value);

/** Whether a value may be a credential when its key alone does not settle it. */
export const isToken = (value: string): boolean =>
  value.length > longestName ||
  (tokenCharacters.test(value) &&
    /[A-Za-z]/.test(value) &&
    looksRandom(value) &&
    !path.test(value) &&
    !value.split(words).every((part) => plainWord.test(part)));

import { Fault } from "./query.ts";

/** How a value was written. A range keeps its two ends. */
export type Written =
  | { kind: "bare" | "quoted" | "pattern"; at: number; text: string }
  | { kind: "range"; at: number; text: string; low: End; high: End };

/** One end of a range, and whether it belongs to it. */
export interface End {
  at: number;
  text: string;
  included: boolean;
}

export type Token =
  | { kind: "open" | "close" | "and" | "or" | "not"; at: number; end: number }
  | { kind: "term"; at: number; end: number; field: { at: number; text: string } | null; op: string; value: Written | null };

/** A piece of the text, read by the form that stands at a place; null where it does not stand. */
const piece = (form: RegExp, text: string, at: number): string | null => {
  form.lastIndex = at;
  return form.exec(text)?.[0] ?? null;
};

const space = /\s+/y;
const keyword = /(?:AND|OR|NOT)(?=[\s()]|$)/y;
const fieldForm = /(?:[A-Za-z_$][\w$.-]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?=:)/y;
const operator = /:(?:>=|<=|>|<|=)?/y;
const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const pattern = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])*\/[dgimsuy]*(?=[\s()]|$)/y;
const range = /([[{])\s{0,20}(\S{1,100})\s{1,20}TO\s{1,20}([^\s\]}]{1,100})\s{0,20}([\]}])/y;
const bare = /[^\s()"]+/y;

/** The pieces of a text in order. Reads every character once, so that no text can keep it busy. */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const gap = piece(space, text, at);
    const token = gap === null ? tokenAt(text, at) : null;
    if (token) tokens.push(token);
    at = token ? token.end : at + (gap ?? "").length;
  }
  return tokens;
}

const words = { AND: "and", OR: "or", NOT: "not" } as const;

function tokenAt(text: string, at: number): Token {
  const sign = text[at];
  if (sign === "(" || sign === ")") return { kind: sign === "(" ? "open" : "close", at, end: at + 1 };
  const word = piece(keyword, text, at) as keyof typeof words | null;
  if (word) return { kind: words[word], at, end: at + word.length };
  if (sign !== "-") return termAt(text, at);
  if (/[\s)]|^$/.test(text[at + 1] ?? ""))
    throw new Fault(at, 'a lone "-" negates nothing: write it right before a term, as -is:corrected');
  return { kind: "not", at, end: at + 1 };
}

function termAt(text: string, at: number): Token {
  const field = piece(fieldForm, text, at);
  if (field === null) {
    const value = valueAt(text, at);
    return { kind: "term", at, end: endOf(text, value), field: null, op: ":", value };
  }
  const opAt = at + field.length;
  const op = piece(operator, text, opAt) ?? ":";
  const valueStart = opAt + op.length;
  const isBlank = valueStart >= text.length || /[\s)]/.test(text[valueStart] ?? "");
  const value = isBlank ? null : valueAt(text, valueStart);
  return { kind: "term", at, end: value ? endOf(text, value) : valueStart, field: { at, text: field }, op, value };
}

/** The value ends where its text does; what follows must be apart from it. */
function endOf(text: string, value: Written): number {
  const end = value.at + value.text.length;
  if (end < text.length && !/[\s()]/.test(text[end] ?? ""))
    throw new Fault(
      end,
      value.kind === "bare" ? 'put a space before the quotation mark, or quote the whole: "…"' : "put a space here",
    );
  if (text[end] === "(") throw new Fault(end, "put a space before the parenthesis, or quote the whole");
  return end;
}

function valueAt(text: string, at: number): Written {
  const sign = text[at] ?? "";
  if (sign === '"' || sign === "'") return { kind: "quoted", at, text: quotedAt(text, at) };
  if (sign === "[" || sign === "{") return rangeAt(text, at);
  if (sign === "/") return patternAt(text, at);
  if (sign === "(")
    throw new Fault(
      at,
      "a value has no parentheses: put words in quotes, or write (category:a OR category:b), the field each time",
    );
  if ("“”„«".includes(sign)) throw new Fault(at, 'use straight quotation marks: "…"');
  const found = piece(bare, text, at);
  if (found === null) throw new Fault(at, "write a value here");
  return { kind: "bare", at, text: found };
}

function quotedAt(text: string, at: number): string {
  const found = piece(quoted, text, at);
  if (found !== null) return found;
  throw new Fault(at, `this quotation mark has no partner: end the words with ${text[at]}`);
}

function patternAt(text: string, at: number): Written {
  const found = piece(pattern, text, at);
  if (found !== null) return { kind: "pattern", at, text: found };
  throw new Fault(at, 'a pattern is written /…/ and ends with a slash; to search for slashes themselves use quotes: "/api/chat"');
}

function rangeAt(text: string, at: number): Written {
  range.lastIndex = at;
  const [whole, opening, low = "", high = "", closing] = range.exec(text) ?? [];
  if (whole === undefined) throw new Fault(at, "a range is written [1 TO 10], or {1 TO 10} without its ends");
  const lowAt = text.indexOf(low, at + 1);
  const ends = {
    low: { at: lowAt, text: low, included: opening === "[" },
    high: { at: text.indexOf(high, lowAt + low.length + 1), text: high, included: closing === "]" },
  };
  return { kind: "range", at, text: whole, ...ends };
}

import { lex, type Token } from "./lex.ts";
import { Fault, type Query, type QueryFault } from "./query.ts";
import { termOf, type Use } from "./term.ts";

export const mostLetters = 2000;
const mostTerms = 100;
const deepest = 20;

export type Parsed = { ok: true; query: Query } | { ok: false; fault: QueryFault };

/** What a text means, or where it is wrong and what to write instead. AND binds closer than OR. Never throws. */
export function parseQuery(text: string, use: Use = "error"): Parsed {
  try {
    if (text.length > mostLetters) throw new Fault(mostLetters, `a query has at most ${mostLetters} characters: shorten it`);
    return { ok: true, query: new Reader(text, lex(text), use).whole() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, fault: { at: error.at, message: error.message } };
  }
}

/** A group of one is that one; a group within one of its own kind is part of it. */
export function group(kind: "and" | "or", parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [first] = flat;
  return first === undefined ? { kind: "all" } : flat.length === 1 ? first : { kind, parts: flat };
}

/** Goes through the pieces once, from left to right. */
class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #use: Use;
  #next = 0;
  #terms = 0;

  constructor(text: string, tokens: readonly Token[], use: Use) {
    this.#text = text;
    this.#tokens = tokens;
    this.#use = use;
  }

  whole(): Query {
    if (this.#tokens.length === 0) return { kind: "all" };
    const query = this.#either(0);
    const rest = this.#peek();
    if (rest) throw new Fault(rest.at, "this parenthesis closes nothing: take it away");
    return query;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #took(kind: Token["kind"]): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#next++;
    return true;
  }

  #either(depth: number): Query {
    const parts = [this.#all(depth)];
    while (this.#took("or")) parts.push(this.#all(depth));
    return group("or", parts);
  }

  #all(depth: number): Query {
    const parts = [this.#one(depth)];
    for (let next = this.#peek(); next && next.kind !== "or" && next.kind !== "close"; next = this.#peek()) {
      this.#took("and");
      parts.push(this.#one(depth));
    }
    return group("and", parts);
  }

  #one(depth: number): Query {
    const token = this.#peek();
    if (depth > deepest)
      throw new Fault(token?.at ?? this.#text.length, `a query goes at most ${deepest} levels deep: write it flatter`);
    if (!token) throw new Fault(this.#text.length, "something is missing at the end: write a term such as category:timeout");
    this.#next++;
    if (token.kind === "not") return { kind: "not", part: this.#one(depth + 1) };
    if (token.kind === "open") return this.#inner(token.at, depth + 1);
    if (token.kind !== "term") throw new Fault(token.at, missing[token.kind]);
    if (++this.#terms > mostTerms) throw new Fault(token.at, `a query has at most ${mostTerms} terms: leave some out`);
    const term = termOf(this.#text, token, this.#use);
    return token.field === null && term.written === "*" ? { kind: "all" } : term;
  }

  #inner(at: number, depth: number): Query {
    if (this.#peek()?.kind === "close") throw new Fault(at, "these parentheses are empty: write a term between them");
    const query = this.#either(depth);
    if (!this.#took("close")) throw new Fault(at, "this parenthesis is never closed: write ) at the end of its terms");
    return query;
  }
}

const missing = {
  and: 'AND stands between two terms; to search for the word write "AND"',
  or: 'OR stands between two terms; to search for the word write "OR"',
  close: "a term is missing before this parenthesis",
} as const;

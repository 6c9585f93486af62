/** What a text of the query language means: evaluation, SQL and explanation all read this, and nothing else. */
export type Query = Everything | Group | Negation | Term;

export interface Everything {
  kind: "all";
}

/** Two or more parts. */
export interface Group {
  kind: "and" | "or";
  parts: readonly Query[];
}

export interface Negation {
  kind: "not";
  part: Query;
}

/** A field and what must hold of it; a bare word asks `message` and `type` and has the field `words`. */
export interface Term {
  kind: "term";
  /** Where it stands in the text: from the first character to behind the last. */
  at: number;
  end: number;
  /** The term as it can be written again. */
  written: string;
  field: string;
  /** The name of the tag where the field is `tag`. */
  tag: string | null;
  /** All must hold; a range is two. */
  tests: readonly Test[];
}

export type Comparison = "=" | ">" | ">=" | "<" | "<=";

export type Test =
  /** The whole text, or any part of it, in any case; `*` and `?` stand for anything unless it was quoted. */
  | { kind: "text"; whole: boolean; text: string; quoted: boolean }
  | { kind: "pattern"; source: string; ignoreCase: boolean }
  /** One of these words; `said` and `op` are how it was asked, `view` in which names of another set. */
  | { kind: "words"; words: readonly string[]; op: Comparison; said: string; view?: string }
  /** A name that only the caller can look up: a calendar. */
  | { kind: "name"; name: string }
  | { kind: "number"; op: Comparison; value: number }
  | { kind: "truth"; value: boolean }
  /** How long ago, in milliseconds. */
  | { kind: "ago"; op: Comparison; ms: number; said: string }
  /** Milliseconds since 1970; `until` is the end of the day or instant that was written. */
  | { kind: "instant"; op: Comparison; from: number; until: number; said: string }
  /** It has a value. */
  | { kind: "known" };

/** What is wrong with a text: at which character, and what to write instead. */
export interface QueryFault {
  at: number;
  message: string;
}

/** Thrown inside this room only; `parseQuery` answers with it. */
export class Fault extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** What was written, as a fault shows it. */
export const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text) || '""';

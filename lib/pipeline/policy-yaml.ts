import { Composer, type CST, type Document, isNode, isScalar, Lexer, Parser, stringify, visit } from "yaml";
import { BadInput } from "#lib/model/errors.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";

/** Aliases repeat what they stand for: a short text may mean a gigabyte. */
const mostAliases = 20;
const mostLetters = 262_144;

/** Where a text stops being YAML. */
class Broken extends Error {
  readonly at: number;
  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

/** The parser's own check compares every name with every other one. */
function refuseTwice(document: Document): void {
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : key;
        if (seen.has(name)) throw new Broken(isNode(key) ? (key.range?.[0] ?? 0) : 0, `${String(name)} stands twice: keep one`);
        seen.add(name);
      }
    },
  });
}

/** Deeper than any document; the parser takes ever longer the deeper it is. */
const mostDepth = 64;
/** What stands before a text in the words that a text falls into: what looks like a bracket there is none. */
const textMark = "\x1f";

/** The tree of a text, read until something is wrong with it: what follows is not worth the time. */
function* treeOf(text: string): Generator<CST.Token> {
  const parser = new Parser();
  let [depth, inLine, at, before] = [0, 0, 0, ""];
  for (const word of new Lexer().lex(text)) {
    if (before !== textMark) {
      depth += word === "[" || word === "{" ? 1 : word === "]" || word === "}" ? -1 : 0;
      inLine = word.includes("\n") ? 0 : inLine + (word === "-" || word === "?" ? 1 : 0);
    }
    if (depth + inLine > mostDepth) throw new Broken(at, `More than ${mostDepth} lists or maps within each other`);
    for (const token of parser.next(word)) {
      if (token.type === "error") throw new Broken(token.offset, token.message);
      yield token;
    }
    at += word === textMark ? 0 : word.length;
    before = word;
  }
  yield* parser.end();
}

type Place = number | number[] | { offset: number };

/** Stops at the first fault: a text may have a hundred thousand, each of which costs more than the one before. */
function refusal(): (source: Place, code: string, message: string, isWarning?: boolean) => void {
  let first: Broken | null = null; // what is thrown within a list is said anew of the list
  return (source, code, message, isWarning) => {
    const [at = 0] = typeof source === "object" && "offset" in source ? [source.offset] : [source].flat();
    if (isWarning && code !== "TAG_RESOLVE_FAILED") return; // a tag that says nothing would be read as plain text
    first ??= new Broken(at, message);
    throw first;
  };
}

function documentOf(text: string): Document {
  const composer = new Composer({ uniqueKeys: false, logLevel: "error" });
  Reflect.set(composer, "onError", refusal());
  let document: Document.Parsed | null = null;
  for (const each of composer.compose(treeOf(text), true, text.length)) {
    if (document) throw new Broken(each.range[0], "There are several documents: one is meant");
    document = each;
  }
  const [error] = document?.errors ?? [];
  if (!document || error) throw new Broken(error?.pos[0] ?? 0, error?.message ?? "It is empty");
  refuseTwice(document);
  return document;
}

/** A text that is no YAML: why, and from which line on, where that can be said. */
export class NoYaml extends BadInput {
  readonly why: string;
  readonly line: number | null;
  constructor(why: string, line: number | null) {
    super(`This is no YAML that can be read${line === null ? "" : `, from line ${line} on`}: ${why}`);
    this.why = why;
    this.line = line;
  }
}

/** The parser's words, but for those that say nothing of what to write instead. */
function whyNot(error: unknown): string {
  const [why = ""] = (error instanceof Error ? error.message : "").split("\n", 1);
  if (/^Excessive alias count/.test(why)) return "Its aliases stand for too much: write out what they name";
  if (/circular/.test(why)) return "An alias stands within what it names: write it out";
  return why.slice(0, 200);
}

/** The value of a YAML text. Throws BadInput. */
export function readYaml(text: string): unknown {
  if (text.length > mostLetters) throw new BadInput(`A YAML document has at most ${mostLetters / 1024} KiB.`);
  try {
    const value: unknown = documentOf(text).toJS({ maxAliasCount: mostAliases });
    return JSON.parse(JSON.stringify(value ?? null)); // what refers to itself, or is too deep, ends here
  } catch (error) {
    throw new NoYaml(whyNot(error), error instanceof Broken ? text.slice(0, error.at).split("\n").length : null);
  }
}

export const writeYaml = (document: PolicyDocument): string => stringify(document, { lineWidth: 0 });

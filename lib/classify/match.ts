import type { Category } from "#lib/model/taxonomy.ts";
import { cause } from "./causes.ts";
import type { Facts } from "./facts.ts";
import { wordsIn } from "./literals.ts";
import type { Pattern, Rule } from "./rule.ts";
import { rules } from "./rules/order.ts";
import { indexWords } from "./word-index.ts";

/** What of a row matched decides how far it is trusted. */
export type Kind = "phrase" | "code" | "type" | "status" | "guess";

export type Match = { rule: Rule; kind: Kind; category: Category; words: RegExpExecArray | null };

type Expression = { pattern: RegExp; id: number };
type Row = { rule: Rule; kind: Kind; category: Category; when: readonly Expression[]; type: readonly Expression[] };

const listed = (pattern: Pattern | undefined): readonly RegExp[] =>
  pattern === undefined ? [] : pattern instanceof RegExp ? [pattern] : pattern;
const found = (pattern: Pattern | undefined, text: string): boolean => listed(pattern).some((one) => one.test(text));

function kindOf(rule: Rule): Kind {
  if (rule.guess) return "guess";
  if (rule.when) return "phrase";
  if (rule.code) return "code";
  return rule.type || rule.frame ? "type" : "status";
}

const expressions: RegExp[] = [];
const types: RegExp[] = [];
const numbered = (pattern: Pattern | undefined, among: RegExp[]): readonly Expression[] =>
  listed(pattern).map((one) => ({ pattern: one, id: among.push(one) - 1 }));
const rows: readonly Row[] = rules.map((rule) => ({
  rule,
  kind: kindOf(rule),
  category: cause(rule.cause).category,
  when: numbered(rule.when, expressions),
  type: numbered(rule.type, types),
}));
const possibleIn = indexWords(expressions.map((pattern) => wordsIn(pattern.source)));
const typesIn = indexWords(types.map((pattern) => wordsIn(pattern.source)));

/** Whether one of these may match at all, judged by the words in the text. */
function mayMatch(expressions: readonly Expression[], possible: Uint8Array): boolean {
  if (expressions.length === 0) return true;
  for (const { id } of expressions) if (possible[id] === 1) return true;
  return false;
}

function saysSo({ rule, when }: Row, facts: Facts, possible: Uint8Array): RegExpExecArray | null {
  for (const { pattern, id } of when) {
    const words = possible[id] === 1 ? pattern.exec(facts.said) : null;
    if (words) return found(rule.unless, facts.said) ? null : words;
  }
  return null;
}

function holds(row: Row, facts: Facts, possible: Uint8Array, possibleTypes: Uint8Array): Match | null {
  const { rule, kind, category } = row;
  if (rule.llm !== undefined && rule.llm !== facts.llm) return null;
  if (rule.service !== undefined && rule.service !== facts.service) return null;
  if (rule.status && (facts.status === null || !rule.status.includes(facts.status))) return null;
  if (rule.type && !row.type.some(({ pattern, id }) => possibleTypes[id] === 1 && pattern.test(facts.types))) return null;
  if (rule.code && !found(rule.code, facts.codes)) return null;
  if (rule.frame && !found(rule.frame, facts.frames)) return null;
  if (!rule.when) return { rule, kind, category, words: null };
  const words = saysSo(row, facts, possible);
  return words && { rule, kind, category, words };
}

/** The first row of each category that holds, in the order of the table: the first of them decides. */
export function matchesOf(facts: Facts): Match[] {
  const matches = new Map<Category, Match>();
  const possible = possibleIn(facts.lower);
  const possibleTypes = typesIn(facts.types.toLowerCase());
  for (const row of rows) {
    if (!mayMatch(row.when, possible) || !mayMatch(row.type, possibleTypes) || matches.has(row.category)) continue;
    const match = holds(row, facts, possible, possibleTypes);
    if (match) matches.set(match.category, match);
  }
  return [...matches.values()];
}

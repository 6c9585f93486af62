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

const listedAs = (of: "when" | "type"): { all: RegExp[]; ofRow: readonly Expression[][] } => {
  const all: RegExp[] = [];
  return { all, ofRow: rules.map((rule: Rule) => listed(rule[of]).map((pattern) => ({ pattern, id: all.push(pattern) - 1 }))) };
};

const whens = listedAs("when");
const types = listedAs("type");
const rows: readonly Row[] = rules.map((rule, at) => ({
  rule,
  kind: kindOf(rule),
  category: cause(rule.cause).category,
  when: whens.ofRow[at] ?? [],
  type: types.ofRow[at] ?? [],
}));

/** Which expressions may match at all, judged by the words in a text, and behind them of which rows one may. */
function possible({ all, ofRow }: typeof whens): (lower: string) => Uint8Array {
  const words = all.map((pattern) => wordsIn(pattern.source));
  const ofRows = ofRow.map((some) =>
    some.every(({ id }) => words[id]) && some.length > 0 ? some.flatMap(({ id }) => words[id] ?? []) : null,
  );
  return indexWords([...words, ...ofRows]);
}
const possibleIn = possible(whens);
const typesIn = possible(types);

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
  if (rule.code && (facts.codes === "" || !found(rule.code, facts.codes))) return null;
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
  for (let at = 0; at < rows.length; at++) {
    if (possible[whens.all.length + at] === 0 || possibleTypes[types.all.length + at] === 0) continue;
    const row = rows[at];
    if (!row || matches.has(row.category)) continue;
    const match = holds(row, facts, possible, possibleTypes);
    if (match) matches.set(match.category, match);
  }
  return [...matches.values()];
}

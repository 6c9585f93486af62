import type { Category } from "#lib/model/taxonomy.ts";
import { cause } from "./causes.ts";
import type { Facts } from "./facts.ts";
import { wordsIn } from "./literals.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/order.ts";
import { indexWords } from "./word-index.ts";

/** What of a row matched decides how far it is trusted. */
export type Kind = "phrase" | "code" | "type" | "status" | "guess";

export type Match = { rule: Rule; kind: Kind; category: Category; words: RegExpExecArray | null };

type Prepared = { rule: Rule; kind: Kind; category: Category };

function kindOf(rule: Rule): Kind {
  if (rule.guess) return "guess";
  if (rule.when) return "phrase";
  if (rule.code) return "code";
  return rule.type || rule.frame ? "type" : "status";
}

const prepared: readonly Prepared[] = rules.map((rule) => ({
  rule,
  kind: kindOf(rule),
  category: cause(rule.cause).category,
}));
const rowsWithWordsIn = indexWords(rules.map((rule) => (rule.when ? wordsIn(rule.when.source) : null)));

function holds({ rule, kind, category }: Prepared, facts: Facts): Match | null {
  if (rule.llm !== undefined && rule.llm !== facts.llm) return null;
  if (rule.service !== undefined && rule.service !== facts.service) return null;
  if (rule.status && (facts.status === null || !rule.status.includes(facts.status))) return null;
  if (rule.type && !rule.type.test(facts.types)) return null;
  if (rule.code && !rule.code.test(facts.codes)) return null;
  if (rule.frame && !rule.frame.test(facts.frames)) return null;
  if (!rule.when) return { rule, kind, category, words: null };
  const found = rule.when.exec(facts.text);
  return found && !rule.unless?.test(facts.text) ? { rule, kind, category, words: found } : null;
}

/** The first row of each category that holds, in the order of the table: the first of them decides. */
export function matchesOf(facts: Facts): Match[] {
  const found = new Map<Category, Match>();
  const possible = rowsWithWordsIn(facts.lower);
  for (const [i, row] of prepared.entries()) {
    if (possible[i] === 0 || found.has(row.category)) continue;
    const match = holds(row, facts);
    if (match) found.set(match.category, match);
  }
  return [...found.values()];
}

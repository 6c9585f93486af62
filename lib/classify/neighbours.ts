import type { Category } from "#lib/model/taxonomy.ts";
import { attemptsInjection } from "./injection.ts";

/** An error that a person has labelled. */
export interface LabelledTemplate {
  template: string;
  category: Category;
}

/** More are not compared. */
export const mostCandidates = 500;
/** So alike must two templates be for one to say anything about the other. */
const leastAlike = 0.35;
const mostNeighbours = 4;
const mostLetters = 220;
const mostWords = 80;

const placeholder = /<[^<>\s]{1,30}>/g;

/** The words of a template, without what was replaced. */
function wordsOf(template: string): Set<string> {
  const words =
    template
      .replace(placeholder, " ")
      .toLowerCase()
      .match(/[\p{L}\p{N}_]{3,40}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? [];
  return new Set(words.slice(0, mostWords));
}

/** The cosine of two sets of words, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / Math.sqrt(a.size * b.size);
}

/**
 * The labelled errors most like any of these, for a model to see as examples; never more than that, for what is alike may still be
 * something else. Texts that give orders are no examples.
 */
export function neighboursOf(templates: readonly string[], labelled: readonly LabelledTemplate[]): LabelledTemplate[] {
  const asked = templates.map(wordsOf);
  return labelled
    .slice(0, mostCandidates)
    .map((one) => ({ one, alike: Math.max(0, ...asked.map((words) => likeness(words, wordsOf(one.template)))) }))
    .filter(({ alike }) => alike >= leastAlike)
    .toSorted((a, b) => b.alike - a.alike)
    .map(({ one }) => one)
    .filter(({ template }) => !attemptsInjection(template)) // the whole: an order cut in two is one still
    .slice(0, mostNeighbours)
    .map((one) => ({ ...one, template: one.template.slice(0, mostLetters).toWellFormed() }));
}

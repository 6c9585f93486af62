import type { Report } from "#lib/model/report.ts";
import { type Category, categories } from "#lib/model/taxonomy.ts";
import { type CauseId, cause } from "./causes.ts";
import { chancesOf } from "./chances.ts";
import type { Decision } from "./decide.ts";
import { ruleEvidence, wordEvidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { type Match, matchesOf } from "./match.ts";
import type { Weights } from "./weights.ts";

/** What the text alone says, and what the rest of the cascade may not undercut. */
export type Local = Decision & {
  /** A rule holds whose cause nothing may talk down in production. */
  isFloor: boolean;
};

/** Two letters alone are no word, but where one writes without spaces every letter is. */
const anyWord = /\p{L}{3}|[\u0e00-\u0eff\u2e80-\uffff]/u;

/** Without a rule, a category must be this many times as likely as `unknown` to be said. */
const clearly = 3;

const toThousandth = (chance: number): number => Math.round(chance * 1000) / 1000;

type Ranked = { category: Category; confidence: number };

const nothing: Ranked = { category: "unknown", confidence: 0 };

/** The likeliest first; where nothing speaks for any, `unknown` is. */
function ranked(chances: Float64Array, speaks: boolean, isRuled: boolean): Ranked[] {
  const all = Array.from(chances, (chance, at) => ({ category: categories[at] ?? "unknown", confidence: toThousandth(chance) }));
  const sorted = all.toSorted((a, b) => b.confidence - a.confidence);
  const unknown = sorted.find(({ category }) => category === "unknown");
  const isClear = speaks && (sorted[0]?.confidence ?? 0) > clearly * (unknown?.confidence ?? 0);
  return isRuled || isClear || !unknown ? sorted : [unknown, ...sorted.filter((one) => one !== unknown)];
}

function tierOf(category: Category, [first]: readonly Match[]): "rule" | "local" | "fallback" {
  if (first?.category === category && first.kind !== "guess") return "rule";
  return category === "unknown" && !first ? "fallback" : "local";
}

const causeOf = (category: Category, match: Match | null): CauseId => match?.rule.cause ?? category;

/** Built-in rules and local model together. */
export function byText(report: Report, facts: Facts, by: Weights): Local {
  const matches = matchesOf(facts);
  const features = featuresOf(report, facts);
  const chances = chancesOf(facts, matches, features, by);
  const speaks = anyWord.test(facts.text) || anyWord.test(facts.types);
  const [best = nothing, ...others] = ranked(chances.categories, speaks, matches.length > 0);
  const { category } = best;
  const match = matches.find((one) => one.category === category) ?? null;
  const tier = tierOf(category, matches);
  // That nothing known is in a text is never certain enough to leave it at that.
  const confidence = tier === "fallback" ? Math.min(best.confidence, toThousandth(by.accepted * 0.99)) : best.confidence;
  return {
    category,
    confidence,
    tier,
    provisional: confidence < by.accepted,
    evidence: [
      ...(match ? [ruleEvidence(facts, report.message, match)] : []),
      ...(tier === "local" ? wordEvidence(report, facts, features, category, chances.categories, by) : []),
    ],
    alternatives: others.slice(0, 3).filter((other) => other.confidence >= 0.01),
    cause: causeOf(category, match),
    match,
    retry: chances.retry >= by.retryFrom,
    isFloor: [matches[0], match].some((one) => one && cause(one.rule.cause).floor === true),
  };
}

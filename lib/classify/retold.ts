import type { Language } from "#lib/model/language.ts";
import type { Report } from "#lib/model/report.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { factsOf } from "./facts.ts";
import { explain } from "./knowledge.ts";
import { byText } from "./local.ts";
import { slotsOf } from "./slots.ts";
import { weights } from "./weights.ts";

type Words = Pick<Verdict, "root_cause" | "fix_suggestion">;

/** Cause and advice of a verdict in another language; the words of a model, which nobody translates, as they came. */
export function retold(report: Report, verdict: Words & Pick<Verdict, "category" | "versions">, language: Language): Words {
  const { category, root_cause, fix_suggestion, versions } = verdict;
  if (versions.llm) return { root_cause, fix_suggestion };
  const facts = factsOf(report);
  const text = byText(report, facts, weights);
  const { cause, match } = text.category === category ? text : { cause: category, match: null };
  const slots = slotsOf(report, facts, cause, match?.words?.groups);
  return explain(cause, { slots, waitSeconds: facts.wait }, language);
}

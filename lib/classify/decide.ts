import type { LlmAnswer } from "#lib/model/llm-memory.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { Finding, Verdict } from "#lib/model/verdict.ts";
import type { CauseId } from "./causes.ts";
import type { Match } from "./match.ts";
import { retries } from "./retry.ts";
import { adviceOf } from "./retry-chance.ts";
import { trustIn } from "./trust.ts";

/** A verdict kept for this signature: what a person or an LLM said of it. */
export type Remembered =
  | { tier: "human"; category: Category; severity: Severity | null }
  | {
      tier: LlmTier;
      category: Category;
      severity: Severity | null;
      /** What it said besides, cleaned. */
      words?: Pick<LlmAnswer, "should_retry" | "root_cause" | "fix_suggestion">;
      /** Who said it, in answer to which version of the prompt. */
      by?: { model: string; prompt: string };
      /** It was said just now, by this model, in answer to this version of the prompt. */
      answered?: { model: string; prompt: string };
      /** What a model of the other tier said. */
      also?: Category | null | undefined;
      /** It came from a model that says the same of everything. */
      doubted?: boolean | undefined;
    };

export type Known = {
  signature: string;
  findings: readonly Finding[];
  memory: Remembered | null;
  /** The first of the team's own rules that matches this report. */
  team?: TeamRule | null;
};

/** What decides category and confidence, before severity and texts are worked out. */
export type Decision = Pick<Verdict, "category" | "confidence" | "tier" | "provisional" | "evidence" | "alternatives"> & {
  cause: CauseId;
  /** The rule that names this category, if one holds. */
  match: Match | null;
  retry: boolean;
};

/** What a team rules about its own errors is so by definition. */
const teamConfidence = 1;

/** Another's word on the category: the text's reasons stand with it where they say the same. */
function overruled(text: Decision, category: Category, by: Pick<Decision, "confidence" | "tier" | "provisional">): Decision {
  if (text.category !== category)
    return { ...by, category, evidence: [], alternatives: [], cause: category, match: null, retry: retries(category) };
  return { ...text, ...by, retry: text.match ? adviceOf(text.match) : retries(category) };
}

function byTeam(below: Decision, text: Decision, rule: TeamRule): Decision {
  const reason = { text: rule.query.slice(0, 200), start: 0, end: 0, why: `team rule: ${rule.name}` };
  const decided = rule.category
    ? overruled(text, rule.category, { tier: "rule", confidence: teamConfidence, provisional: false })
    : rule.ignore
      ? { ...below, tier: "rule" as const, provisional: false }
      : below;
  return { ...decided, evidence: [reason, ...decided.evidence] };
}

/** The cascade: a person's word, the team's own rule, a model's word, then what the text itself says. */
export function decide(text: Decision, memory: Remembered | null, team: TeamRule | null): Decision {
  const remembered =
    memory &&
    overruled(text, memory.category, {
      tier: memory.tier === "human" || memory.answered ? memory.tier : "memory",
      ...trustIn(memory, text),
    });
  if (remembered && memory?.tier === "human") return remembered;
  const below = remembered ?? text;
  return team ? byTeam(below, text, team) : below;
}

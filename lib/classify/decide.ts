import type { LlmAnswer } from "#lib/model/llm-memory.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { Evidence, Finding, Verdict } from "#lib/model/verdict.ts";
import type { CauseId } from "./causes.ts";
import { accepted, confidenceOf, fallbackConfidence, rememberedConfidence, teamConfidence } from "./confidence.ts";
import { type Facts, positionInMessage } from "./facts.ts";
import { type Match, matchesOf } from "./match.ts";

/** A verdict kept for this signature: what a person or an LLM said of it. */
export type Remembered =
  | { tier: "human"; category: Category; severity: Severity | null }
  | {
      tier: LlmTier;
      category: Category;
      severity: Severity | null;
      /** What it said besides, cleaned. */
      words?: Pick<LlmAnswer, "should_retry" | "root_cause" | "fix_suggestion">;
      /** It was said just now, by this model, in answer to this version of the prompt. */
      answered?: { model: string; prompt: string };
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
  match: Match | null;
};

/** Where the message itself names it; 0, 0 when it does not. */
function named(text: string, message: string): Pick<Evidence, "text" | "start" | "end"> {
  const start = text === "" ? -1 : message.indexOf(text);
  return start === -1 ? { text, start: 0, end: 0 } : { text, start, end: start + text.length };
}

function evidenceOf(facts: Facts, message: string, { rule, kind, words }: Match): Evidence {
  const why = `${kind}: ${rule.id}`;
  if (!words)
    return { ...named((rule.status ? String(facts.status) : (facts.types.split("\n")[0] ?? "")).slice(0, 200), message), why };
  const text = words[0].slice(0, 200);
  return { text, ...(positionInMessage(facts, words.index, text.length) ?? { start: 0, end: 0 }), why };
}

/** What the text alone says. */
export function byText(facts: Facts, message: string): Decision {
  const [first, ...others] = matchesOf(facts);
  if (!first)
    return {
      category: "unknown",
      confidence: fallbackConfidence,
      tier: "fallback",
      provisional: true,
      evidence: [],
      alternatives: [],
      cause: "unknown",
      match: null,
    };
  const confidence = confidenceOf(first.kind, others);
  return {
    category: first.category,
    confidence,
    tier: first.kind === "guess" ? "fallback" : "rule",
    provisional: confidence < accepted,
    evidence: [evidenceOf(facts, message, first)],
    alternatives: others
      .slice(0, 3)
      .map(({ category }, i) => ({ category, confidence: Math.round(((1 - confidence) / (i + 2)) * 1000) / 1000 })),
    cause: first.rule.cause,
    match: first,
  };
}

/** Another's word on the category: the text's reasons stand with it where they say the same. */
function overruled(text: Decision, category: Category, by: Pick<Decision, "confidence" | "tier">): Decision {
  const agrees = text.category === category;
  return {
    ...text,
    ...by,
    category,
    provisional: false,
    evidence: agrees ? text.evidence : [],
    alternatives: agrees ? text.alternatives : [],
    cause: agrees ? text.cause : category,
  };
}

function byTeam(below: Decision, text: Decision, rule: TeamRule): Decision {
  const reason = { text: rule.query.slice(0, 200), start: 0, end: 0, why: `team rule: ${rule.name}` };
  const decided = rule.category
    ? overruled(text, rule.category, { tier: "rule", confidence: teamConfidence })
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
      confidence: rememberedConfidence[memory.tier],
    });
  if (remembered && memory?.tier === "human") return remembered;
  const below = remembered ?? text;
  return team ? byTeam(below, text, team) : below;
}

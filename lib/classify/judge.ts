import type { LlmAnswer } from "#lib/model/llm-memory.ts";
import type { Report } from "#lib/model/report.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { Evidence, Finding, Verdict } from "#lib/model/verdict.ts";
import { besides } from "./besides.ts";
import { type CauseId, cause } from "./causes.ts";
import { accepted, confidenceOf, fallbackConfidence, rememberedConfidence } from "./confidence.ts";
import { type Facts, factsOf, positionInMessage } from "./facts.ts";
import { attemptsInjection } from "./injection.ts";
import { explain, knowledgeVersion, type Language } from "./knowledge.ts";
import { type Match, matchesOf } from "./match.ts";
import { retries, waitIn } from "./retry.ts";
import { rulesVersion } from "./rules/order.ts";
import { computeSeverity, fixTimeOf, isProduction, nearest, worse } from "./severity.ts";

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

export type Known = { signature: string; findings: readonly Finding[]; memory: Remembered | null };

/** What decides category and confidence, before severity and texts are worked out. */
type Decision = Pick<Verdict, "category" | "confidence" | "tier" | "provisional" | "evidence" | "alternatives"> & {
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

function byRules(facts: Facts, message: string): Decision {
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

function remembered(memory: Remembered, ruled: Decision): Decision {
  const agrees = ruled.category === memory.category;
  return {
    ...ruled,
    category: memory.category,
    confidence: rememberedConfidence[memory.tier],
    tier: memory.tier === "human" || memory.answered ? memory.tier : "memory",
    provisional: false,
    evidence: agrees ? ruled.evidence : [],
    alternatives: agrees ? ruled.alternatives : [],
    cause: agrees ? ruled.cause : memory.category,
  };
}

function severityOf(
  report: Report,
  { category, cause: id, match }: Decision,
  memory: Remembered | null,
  floored: boolean,
  /** What the rules say of a text that gives orders: nothing said of it may be less severe. */
  least: Decision | null,
): Pick<Verdict, "severity" | "factors"> {
  const own = match?.category === category ? match.rule.severity : undefined;
  const { severity: computed, factors } = computeSeverity(report, category, own ?? cause(id).severity);
  const stated = memory?.severity ?? null;
  const severity = stated === null ? computed : memory?.tier === "human" ? stated : nearest(stated, computed);
  if (stated !== null)
    factors.push({ name: memory?.tier === "human" ? "said by a person" : "said by a model", effect: severity });
  const lowest = least && severityOf(report, least, null, floored, null).severity;
  if (lowest && worse(lowest, severity) !== severity)
    return { severity: lowest, factors: [...factors, { name: "text that gives orders lowers nothing", effect: lowest }] };
  if (!floored || severity === "critical") return { severity, factors };
  return { severity: worse("critical", severity), factors: [...factors, { name: "floor in production", effect: "critical" }] };
}

/**
 * Says what an error is, how bad, why, what to do and whether to retry, from memory and rules alone: no clock, no network.
 * Always answers; what nothing recognised is `unknown`, tier `fallback`.
 */
export function judge(report: Report, { signature, findings, memory }: Known, language: Language = "en"): Verdict {
  const facts = factsOf(report);
  const ruled = byRules(facts, report.message);
  const decision = memory ? remembered(memory, ruled) : ruled;
  const { category, match } = decision;
  const floored = match !== null && cause(match.rule.cause).floor === true && isProduction(report.environment);
  const isOrder = attemptsInjection(facts.text) || attemptsInjection(besides(report));
  const talked = memory !== null && memory.tier !== "human" && isOrder;
  const { severity, factors } = severityOf(report, decision, memory, floored, talked ? ruled : null);
  const agrees = match?.category === category;
  const found = findingsOf(report, isOrder, findings);
  const said = memory && memory.tier !== "human" ? memory : null;
  // Text that gives orders may also have talked the model into its advice: only its category is taken.
  const words = said && !found.includes("prompt_injection") ? said.words : undefined;
  const retry =
    words?.should_retry ?? (agrees ? match.rule.retry : undefined) ?? cause(decision.cause).retry ?? retries(category);
  const wait = waitIn(facts.text);
  const slots = {
    model: report.llm?.model ?? undefined,
    provider: report.llm?.provider ?? undefined,
    status: facts.status === null ? undefined : String(facts.status),
    wait: wait === null ? undefined : `${wait} s`,
    ...(agrees ? match.words?.groups : {}),
  };
  return {
    category,
    severity,
    confidence: decision.confidence,
    should_retry: retry,
    retry_after_seconds: retry ? wait : null,
    ...explain(decision.cause, slots, language),
    ...(words?.root_cause && { root_cause: words.root_cause }),
    ...(words?.fix_suggestion && { fix_suggestion: words.fix_suggestion }),
    requires_immediate_action: severity === "critical" || floored || (category === "unknown" && (report.users ?? 0) >= 10),
    estimated_fix_time: fixTimeOf(category),
    tier: decision.tier,
    model: said?.answered?.model ?? null,
    provisional: decision.provisional,
    evidence: decision.evidence,
    alternatives: decision.alternatives,
    signature,
    findings: found,
    factors,
    cost_usd: 0,
    latency_ms: 0,
    versions: { rules: rulesVersion, knowledge: knowledgeVersion, ...(said?.answered && { prompt: said.answered.prompt }) },
  };
}

function findingsOf(report: Report, isOrder: boolean, known: readonly Finding[]): Finding[] {
  const found = new Set(known);
  if (report.truncated) found.add("truncated");
  if (isOrder) found.add("prompt_injection");
  return [...found];
}

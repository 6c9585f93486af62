import type { Language } from "#lib/model/language.ts";
import type { Report } from "#lib/model/report.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { type Factor, type Finding, floorFactor, type Verdict } from "#lib/model/verdict.ts";
import { besides } from "./besides.ts";
import { cause } from "./causes.ts";
import { type Decision, decide, type Known, type Remembered } from "./decide.ts";
import { factsOf } from "./facts.ts";
import { attemptsInjection } from "./injection.ts";
import { explain, knowledgeVersion } from "./knowledge.ts";
import { byText } from "./local.ts";
import { rulesVersion } from "./rules/order.ts";
import { computeSeverity, fixTimeOf, isProduction, nearest, worse } from "./severity.ts";
import { slotsOf } from "./slots.ts";
import { type Weights, weights } from "./weights.ts";

export type { Known, Remembered };

type Weighed = Pick<Verdict, "severity" | "factors">;

/** What was said of the severity itself, by whoever comes first: a person, the team's rule, a model. */
function stated(memory: Remembered | null, team: TeamRule | null, computed: Severity): { severity: Severity; by: string } | null {
  if (memory?.tier === "human" && memory.severity) return { severity: memory.severity, by: "said by a person" };
  const ruled = team?.ignore ? "info" : team?.severity;
  if (team && ruled) return { severity: ruled, by: `team rule ${team.name}` };
  if (memory?.severity && !team?.category) return { severity: nearest(memory.severity, computed), by: "said by a model" };
  return null;
}

function computedSeverity(report: Report, { category, cause: id, match }: Decision): Weighed {
  return computeSeverity(report, category, match?.rule.severity ?? cause(id).severity);
}

function severityOf(
  report: Report,
  decision: Decision,
  { memory, team = null }: Known,
  floored: boolean,
  /** What the text alone says where it gives orders: nothing a model says of it may be less severe. */
  least: Decision | null,
): Weighed {
  const { severity: computed, factors } = computedSeverity(report, decision);
  const said = stated(memory, team, computed);
  const severity = said?.severity ?? computed;
  const all: Factor[] = said ? [...factors, { name: said.by, effect: severity }] : factors;
  if (floored) return { severity: "critical", factors: [...all, { name: floorFactor, effect: "critical" }] };
  const lowest = least && computedSeverity(report, least).severity;
  if (!lowest || worse(lowest, severity) === severity) return { severity, factors: all };
  return { severity: lowest, factors: [...all, { name: "text that gives orders lowers nothing", effect: lowest }] };
}

/**
 * Says what an error is, how bad, why, what to do and whether to retry, from memory, rules and the local model: no clock, no network.
 * Always answers; what nothing recognised is `unknown`, tier `fallback`.
 */
export function judge(report: Report, known: Known, language: Language = "en", by: Weights = weights): Verdict {
  const { signature, findings, memory, team = null } = known;
  const facts = factsOf(report);
  const { wait } = facts;
  const text = byText(report, facts, by);
  const decision = decide(text, memory, team);
  const floored = text.isFloor && isProduction(report.environment);
  const isOrder = attemptsInjection(facts.text) || attemptsInjection(besides(report));
  const said = memory && memory.tier !== "human" && !team?.category ? memory : null;
  const { severity, factors } = severityOf(report, decision, known, floored, said && isOrder && !team ? text : null);
  const found = findingsOf(report, isOrder, findings);
  // Text that gives orders may also have talked the model into its advice: only its category is taken.
  const words = said && !found.includes("prompt_injection") ? said.words : undefined;
  const retry = words?.should_retry ?? decision.retry;
  const slots = slotsOf(report, facts, decision.cause, decision.match?.words?.groups);
  const explained = explain(decision.cause, { slots, waitSeconds: wait }, language);
  const unclear = decision.category === "unknown" && (report.users ?? 0) >= 10 && !team?.ignore;
  return {
    category: decision.category,
    severity,
    confidence: decision.confidence,
    should_retry: retry,
    retry_after_seconds: retry ? wait : null,
    root_cause: words?.root_cause || explained.root_cause,
    fix_suggestion: words?.fix_suggestion || explained.fix_suggestion,
    requires_immediate_action: severity === "critical" || floored || unclear,
    estimated_fix_time: fixTimeOf(decision.category),
    tier: decision.tier,
    model: decision.tier === "rule" ? null : (said?.answered?.model ?? null),
    provisional: decision.provisional,
    evidence: decision.evidence,
    alternatives: decision.alternatives,
    signature,
    findings: found,
    factors,
    cost_usd: 0,
    latency_ms: 0,
    versions: versionsOf(by, said),
  };
}

type SaidByModel = Exclude<Remembered, { tier: "human" }>;

/** By which state of Verdict, and of whom else that had a say, a verdict was given. */
function versionsOf(by: Weights, said: SaidByModel | null): Verdict["versions"] {
  const author = said?.answered ?? said?.by;
  return {
    rules: rulesVersion,
    model: by.version,
    knowledge: knowledgeVersion,
    ...(author && { prompt: author.prompt, llm: author.model }),
  };
}

function findingsOf(report: Report, isOrder: boolean, known: readonly Finding[]): Finding[] {
  const found = new Set(known);
  if (report.truncated) found.add("truncated");
  if (isOrder) found.add("prompt_injection");
  return [...found];
}

import type { Report } from "#lib/model/report.ts";
import { type Category, type FixTime, type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Factor } from "#lib/model/verdict.ts";

const base: Record<Category, Severity> = {
  rate_limit: "medium",
  quota_exceeded: "critical",
  authentication: "high",
  invalid_request: "high",
  context_length: "low",
  content_filtered: "low",
  provider_error: "medium",
  timeout: "medium",
  network: "high",
  response_quality: "medium",
  prompt_issue: "high",
  database: "high",
  validation: "low",
  third_party: "medium",
  infrastructure: "high",
  code_bug: "high",
  unknown: "medium",
};

const fixTime: Record<Category, FixTime> = {
  rate_limit: "15min",
  quota_exceeded: "15min",
  authentication: "15min",
  provider_error: "1h",
  timeout: "1h",
  network: "1h",
  context_length: "1h",
  content_filtered: "1h",
  validation: "1h",
  third_party: "1h",
  invalid_request: "4h",
  response_quality: "4h",
  prompt_issue: "4h",
  database: "4h",
  infrastructure: "4h",
  unknown: "4h",
  code_bug: "1day",
};

const elsewhere =
  /^(?:dev|devel|develop|development|local|localhost|test|tests|testing|staging|stage|stg|qa|ci|preview|sandbox|uat|demo|debug|integration|e2e|pre-?prod(?:uction)?|non-?prod(?:uction)?)(?:$|[^a-z])/i;

/** An environment nobody named counts as production. */
export const isProduction = (environment: string | null): boolean => environment === null || !elsewhere.test(environment.trim());

/** One step up or down, once for every reason that is known. */
function steps(report: Report): { factor: Factor; step: 1 | -1 }[] {
  const found: { factor: Factor; step: 1 | -1 }[] = [];
  const up = (name: string) => found.push({ factor: { name, effect: "+1" }, step: 1 });
  const down = (name: string) => found.push({ factor: { name, effect: "-1" }, step: -1 });
  if (report.users !== null && report.users >= 100) up(`users ${report.users} ≥ 100`);
  if (report.events !== null && report.events >= 1000) up(`events ${report.events} ≥ 1000`);
  if (report.escalating) up("escalating");
  if (report.regressed) up("regressed");
  if (report.level?.toLowerCase() === "fatal") up("level fatal");
  if (!isProduction(report.environment)) down(`environment ${report.environment?.slice(0, 60)}`);
  if (report.level && /^(?:warning|warn|info|log|debug|trace|sample)$/i.test(report.level)) down(`level ${report.level}`);
  return found;
}

const clamp = (rank: number): Severity => severities[Math.max(0, Math.min(severities.length - 1, rank))] ?? "medium";

/** The more severe of the two. */
export const worse = (a: Severity, b: Severity): Severity => (severityRank(a) <= severityRank(b) ? a : b);

/** `stated` moved to at most one step from `computed`: as far as a model may go. */
export const nearest = (stated: Severity, computed: Severity): Severity =>
  clamp(Math.max(severityRank(computed) - 1, Math.min(severityRank(computed) + 1, severityRank(stated))));

/** Base and circumstances make the severity: at most one step in sum, and every step is told. */
export function computeSeverity(
  report: Report,
  category: Category,
  cause: Severity | undefined,
): { severity: Severity; factors: Factor[] } {
  const found = steps(report);
  const sum = Number(found.some(({ step }) => step > 0)) - Number(found.some(({ step }) => step < 0));
  const start = cause ?? base[category];
  const name = cause && cause !== base[category] ? `base of this cause of ${category}` : `base of ${category}`;
  return { severity: clamp(severityRank(start) - sum), factors: [{ name, effect: start }, ...found.map(({ factor }) => factor)] };
}

export const fixTimeOf = (category: Category): FixTime => fixTime[category];

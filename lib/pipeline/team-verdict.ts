import type { Remembered } from "#lib/classify/judge.ts";
import type { Db, Tx } from "#lib/db/client.ts";
import type { Language } from "#lib/model/language.ts";
import type { Report } from "#lib/model/report.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { Finding, Verdict } from "#lib/model/verdict.ts";
import { holds } from "#lib/policy/match.ts";
import { languageOf, projectSettings } from "./projects.ts";
import { rulesNow } from "./rules.ts";
import { type AskedIssue, subjectOf } from "./subject.ts";
import type { Tools } from "./tools.ts";
import { instantVerdict } from "./verdict.ts";

/** An error with what its verdict follows from. */
export interface Judged {
  issue: AskedIssue;
  report: Report;
  hash: string;
  findings: readonly Finding[];
  memory: Remembered | null;
}

export interface Asking {
  /** The enabled ones, in their order. */
  rules: readonly TeamRule[];
  now: Date;
  language?: Language;
}

/** What the built-in rules and the local model say of it, whatever anybody said before. */
export const plainVerdict = ({ report, hash, findings }: Judged, language?: Language): Verdict =>
  instantVerdict(report, { hash, findings, memory: null, ...(language && { language }) });

/** The rule that decides: the first whose query holds of the error with its plain verdict. */
export function ruleFor({ issue, report }: Judged, plain: Verdict, { rules, now }: Asking): TeamRule | null {
  if (rules.length === 0) return null;
  const seen = { ...issue, provisional: plain.provisional }; // not as an earlier rule or a model left it: a rule would undo itself
  const subject = { ...subjectOf(seen, report, plain), signal: null };
  return rules.find(({ query }) => holds(query, subject, now)) ?? null;
}

/** Whether a rule has a say beside what is remembered: a person's word on category, and on severity where they gave it, goes before it. */
const speaks = (team: TeamRule, memory: Remembered | null): boolean =>
  memory?.tier !== "human" || (memory.severity === null && (team.severity !== undefined || team.ignore === true));

/** The verdict under a rule, or under none. */
export function verdictUnder(judged: Judged, plain: Verdict, team: TeamRule | null, language?: Language): Verdict {
  const { report, hash, findings, memory } = judged;
  if (team === null && memory === null) return plain;
  const verdict = instantVerdict(report, { hash, findings, memory, team, ...(language && { language }) });
  const latency = Math.round((plain.latency_ms + verdict.latency_ms) * 1000) / 1000;
  const versions = { ...verdict.versions, ...(team && speaks(team, memory) && { team_rule: team.id }) };
  return { ...verdict, latency_ms: latency, versions };
}

interface Told extends Judged {
  installationId: string;
}

/**
 * What is said of an error at once: by memory, the team's rules, the built-in rules and the local model. Milliseconds, never a
 * network. Within a transaction `db` is its own.
 */
export async function teamVerdict(tools: Tools, db: Db | Tx, told: Told): Promise<Verdict> {
  const { installationId, issue, report, hash, findings, memory } = told;
  const project = await projectSettings(tools, installationId, issue.project ?? report.project, db);
  const language = languageOf(project, tools);
  const rules = await rulesNow(tools, db);
  if (rules.length === 0) return instantVerdict(report, { hash, findings, memory, language });
  const plain = plainVerdict(told, language);
  return verdictUnder(told, plain, ruleFor(told, plain, { rules, now: tools.clock() }), language);
}

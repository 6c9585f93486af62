import { setImmediate as giveTurn } from "node:timers/promises";
import { z } from "zod";
import { countReports, type JudgedIssue, judgedIssues } from "#lib/db/judged-issues.ts";
import { Busy } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import type { Label, RuleTrial } from "#lib/model/rule-trial.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { checkRules } from "#lib/policy/check-rules.ts";
import { currentRules } from "./rules.ts";
import { type Asking, plainVerdict, ruleFor, verdictUnder } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";
import { turns } from "./turns.ts";

/** The rules as they would be, or a query alone: what it matches. */
export const TrialInput = z
  .strictObject({
    rules: z.array(z.unknown()).max(200).optional(),
    query: z.string().max(10_000).optional(),
    days: z.int().min(1).max(90).default(7),
  })
  .refine(({ rules, query }) => (rules === undefined) !== (query === undefined), { message: "send either rules or query" });
export type TrialInput = z.infer<typeof TrialInput>;

export type Tried = { ok: true; trial: RuleTrial } | { ok: false; errors: DocumentFault[] };

const dayMs = 86_400_000;
const pageSize = 150;
const mostListed = 50;
/** Whoever waits at a screen gets what was found by then. */
const mostMs = 1500;
/** It keeps a core busy: one at a time in a process. */
const turn = turns(1, 2000);

/** What rules would make of the issues seen in the last days, the newest first, against the rules that stand. Changes nothing. */
export async function tryRules(tools: Tools, { rules, query, days }: TrialInput): Promise<Tried> {
  const asked = query === undefined ? rules : [{ id: "query", name: "query", query, ignore: true }];
  const checked = checkRules({ rules: asked });
  if (!checked.ok) return { ok: false, errors: query === undefined ? checked.faults : checked.faults.map(atQuery) };
  const done = await turn("rules");
  if (!done) throw new Busy("Other rules are being tried: try again in a moment.", 2000);
  try {
    const standing = query === undefined ? (await currentRules(tools)).rules : [];
    return { ok: true, trial: await tryOn(tools, standing, checked.rules, { days, changes: query === undefined }) };
  } finally {
    done();
  }
}

const atQuery = ({ message }: DocumentFault): DocumentFault => ({ path: "query", message });

async function tryOn(
  tools: Tools,
  standing: readonly TeamRule[],
  wanted: readonly TeamRule[],
  { days, changes }: { days: number; changes: boolean },
): Promise<RuleTrial> {
  const until = performance.now() + mostMs;
  const now = tools.clock();
  const since = new Date(now.getTime() - days * dayMs);
  const seen = new Sum(wanted, changes);
  const asking = (rules: readonly TeamRule[]): Asking => ({ rules: rules.filter(({ enabled }) => enabled), now });
  const [was, will] = [asking(standing), asking(wanted)];
  let [complete, before]: [boolean, string | null] = [false, null];
  while (!complete && performance.now() < until) {
    const { page, last } = await judgedIssues(tools.db, { since, closedToo: true, before, limit: pageSize }, now);
    for (const judged of page) {
      await giveTurn(); // pages and webhooks are answered in between
      seen.add(judged, tryOne(judged, was, will));
    }
    [complete, before] = [last === null, last];
  }
  const reports = await countReports(tools.db, since, seen.changedIds);
  return { days, complete, reports_changed: reports, ...seen.figures() };
}

interface Outcome {
  rule: TeamRule | null;
  was: Verdict;
  will: Verdict;
}

function tryOne(judged: JudgedIssue, standing: Asking, wanted: Asking): Outcome {
  const plain = plainVerdict(judged);
  const [before, after] = [ruleFor(judged, plain, standing), ruleFor(judged, plain, wanted)];
  const was = verdictUnder(judged, plain, before);
  const isOneRule = JSON.stringify(before) === JSON.stringify(after);
  return { rule: after, was, will: isOneRule ? was : verdictUnder(judged, plain, after) };
}

const labelOf = ({ category, severity }: Verdict): Label => ({ category, severity });
const isSame = (one: Label, other: Label): boolean => one.category === other.category && one.severity === other.severity;

/** Adds up what was tried. */
class Sum {
  readonly changedIds: string[] = [];
  readonly #countsChanges: boolean;
  readonly #rules: Map<string, { id: string; matched: number; changed: number }>;
  readonly #changes = new Map<string, { from: Label; to: Label; issues: number }>();
  readonly #listed: RuleTrial["listed"] = [];
  #lookedAt = 0;
  #matched = 0;

  constructor(rules: readonly TeamRule[], countsChanges: boolean) {
    this.#countsChanges = countsChanges;
    this.#rules = new Map(rules.map(({ id }) => [id, { id, matched: 0, changed: 0 }]));
  }

  add({ issue }: JudgedIssue, { rule, was, will }: Outcome): void {
    this.#lookedAt++;
    const [from, to] = [labelOf(was), labelOf(this.#countsChanges ? will : was)];
    const of = this.#rules.get(rule?.id ?? "");
    if (of) of.matched++;
    if (of) this.#matched++;
    const isChanged = !isSame(from, to);
    if (isChanged) this.#change(issue.id, from, to);
    if (isChanged && of) of.changed++;
    const isListed = this.#countsChanges ? isChanged : of !== undefined;
    if (isListed && this.#listed.length < mostListed)
      this.#listed.push({
        id: issue.sentryIssueId,
        installation: issue.installationId,
        title: issue.title,
        last_seen: issue.lastSeen.toISOString(),
        rule: rule?.id ?? null,
        from,
        to,
      });
  }

  #change(id: string, from: Label, to: Label): void {
    this.changedIds.push(id);
    const key = JSON.stringify([from, to]);
    const known = this.#changes.get(key) ?? { from, to, issues: 0 };
    known.issues++;
    this.#changes.set(key, known);
  }

  figures(): Pick<RuleTrial, "issues" | "rules" | "changes" | "listed"> {
    return {
      issues: { looked_at: this.#lookedAt, matched: this.#matched, changed: this.changedIds.length },
      rules: [...this.#rules.values()],
      changes: [...this.#changes.values()].toSorted((a, b) => b.issues - a.issues),
      listed: this.#listed,
    };
  }
}

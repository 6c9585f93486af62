import { z } from "zod";
import { faultWords } from "#lib/model/fault-words.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { type TeamRule, TeamRules } from "#lib/model/rule.ts";
import { termsOf } from "#lib/query/calendars.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Term } from "#lib/query/query.ts";
import { formFaults, mostFaults } from "./faults.ts";

export const RulesInput = z.strictObject({ rules: TeamRules });

export type CheckedRules = { ok: true; rules: TeamRules } | { ok: false; faults: DocumentFault[] };

/** Every enabled rule may be asked of every error: more than this would make verdicts wait. */
const mostWords = 5000;
/** Patterns cost most; so many are kept compiled beside those of the policies. */
const mostPatterns = 100;

/** What is only known once an error has its verdict and its signals. */
const later: Readonly<Record<string, string>> = {
  signal: "a rule decides before there is a signal: leave signal out",
  in: "a rule holds at all times: leave in out, and put the calendar into a policy",
};
const laterFlags: Readonly<Record<string, string>> = {
  silenced: "a rule decides before anything is silenced: leave is:silenced out",
  floor: "a rule decides before a floor holds: leave is:floor out",
  overdue: "a rule decides before anything is overdue: leave is:overdue out",
};

function laterIn({ field, tests }: Term): string | undefined {
  if (field !== "is") return later[field];
  const words = tests.flatMap((test) => (test.kind === "words" ? test.words : []));
  return words.map((word) => laterFlags[word]).find((fault) => fault !== undefined);
}

/** A query that cannot be read, or asks for what a rule cannot know, and at which character. */
function ruleFault({ query }: Pick<TeamRule, "query">, path: string): DocumentFault[] {
  const parsed = parseQuery(query);
  if (!parsed.ok) return [{ path, message: `at character ${parsed.fault.at + 1}: ${parsed.fault.message}` }];
  const [unknowable] = termsOf(parsed.query).flatMap((term) => {
    const message = laterIn(term);
    return message ? [{ path, message: `at character ${term.at + 1}: ${message}` }] : [];
  });
  return unknowable ? [unknowable] : [];
}

const count = (rules: readonly Pick<TeamRule, "query">[], form: RegExp): number =>
  rules.reduce((sum, { query }) => sum + (query.match(form)?.length ?? 0), 0);

function weightFaults(rules: readonly Pick<TeamRule, "query">[]): DocumentFault[] {
  if (count(rules, /[^\s()]+/g) > mostWords)
    return [{ path: "rules", message: `all queries together have at most ${mostWords} words: write shorter ones` }];
  if (count(rules, /(?<![^\s(:-])\//g) > mostPatterns)
    return [{ path: "rules", message: `all queries together have at most ${mostPatterns} patterns: use words where they do` }];
  return [];
}

const Readable = z.object({ rules: z.array(z.object({ query: z.string().max(2000).catch("") }).catch({ query: "" })).max(200) });

/** What is wrong with the queries of a list whose form is wrong, but for those of which that is said already. */
function readableFaults(input: unknown, form: readonly DocumentFault[]): DocumentFault[] {
  const rules = Readable.safeParse(input).data?.rules ?? [];
  if (weightFaults(rules).length > 0) return [];
  return rules
    .flatMap(({ query }, at) => (query.trim() === "" ? [] : ruleFault({ query }, `rules[${at}].query`)))
    .filter(({ path }) => !form.some((fault) => fault.path === path));
}

/** The rules as they may be kept, or everything that is wrong with them and what to write instead. */
export function checkRules(input: unknown): CheckedRules {
  const parsed = RulesInput.safeParse(input, { error: faultWords });
  if (!parsed.success) {
    const form = formFaults(parsed.error);
    return { ok: false, faults: [...form, ...readableFaults(input, form)].slice(0, mostFaults) };
  }
  const { rules } = parsed.data;
  const heavy = weightFaults(rules);
  const faults =
    heavy.length > 0 ? heavy : rules.flatMap((rule, at) => ruleFault(rule, `rules[${at}].query`)).slice(0, mostFaults);
  return faults.length === 0 ? { ok: true, rules } : { ok: false, faults };
}

import type { ExplainedDecision } from "#lib/model/cause.ts";

/** Decisions that say the same, one after the other: the newest of them, how many, and when they began. */
export interface Run {
  decision: ExplainedDecision;
  times: number;
  since: string;
}

export const runOf = (decision: ExplainedDecision): Run => ({ decision, times: 1, since: decision.at });

/** Whether a decision says what the run says; those that told somebody each stand alone. */
export function continues({ decision: newest }: Run, decision: ExplainedDecision): boolean {
  const said = ({ action, reason, policy, by, skipped, lines, step }: ExplainedDecision): string =>
    JSON.stringify([action, reason, policy, by, skipped, lines, step]);
  return newest.to.length === 0 && decision.to.length === 0 && said(newest) === said(decision);
}

/** Decisions, newest first, with what repeats drawn together. */
export function runsOf(decisions: readonly ExplainedDecision[]): Run[] {
  return decisions.reduce<Run[]>((runs, decision) => {
    const last = runs.at(-1);
    if (last && continues(last, decision)) runs.splice(-1, 1, { ...last, times: last.times + 1, since: decision.at });
    else runs.push(runOf(decision));
    return runs;
  }, []);
}

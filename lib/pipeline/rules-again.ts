import { setImmediate as giveTurn } from "node:timers/promises";
import { transaction } from "#lib/db/client.ts";
import { holdIssues, type JudgedIssue, judgedIssues } from "#lib/db/judged-issues.ts";
import { saysTheSame } from "#lib/db/record-verdict.ts";
import type { Job } from "#lib/queue/queue.ts";
import { judgeAgain } from "./judge-again.ts";
import { currentRules } from "./rules.ts";
import { type Asking, plainVerdict, ruleFor, verdictUnder } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";

const lastSeenMs = 30 * 86_400_000;
const pageSize = 100;
const heldAtOnce = 25;
/** Then the next job goes on. */
const mostMs = 20_000;

/** Whether a rule decides otherwise than the verdict that stands, or the rule that decided does so no more. */
function isAffected(judged: JudgedIssue, asking: Asking): boolean {
  const plain = plainVerdict(judged);
  const team = ruleFor(judged, plain, asking);
  if (team === null && judged.byRule === null) return false;
  return !saysTheSame(judged.issue, verdictUnder(judged, plain, team)) || (team?.id ?? null) !== judged.byRule;
}

/** Judges by the rules of this version what they change of the open issues of the last 30 days, in small transactions; a newer version does it in its stead. */
export async function judgeByRules(tools: Tools, { version, before }: Job<"rules">): Promise<void> {
  const until = performance.now() + mostMs;
  const now = tools.clock();
  const wanted = { since: new Date(now.getTime() - lastSeenMs), closedToo: false, limit: pageSize };
  for (let at = before; ; ) {
    const standing = await currentRules(tools);
    if (standing.version !== version) return;
    const asking = { rules: standing.rules.filter(({ enabled }) => enabled), now };
    const { page, last } = await judgedIssues(tools.db, { ...wanted, before: at }, now);
    const affected: string[] = [];
    for (const judged of page) {
      await giveTurn(); // triage goes on in between
      if (isAffected(judged, asking)) affected.push(judged.issue.id);
    }
    await letDecide(tools, affected);
    if (last === null) return;
    at = last;
    if (performance.now() > until) return transaction(tools.db, (tx) => tools.queue.send(tx, "rules", { version, before: last }));
  }
}

async function letDecide(tools: Tools, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += heldAtOnce)
    await transaction(tools.db, async (tx) => {
      for (const issue of await holdIssues(tx, ids.slice(from, from + heldAtOnce))) await judgeAgain(tools, tx, issue, null);
    });
}

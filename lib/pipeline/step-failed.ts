import { failedStep } from "#lib/db/acts.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { holdConversations, type KeptRow } from "#lib/db/slice.ts";
import type { Act } from "#lib/model/decision.ts";
import type { Job } from "#lib/queue/queue.ts";
import { actOn } from "./incidents.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

interface Incident {
  installation: string;
  kept: KeptRow;
}

async function hold(tx: Tx, incident: string): Promise<Incident | null> {
  const [[installation, [kept]] = ["", []]] = await holdConversations(tx, [incident]);
  return kept && kept.conversation.state !== "resolved" ? { installation, kept } : null;
}

type Failed = Extract<Act, { kind: "failed" }>;

/** Whether somebody is told now that a step failed, or it is known that nobody can be. */
async function isSettled(tools: Tools, tx: Tx, rules: RulesNow, { installation, kept }: Incident, act: Failed): Promise<boolean> {
  const { taken, changes } = await actOn(tools, tx, rules, { installation, kept: [kept], act: () => act, by: null });
  const isTold = taken.some(({ decision }) => decision.to.length > 0 || decision.lines.length > 0);
  return isTold || changes.conversations.some(({ conversation }) => conversation.undeliveredAt !== null);
}

/**
 * When no channel took a step of a ladder, the next one is due at once, and so on to the first that somebody can be told by. Once,
 * however many jobs come.
 */
export async function stepFailed(tools: Tools, { decision }: Job<"failed">): Promise<void> {
  const asked = await failedStep(tools.db, decision);
  if (!asked) return;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    let held = await hold(tx, asked.incident);
    const failed = await failedStep(tx, decision);
    if (!failed) return;
    for (let step = failed.step, next = step; held; step = next) {
      const act: Failed = { kind: "failed", step, ...(failed.isReached && { reached: true }) };
      if (await isSettled(tools, tx, rules, held, act)) break;
      held = await hold(tx, asked.incident);
      next = (held?.kept.conversation.steps ?? 0) - 1;
      if (!failed.isLast || next <= step) break;
    }
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}

import { type Tx, transaction } from "#lib/db/client.ts";
import { type FailedStep, failedSteps } from "#lib/db/failed-steps.ts";
import { holdConversations } from "#lib/db/slice.ts";
import type { Act } from "#lib/model/decision.ts";
import { openingReasons } from "#lib/policy/rate.ts";
import type { Job } from "#lib/queue/queue.ts";
import { actOn } from "./incidents.ts";
import type { Happened } from "./let-happen.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

/** As many as one transaction decides about. */
const most = 200;
const reasons = [...openingReasons, "over_rate"] as const;

interface Asked {
  tools: Tools;
  tx: Tx;
  rules: RulesNow;
  /** The rules know those no more who were to be told. */
  again: boolean;
  /** What a bundle was to tell of goes to the last resort as it would have come. */
  isTogether: boolean;
}

const actOf = ({ step, isReached }: FailedStep, { again }: Pick<Asked, "again">): Act => ({
  ...{ kind: "failed", step },
  ...(isReached && { reached: true }),
  ...(again && { again }),
});

/** Whether somebody is told now that a step failed, or it is known that nobody can be. */
function isSettled({ taken, changes }: Happened, id: string): boolean {
  const isTold = taken.some(({ incident, decision: { to, lines } }) => incident === id && to.length + lines.length > 0);
  return (
    isTold || changes.conversations.some(({ conversation }) => conversation.id === id && conversation.undeliveredAt !== null)
  );
}

/** What stands for a step that failed when it was taken again in vain, or later ones were taken or passed over, and nobody was told by them: the last of those. */
function later(happened: Happened, failed: FailedStep, { again }: Pick<Asked, "again">): FailedStep[] {
  const { before, changes } = happened;
  const all = [...changes.conversations, ...before.conversations];
  const now = all.find(({ conversation }) => conversation.id === failed.incident)?.conversation;
  const step = (now?.steps ?? 0) - 1;
  const isNew = step > failed.step || (again && step === failed.step);
  const isOver = !failed.isLast || !isNew || now?.state === "resolved" || isSettled(happened, failed.incident);
  return isOver ? [] : [{ ...failed, step }];
}

/** Lets a step fail for incidents; answers what is left of it. */
async function fail(asked: Asked, alike: readonly FailedStep[]): Promise<FailedStep[]> {
  const { tools, tx, rules, isTogether } = asked;
  const [first] = alike;
  const held = await holdConversations(
    tx,
    alike.map(({ incident }) => incident),
  );
  const [[installation, kept] = ["", []]] = held;
  if (!first || kept.length === 0) return [];
  const happened = await actOn(tools, tx, rules, { installation, kept, act: () => actOf(first, asked), by: null, isTogether });
  return alike.flatMap((failed) => later(happened, failed, asked));
}

/** And so on, until each is settled; what is taken again is so once. */
async function leadOn(asked: Asked, failed: readonly FailedStep[]): Promise<void> {
  if (failed.length === 0) return;
  const rest: FailedStep[] = [];
  for (const alike of Map.groupBy(failed, (each) => JSON.stringify(actOf(each, asked))).values())
    rest.push(...(await fail(asked, alike)));
  await leadOn({ ...asked, again: false }, rest);
}

/**
 * When no channel took a step of a ladder, the next one is due at once, and so on to the first that somebody can be told by; when the
 * rules name those no more who were to take it, the same one is, by the rules that stand. Of a bundle, for each incident that it was to
 * tell of. Once, however many jobs come.
 */
export async function stepFailed(tools: Tools, { decision, again = false }: Job<"failed">): Promise<void> {
  const asked = await failedSteps(tools.db, { decision, reasons, isCancelled: again, most });
  if (asked.length === 0) return;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const ids = asked.map(({ incident }) => incident);
    await holdConversations(tx, ids);
    const all = await failedSteps(tx, { decision, reasons, isCancelled: again, most });
    const failed = all.filter(({ incident }) => ids.includes(incident));
    await leadOn({ tools, tx, rules, again, isTogether: failed.length > 1 }, failed);
    if (asked.length === most) await tools.queue.send(tx, "failed", { decision, ...(again && { again }) });
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}

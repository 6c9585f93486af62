import { type Tx, transaction } from "#lib/db/client.ts";
import { holdConversations, type KeptRow } from "#lib/db/slice.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut } from "./carry-out.ts";
import { letHappen } from "./let-happen.ts";
import { refresh } from "./refresh.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";
import { lookAgainAt, skewMs } from "./wake.ts";

/** Those whose time has come, those whose time comes in a moment, and those that are looked at for what came since they were posted. */
function sorted(kept: readonly KeptRow[], now: Date): Record<"now" | "soon" | "fresh", KeptRow[]> {
  const places = Map.groupBy(kept, ({ conversation: { dueAt } }) => {
    const early = (dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime();
    return early <= 0 ? "now" : early <= skewMs ? "soon" : "fresh";
  });
  return { now: places.get("now") ?? [], soon: places.get("soon") ?? [], fresh: places.get("fresh") ?? [] };
}

async function lookAt(tools: Tools, tx: Tx, installation: string, kept: readonly KeptRow[], rules: RulesNow): Promise<void> {
  const asOf = tools.clock();
  const { now, soon, fresh } = sorted(kept, asOf);
  await refresh(tools, tx, fresh, rules.document.policies, asOf);
  const times = soon.map(({ conversation: { id, dueAt } }) => ({ incident: id, at: dueAt ?? asOf }));
  await lookAgainAt(tools, tx, times, asOf);
  if (now.length === 0) return;
  const around = { installation, kept: now, keys: [], subjects: [] };
  const inOrder = now
    .map(({ conversation }) => conversation)
    .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1));
  const happened = await letHappen(tools, tx, rules, around, (at) =>
    inOrder.map(({ id }) => ({ kind: "due", at, incident: id })),
  );
  await carryOut(tools, tx, happened);
}

/** Does what incidents' times have come for: a telling that is due, else an edit of what was posted. Once, however many jobs come. */
export async function dueTogether(tools: Tools, jobs: readonly Job<"due">[]): Promise<void> {
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const held = await holdConversations(
      tx,
      jobs.map(({ incident }) => incident),
    );
    for (const [installation, kept] of held) await lookAt(tools, tx, installation, kept, rules);
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}

export const due = (tools: Tools, job: Job<"due">): Promise<void> => dueTogether(tools, [job]);

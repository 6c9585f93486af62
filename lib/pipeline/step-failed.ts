import { failedStep } from "#lib/db/acts.ts";
import { transaction } from "#lib/db/client.ts";
import { holdConversations } from "#lib/db/slice.ts";
import type { Job } from "#lib/queue/queue.ts";
import { actOn } from "./incidents.ts";
import { rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

/** When no channel took a step of a ladder, the next one is due at once. Once, however many jobs come. */
export async function stepFailed(tools: Tools, { decision }: Job<"failed">): Promise<void> {
  const asked = await failedStep(tools.db, decision);
  if (!asked) return;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const [[installation, [kept]] = ["", []]] = await holdConversations(tx, [asked.incident]);
    const failed = await failedStep(tx, decision);
    if (!kept || !failed || kept.conversation.state === "resolved") return;
    await actOn(tools, tx, rules, { installation, kept, act: () => ({ kind: "failed", step: failed.step }), by: null });
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}

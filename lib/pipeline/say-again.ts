import { transaction } from "#lib/db/client.ts";
import { addMessage, nothingToPost, saidLast } from "#lib/db/messages.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { Outbound } from "./notify.ts";
import type { Tools } from "./tools.ts";

/** Somebody has it in hand, or wants quiet: no telephone rings to say it better. */
const isQuiet = ({ state, silenced, snoozedUntil }: Notice): boolean => state !== "open" || Boolean(silenced ?? snoozedUntil);

/**
 * On a channel that cannot edit, a verdict that changed in category or severity is told once more, at most once an incident; nothing
 * else is.
 */
export async function sayAgain(tools: Tools, { facts: { message }, spec }: Outbound, notice: Notice): Promise<void> {
  const now = tools.clock();
  const { incidentId, channel } = message;
  const isSettled = notice.state === "resolved" || (spec.kind === "sms" && isQuiet(notice));
  await transaction(tools.db, async (tx) => {
    const last = incidentId && !isSettled ? await saidLast(tx, incidentId, channel) : null; // held before its messages, as by who decides
    await nothingToPost(tx, message.id, message.wanted, now);
    const isChanged = last?.said && (last.said.category !== notice.category || last.said.severity !== notice.severity);
    if (!isChanged || last.again) return;
    await tools.queue.send(tx, "notify", { message: await addMessage(tx, message, "corrected", now) });
  });
}

import { channelWorks } from "#lib/db/channels.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { messageSent, reachedAfterAll } from "#lib/db/messages.ts";
import type { Said } from "#lib/db/said.ts";
import { endBreak } from "./channel-mended.ts";
import type { Outbound } from "./notify.ts";
import type { Kept } from "./progress.ts";
import type { Tools } from "./tools.ts";

interface Taken {
  externalId: string | null;
  said: Said;
  progress: Pick<Kept, "settle">;
}

/**
 * Writes down that a channel took a message, with all that follows from it, so that whoever dies leaves nothing of it undone: somebody
 * was reached, the channel works, an edit that was asked for meanwhile is still to be made. Where not all of it can be written now, it is
 * first written that the message went: it is not sent again.
 */
export async function messageTaken(tools: Tools, { facts, spec, claimed }: Outbound, taken: Taken): Promise<void> {
  const { id, wanted } = facts.message; // read before what it tells of: an edit that was asked for since is still to be made
  const { externalId, said, progress } = taken;
  const now = tools.clock();
  const went = { id, wanted, externalId, said, now };
  const write = async (tx: Tx): Promise<void> => {
    if (claimed.posted === 0) await reachedAfterAll(tx, id, now); // held before its messages, as by who decides
    const more = await messageSent(tx, went);
    await progress.settle(tx);
    if (await channelWorks(tx, spec, now)) await endBreak(tools, tx, spec.name, "channelWorks");
    if (more) await tools.queue.send(tx, "notify", { message: id });
  };
  try {
    await transaction(tools.db, write);
  } catch {
    await messageSent(tools.db, went);
    await transaction(tools.db, write);
  }
}

import type { ChannelRow } from "#lib/db/channels.ts";
import { type Db, transaction } from "#lib/db/client.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { isBeingTried, postponeMessage, wasAnnounced } from "#lib/db/messages.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import type { Tools } from "./tools.ts";

/** Why a message that was never posted need not be any more; null when it must. */
export async function whyCancelled(
  db: Db,
  { message, incident }: MessageFacts,
  spec: ChannelSpec | undefined,
): Promise<string | null> {
  if (message.state !== "queued") return null;
  if (!spec) return `The policies no longer name the channel ${message.channel}.`;
  if (message.reason === "resolved")
    return (await wasAnnounced(db, message)) ? null : "Nobody was told of the incident here, so its end is not told either.";
  if (incident?.state === "resolved") return "The incident was resolved before this could be sent.";
  if (message.reason === "repeat" && incident?.state === "acknowledged")
    return "The incident was acknowledged before this could be sent.";
  return null;
}

const triedMs = 30_000;
const turnMs = 2000;

/** Until when a channel that had trouble is left alone: its own pause, then one message at a time until one gets through. */
export async function restsUntil({ db, clock }: Tools, { message }: MessageFacts, row: ChannelRow | null): Promise<Date | null> {
  const now = clock();
  if (!row?.pausedUntil) return null;
  if (row.pausedUntil > now) return row.pausedUntil;
  const tried = await isBeingTried(db, message, new Date(now.getTime() - triedMs));
  return tried ? new Date(now.getTime() + turnMs) : null;
}

/** Has a message looked at later, without an attempt; does nothing when there is nothing to send. */
export async function putOff(tools: Tools, { message: { id } }: MessageFacts, at: Date, why: string | null): Promise<void> {
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    if (!(await postponeMessage(tx, id, at, why, now))) return;
    const startAfterSeconds = Math.ceil((at.getTime() - now.getTime()) / 1000);
    await tools.queue.send(tx, "notify", { message: id }, { startAfterSeconds });
  });
}

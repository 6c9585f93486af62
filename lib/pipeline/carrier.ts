import { withoutId } from "#lib/channels/receivers.ts";
import { carrierFault, unanswered } from "#lib/channels/twilio-status.ts";
import { type Handed, holdMessage, noteOf, notReached } from "#lib/db/carriers.ts";
import { carrierDelivers, carrierRefuses, channelBreaks, channelFails, channelWorks } from "#lib/db/channels.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { bornAt } from "#lib/model/uuid.ts";
import type { Job } from "#lib/queue/queue.ts";
import { faultSentence } from "./channel-fault.ts";
import { endBreak } from "./channel-mended.ts";
import { specOf } from "./channels.ts";
import { breakChannel, leadOn } from "./notify-failed.ts";
import type { ChannelAt } from "./open-channel.ts";
import type { Tools } from "./tools.ts";

/** Until it is written down who has it. */
const waitSeconds = 5;
/** A test has no row; what a carrier says of it later than this is nobody's answer. */
const testMs = 3_600_000;
const longest = 600;

type Said = Job<"carrier">;

/** Both sentences, each once. */
function withSentence(error: string | null, sentence: string): string {
  if (error?.includes(sentence)) return error;
  return [error, sentence].filter(Boolean).join(" ").slice(0, longest).toWellFormed();
}

/** It got through: what a carrier refused before is mended. */
async function delivered(tools: Tools, tx: Tx, spec: ChannelAt, sentAt: Date): Promise<void> {
  if (!(await carrierDelivers(tx, spec.name, sentAt))) return;
  if (await channelWorks(tx, spec, tools.clock())) await endBreak(tools, tx, spec.name, "channelWorks");
}

interface Refused {
  spec: ChannelAt;
  message: Handed;
  said: Said;
}

/** Somebody has not got it. Nobody is asked twice: what a report says again finds nothing to take back. */
async function refused(tools: Tools, tx: Tx, { spec, message, said }: Refused): Promise<void> {
  const isFinal = message.state === "sent";
  const without = withoutId(message.externalId, said.sid, isFinal);
  if (!without) return;
  const now = tools.clock();
  const error = carrierFault(said);
  const fault = faultSentence(error);
  const isOver = isFinal && without.left === null;
  await notReached(tx, { id: message.id, externalId: without.left, error: withSentence(message.error, fault), now }, isOver);
  tools.notice("warn", "carrier", { message: message.id, channel: spec.name, fault }, "a carrier did not deliver a message");
  if (isOver) await leadOn(tools, tx, message);
  if (!(error instanceof ConfigurationError)) return;
  await breakChannel(tools, tx, { facts: { message }, spec }, error, now);
  await carrierRefuses(tx, spec.name, now);
}

/** Of a test, which is nobody's message: what a carrier says is shown on the channel. */
async function tested(tools: Tools, tx: Tx, spec: ChannelAt, said: Said): Promise<void> {
  const [at, now] = [bornAt(said.message), tools.clock()];
  if (!at || Math.abs(now.getTime() - at.getTime()) > testMs || said.said === "unanswered") return;
  if (said.said === "reached") return delivered(tools, tx, spec, at);
  const error = carrierFault(said);
  if (!(error instanceof ConfigurationError)) return channelFails(tx, spec, faultSentence(error));
  await channelBreaks(tx, spec, faultSentence(error), now);
  await carrierRefuses(tx, spec.name, now);
}

async function learn(tools: Tools, tx: Tx, spec: ChannelAt, said: Said): Promise<void> {
  const message = await holdMessage(tx, said.message);
  if (!message) return tested(tools, tx, spec, said);
  if (message.channel !== said.channel) return;
  if (message.state === "sending") return tools.queue.send(tx, "carrier", said, { startAfterSeconds: waitSeconds });
  if (said.said === "failed") return refused(tools, tx, { spec, message, said });
  if (message.state !== "sent" || withoutId(message.externalId, said.sid, true) === null) return;
  if (said.said === "reached") return delivered(tools, tx, spec, message.sentAt ?? message.createdAt);
  await noteOf(tx, message.id, withSentence(message.error, unanswered(said)), tools.clock());
}

/**
 * What became of a message that Twilio took. What a carrier did not deliver has failed as if Twilio had refused it: others are told.
 * A call that nobody took is written down, and the ladder goes on by its own time.
 */
export async function carrier(tools: Tools, said: Said): Promise<void> {
  const spec = await specOf(tools, said.channel);
  if (!spec) return;
  await transaction(tools.db, (tx) => learn(tools, tx, spec, said));
}

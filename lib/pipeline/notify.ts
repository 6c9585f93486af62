import type { Channel, Progress } from "#lib/channels/channel.ts";
import { type ChannelRow, channelRow } from "#lib/db/channels.ts";
import { transaction } from "#lib/db/client.ts";
import { type MessageFacts, messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { type Claimed, cancelMessage, claimMessage, leaseEnd } from "#lib/db/messages.ts";
import { saidIn } from "#lib/db/said.ts";
import { Busy, ConfigurationError } from "#lib/model/errors.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import type { Job } from "#lib/queue/queue.ts";
import { specOf } from "./channels.ts";
import { messageTaken } from "./message-taken.ts";
import { noticeFor } from "./notice.ts";
import { type Cancelled, putOff, restsUntil, whyCancelled } from "./notify-before.ts";
import { attempts, leadOn, messageFailed } from "./notify-failed.ts";
import { openChannel, secretsOf } from "./open-channel.ts";
import { currentPolicies } from "./policies.ts";
import { progressOf } from "./progress.ts";
import { sayAgain } from "./say-again.ts";
import type { Tools } from "./tools.ts";
import { turns } from "./turns.ts";

/** Longer than a channel of the kind takes to answer or to give up, and its outcome to be written down. */
export const leaseMs = (kind: string): number => (kind === "slack" ? 25_000 : 40_000);

/** Posts a message, or edits what was posted; each attempt is written down before it and its outcome after it. */
export async function notify(tools: Tools, { message: id }: Job<"notify">): Promise<void> {
  const message = await messageOf(tools.db, id);
  if (!message) return;
  const name = message.channel;
  const [facts, spec, row, { document }] = await Promise.all([
    messageFacts(tools.db, message),
    specOf(tools, name),
    channelRow(tools.db, name),
    currentPolicies(tools),
  ]);
  const cancelled = await whyCancelled(tools.db, facts, spec, document);
  if (cancelled) return cancel(tools, message, cancelled);
  if (!spec) return;
  const rest = await restsUntil(tools, facts, row);
  if (rest) return putOff(tools, facts, rest, row?.error ?? null);
  const done = await turnsOf(tools)(name);
  if (!done) return putOff(tools, facts, new Date(tools.clock().getTime() + crowdedMs), null);
  try {
    await claimAndPost(tools, facts, spec, row);
  } finally {
    done();
  }
}

async function cancel(tools: Tools, message: MessageFacts["message"], { why, again }: Cancelled): Promise<void> {
  await transaction(tools.db, async (tx) => {
    await cancelMessage(tx, message.id, why, tools.clock());
    await leadOn(tools, tx, message, again);
  });
}

/** Half of the lanes at most are one channel's. */
const atOnce = 4;
const patienceMs = 1000;
const crowdedMs = 3000;
const lines = new WeakMap<Tools["db"], ReturnType<typeof turns>>();

function turnsOf({ db }: Tools): ReturnType<typeof turns> {
  const known = lines.get(db) ?? turns(atOnce, patienceMs);
  lines.set(db, known);
  return known;
}

async function claimAndPost(tools: Tools, facts: MessageFacts, spec: ChannelSpec, row: ChannelRow | null): Promise<void> {
  const { id } = facts.message;
  const lease = leaseMs(spec.kind);
  const claimed = await claimMessage(tools.db, id, tools.clock(), lease);
  if (!claimed) return again(tools, id, await leaseEnd(tools.db, id, lease));
  const channel = open(tools, spec, row);
  const outbound = { facts: { ...facts, said: saidIn(claimed.said) }, spec, claimed }; // what was told until it was ours
  if (channel instanceof ConfigurationError) return messageFailed(tools, outbound, channel);
  if (claimed.attempts > attempts) return messageFailed(tools, outbound, new Busy("Whoever sent it never came to its end"));
  await post(tools, outbound, channel);
}

/** A message that is ours to send now. */
export interface Outbound {
  facts: MessageFacts;
  spec: ChannelSpec;
  claimed: Claimed;
}

function open(tools: Tools, spec: ChannelSpec, row: ChannelRow | null): Channel | ConfigurationError {
  try {
    const secrets = secretsOf(tools, spec, row);
    return secrets
      ? openChannel(tools, spec, secrets)
      : new ConfigurationError("Its secrets are not set: save them in the settings");
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

async function post(tools: Tools, outbound: Outbound, channel: Channel): Promise<void> {
  const { facts, spec, claimed } = outbound;
  const notice = await noticeFor(tools, facts, spec);
  if (claimed.posted > 0 && !channel.update) return sayAgain(tools, outbound, notice);
  await tools.fault("notify.before_send");
  const progress = progressOf(tools, claimed);
  let externalId: string | null;
  try {
    externalId = await deliverOrEdit(channel, claimed, notice, progress);
  } catch (error) {
    return messageFailed(tools, outbound, error);
  }
  await tools.fault("notify.after_send_before_record");
  const said = { category: notice.category, severity: notice.severity, state: notice.state };
  await messageTaken(tools, outbound, { externalId, said, progress });
  await tools.fault("notify.after_record");
}

async function deliverOrEdit(
  channel: Channel,
  { posted, externalId }: Claimed,
  notice: Notice,
  progress: Progress,
): Promise<string | null> {
  if (posted === 0 || !channel.update) return channel.deliver(notice, progress);
  if (externalId !== null) await channel.update(externalId, notice);
  return externalId;
}

/** Has the message looked at again at a time; null when there is no need. */
async function again({ db, queue, clock }: Tools, message: string, at: Date | null): Promise<void> {
  if (!at) return;
  const startAfterSeconds = Math.max(0, Math.ceil((at.getTime() - clock().getTime()) / 1000));
  await transaction(db, (tx) => queue.send(tx, "notify", { message }, { startAfterSeconds }));
}

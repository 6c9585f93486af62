import { Throttled } from "#lib/channels/channel.ts";
import { channelBreaks, channelWaits } from "#lib/db/channels.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { messageFails, messageWaits } from "#lib/db/messages.ts";
import { administrators } from "#lib/model/channel.ts";
import { AppError, Busy, ConfigurationError, Unanswered } from "#lib/model/errors.ts";
import type { ChannelSpec } from "#lib/model/policy.ts";
import { openingReasons } from "#lib/policy/rate.ts";
import { brokenTold, faultSentence } from "./channel-fault.ts";
import type { Outbound } from "./notify.ts";
import { isOld } from "./notify-before.ts";
import { raise } from "./raise.ts";
import type { Tools } from "./tools.ts";

/** Waits between attempts, in seconds: eight attempts within about an hour. */
const pauses = [5, 15, 45, 120, 300, 900, 2100] as const;
export const attempts = pauses.length + 1;
/** How long others leave a channel alone that has trouble, at most. */
const restMs = 60_000;

/** Spread by a fifth, so that what failed together is not tried together. */
const pauseAfter = (attempt: number): number => (pauses[attempt - 1] ?? 2100) * 1000 * (0.8 + Math.random() * 0.4);

/** What an attempt that failed leads to. */
type Next = { do: "wait"; at: Date; counts: boolean; doubtful: boolean } | { do: "break" } | { do: "giveUp"; after: string };

function nextAfter({ facts, claimed }: Outbound, error: unknown, now: Date): Next {
  if (error instanceof ConfigurationError) return { do: "break" };
  if (error instanceof AppError && !(error instanceof Busy)) return { do: "giveUp", after: "" };
  if (isOld(facts.message, now)) return { do: "giveUp", after: "Given up after a day" };
  if (error instanceof Throttled)
    return { do: "wait", at: new Date(now.getTime() + (error.afterMs ?? 30_000)), counts: false, doubtful: false };
  if (claimed.attempts >= attempts) return { do: "giveUp", after: `Given up after ${claimed.attempts} attempts` };
  const at = new Date(now.getTime() + pauseAfter(claimed.attempts));
  return { do: "wait", at, counts: true, doubtful: error instanceof Unanswered && claimed.posted === 0 };
}

/** Writes down that an attempt failed, and has it tried again where time can mend it; a channel that somebody must mend raises its signal once. */
export async function messageFailed(tools: Tools, outbound: Outbound, error: unknown): Promise<void> {
  const now = tools.clock();
  const { spec, claimed } = outbound;
  const fault = faultSentence(error);
  const next = nextAfter(outbound, error, now);
  const about = { message: claimed.id, channel: spec.name, attempt: claimed.attempts, next: next.do, fault };
  if (error instanceof AppError) tools.notice("warn", "notify", about, "a message was not taken");
  else {
    tools.notice("error", "notify", { ...about, err: error }, "a message could not be sent");
    tools.report(error);
  }
  await transaction(tools.db, async (tx) => {
    if (next.do === "wait") return wait(tools, tx, outbound, { fault, now, ...next });
    if (!(await messageFails(tx, claimed, "after" in next && next.after ? `${next.after}: ${fault}` : fault, now))) return;
    await leadOn(tools, tx, outbound.facts.message);
    if (next.do === "break") await breakChannel(tools, tx, outbound, error, now);
  });
}

/** Has it looked at whether anybody else is to be told, now that a message goes nowhere; or who is, `again`, now that the rules name whom it was for no more. */
export async function leadOn(
  { queue }: Tools,
  tx: Tx,
  message: Pick<MessageFacts["message"], "decisionId" | "reason" | "channel" | "digest">,
  again = false,
): Promise<void> {
  const { decisionId: decision, reason, channel, digest } = message;
  const opens = digest !== null || openingReasons.some((each) => each === reason);
  if (decision && opens && channel !== administrators) await queue.send(tx, "failed", { decision, ...(again && { again }) });
}

interface Wait {
  fault: string;
  at: Date;
  counts: boolean;
  /** It may have gone. */
  doubtful: boolean;
  now: Date;
}

async function wait(
  { queue }: Tools,
  tx: Tx,
  { spec, claimed }: Outbound,
  { fault, at, counts, doubtful, now }: Wait,
): Promise<void> {
  if (!(await messageWaits(tx, claimed, { error: fault, at, counts, doubtful, now }))) return;
  const rest = counts ? new Date(Math.min(at.getTime(), now.getTime() + restMs)) : at;
  await channelWaits(tx, spec, rest, fault);
  const startAfterSeconds = Math.ceil((at.getTime() - now.getTime()) / 1000);
  await queue.send(tx, "notify", { message: claimed.id }, { startAfterSeconds });
}

interface Broken {
  facts: { message: Pick<MessageFacts["message"], "installationId"> };
  spec: Pick<ChannelSpec, "name" | "kind">;
}

/** Somebody must mend the channel: it is said on its row, and told once. */
export async function breakChannel(tools: Tools, tx: Tx, { facts, spec }: Broken, error: unknown, now: Date): Promise<void> {
  const fault = faultSentence(error);
  await channelBreaks(tx, spec, fault, now);
  if (spec.name === administrators) return; // nobody is left to be told
  const installation = facts.message.installationId;
  await raise(tools, tx, {
    kind: "channel_broken",
    message: `The channel ${spec.name} is broken. ${fault}`,
    told: brokenTold("channelBroken", spec.name, error),
    installation,
    key: spec.name,
  });
}

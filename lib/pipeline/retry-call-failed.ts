import { Throttled } from "#lib/channels/channel.ts";
import { channelBreaks, channelFails, channelWaits } from "#lib/db/channels.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { type ClaimedCall, endRetryCall, retryCallWaits } from "#lib/db/retry-calls.ts";
import { AppError, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { brokenTold, faultSentence } from "./channel-fault.ts";
import type { ChannelAt } from "./open-channel.ts";
import { raise } from "./raise.ts";
import type { Tools } from "./tools.ts";

/** Waits between attempts, in seconds. */
const pauses = [5, 15, 45, 120, 300, 900, 2100] as const;
const giveUpMs = 86_400_000;
/** How long the others leave a hook alone that has trouble, at most. */
const restMs = 60_000;

interface Attempt {
  call: ClaimedCall;
  spec: ChannelAt;
}

/** When it is tried again; null when it is not. */
function nextAt({ attempts, createdAt }: ClaimedCall, error: unknown, now: Date): Date | null {
  if (error instanceof AppError && !(error instanceof Busy)) return null;
  if (now.getTime() - createdAt.getTime() > giveUpMs) return null;
  if (error instanceof Throttled) return new Date(now.getTime() + (error.afterMs ?? 30_000));
  const seconds = pauses[attempts - 1];
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1000 * (0.8 + Math.random() * 0.4));
}

/** What the hook asks for is kept; of other trouble a while is enough for one call to try again before the rest. */
const restUntil = (error: unknown, at: Date, now: Date): Date =>
  error instanceof Throttled ? at : new Date(Math.min(at.getTime(), now.getTime() + restMs));

async function breakHook(tools: Tools, tx: Tx, { call, spec }: Attempt, error: ConfigurationError, now: Date): Promise<void> {
  const fault = faultSentence(error);
  await channelBreaks(tx, spec, fault, now);
  const message = `The retry hook ${spec.name} is broken. ${fault}`;
  const told = brokenTold("hookBroken", spec.name, error);
  await raise(tools, tx, { kind: "channel_broken", message, told, installation: call.installationId, key: spec.name });
}

/** Writes down that a hook did not take a call, and has it told again where time can mend that. */
export async function retryCallFailed(tools: Tools, attempt: Attempt, error: unknown): Promise<void> {
  const { call, spec } = attempt;
  const now = tools.clock();
  const fault = faultSentence(error);
  const at = nextAt(call, error, now);
  tools.notice("warn", "retry_call", { call: call.id, channel: spec.name, attempt: call.attempts, fault }, "a retry hook failed");
  if (!(error instanceof AppError)) tools.report(error);
  await transaction(tools.db, async (tx) => {
    if (at) {
      await retryCallWaits(tx, call.id, { at, counts: !(error instanceof Throttled), error: fault });
      await tools.queue.send(
        tx,
        "retry_call",
        { call: call.id },
        { startAfterSeconds: Math.ceil((at.getTime() - now.getTime()) / 1000) },
      );
    } else await endRetryCall(tx, call.id, { state: "failed", error: fault });
    if (error instanceof ConfigurationError) await breakHook(tools, tx, attempt, error, now);
    else if (at) await channelWaits(tx, spec, restUntil(error, at, now), fault);
    else await channelFails(tx, spec, fault);
  });
}

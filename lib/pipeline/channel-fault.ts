import { Throttled } from "#lib/channels/channel.ts";
import { channelBreaks, channelWaits } from "#lib/db/channels.ts";
import type { Db, Tx } from "#lib/db/client.ts";
import { AppError, ConfigurationError } from "#lib/model/errors.ts";
import type { Tools } from "./tools.ts";

interface Of {
  name: string;
  kind: string;
}

/** What went wrong, as a row may show it: one sentence of ours, no secret of the channel. */
export function faultOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  const sentence = error.message.replace(/\s+/g, " ").slice(0, 600);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Writes down how a channel failed: broken until mended, or paused. Answers with the sentence; throws what is no failure of the channel. */
export async function noteFault(tools: Tools, tx: Db | Tx, channel: Of, error: unknown): Promise<string> {
  const fault = faultOf(error);
  const now = tools.clock();
  if (error instanceof ConfigurationError) await channelBreaks(tx, channel, fault, now);
  if (error instanceof Throttled) await channelWaits(tx, channel, new Date(now.getTime() + (error.afterMs ?? 30_000)), fault);
  return fault;
}

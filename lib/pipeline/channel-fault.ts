import { brokenBy } from "#lib/channels/broken.ts";
import { Throttled } from "#lib/channels/channel.ts";
import { channelBreaks, channelFails, channelWaits } from "#lib/db/channels.ts";
import { AppError, ConfigurationError } from "#lib/model/errors.ts";
import type { OwnTold } from "#lib/model/own-told.ts";
import type { Tools } from "./tools.ts";

/** What went wrong, in a sentence that a row may show; of errors that are not ours only the kind. */
export function faultSentence(error: unknown): string {
  if (!(error instanceof AppError))
    return `Something unforeseen went wrong (${error instanceof Error ? error.name : typeof error}).`;
  const sentence = error.message.replace(/\s+/g, " ").slice(0, 1200);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** That a channel is broken, for other languages than that of the fault's sentence. */
export function brokenTold(sentence: "channelBroken" | "hookBroken", channel: string, error: unknown): OwnTold {
  const { why, code } = brokenBy(error);
  return { sentence, with: { channel, reason: why, code: code ?? "" } };
}

/** Writes down how a channel failed its test: broken until mended, paused, or not taken this once. Answers with the sentence; throws what is no failure of the channel. */
export async function noteFault(tools: Tools, channel: { name: string; kind: string }, error: unknown): Promise<string> {
  if (!(error instanceof AppError)) throw error;
  const fault = faultSentence(error);
  const now = tools.clock();
  if (error instanceof ConfigurationError) await channelBreaks(tools.db, channel, fault, now);
  else if (error instanceof Throttled)
    await channelWaits(tools.db, channel, new Date(now.getTime() + (error.afterMs ?? 30_000)), fault);
  else await channelFails(tools.db, channel, fault);
  return fault;
}

import type { ChannelRow } from "#lib/db/channels.ts";
import { type Db, transaction } from "#lib/db/client.ts";
import type { MessageFacts } from "#lib/db/message-facts.ts";
import { isBegun, isBeingTried, postponeMessage, wasAnnounced } from "#lib/db/messages.ts";
import { administrators } from "#lib/model/channel.ts";
import type { ChannelSpec, PolicyDocument } from "#lib/model/policy.ts";
import { openingReasons } from "#lib/policy/rate.ts";
import type { Tools } from "./tools.ts";

/** Somebody took it on after this was decided. */
function isInHand({ message, incident }: MessageFacts): boolean {
  if (incident?.state !== "acknowledged" || !incident.acknowledgedAt) return false;
  return incident.acknowledgedAt >= message.createdAt && openingReasons.some((reason) => reason === message.reason);
}

/** What PagerDuty was asked to open, though it did not answer, may be open there: what is sent now closes it. */
const mayBeOpen = ({ message }: MessageFacts, spec: ChannelSpec): boolean => spec.kind === "pagerduty" && message.attempts > 0;

export interface Cancelled {
  why: string;
  /** The rules that stand know who is to be told instead. */
  again: boolean;
}

const over = (why: string): Cancelled => ({ why, again: false });
const otherwise = (why: string): Cancelled => ({ why, again: true });

/** Why a message that was never posted need not be any more; null when it must. */
export async function whyCancelled(
  db: Db,
  facts: MessageFacts,
  spec: ChannelSpec | undefined,
  { policies }: Pick<PolicyDocument, "policies">,
): Promise<Cancelled | null> {
  const { message, incident } = facts;
  if (message.state !== "queued") return null;
  if (!spec) return otherwise(`The policies no longer name the channel ${message.channel}.`);
  if (message.reason === "resolved")
    return (await wasAnnounced(db, message))
      ? null
      : over("Nobody was told of the incident here, so its end is not told either.");
  if (incident && mayBeOpen(facts, spec)) return null;
  if (incident?.state === "resolved") return over("The incident was resolved before this could be sent.");
  if (isInHand(facts)) return over("The incident was acknowledged before this could be sent.");
  const policy = incident && (facts.decision?.policy ?? incident.policy);
  if (policy && message.channel !== administrators && !policies.some(({ name }) => name === policy))
    return otherwise(`The policy ${policy} was deleted before this could be sent.`);
  return null;
}

/** So long a message waits for a channel that has trouble; what is tried then and not taken is given up. */
const oldestMs = 86_400_000;

export const isOld = ({ createdAt, posted, wantedAt }: MessageFacts["message"], now: Date): boolean =>
  now.getTime() - ((posted > 0 && wantedAt) || createdAt).getTime() > oldestMs;

const triedMs = 30_000;
const turnMs = 2000;

/**
 * Until when a message must wait: for a channel that had trouble its own pause, then one message at a time until one gets through,
 * though no longer than a day; the end of an incident for its beginning.
 */
export async function restsUntil({ db, clock }: Tools, { message }: MessageFacts, row: ChannelRow | null): Promise<Date | null> {
  const now = clock();
  const soon = new Date(now.getTime() + turnMs);
  if (message.reason === "resolved" && (await isBegun(db, message))) return soon;
  if (!row?.pausedUntil || isOld(message, now)) return null;
  if (row.pausedUntil > now) return row.pausedUntil;
  const tried = await isBeingTried(db, message, new Date(now.getTime() - triedMs));
  return tried ? soon : null;
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

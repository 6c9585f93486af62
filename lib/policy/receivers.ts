import type { Conversation, Facts } from "#lib/model/decision.ts";
import { ownSignature } from "#lib/model/signal.ts";
import { isOverRate } from "./rate.ts";

export interface Receivers {
  /** Who is sent a message, and whose next digest or bundle gets a line. */
  to: string[];
  lines: string[];
  /** Named, but nothing can be sent to them now. */
  skipped: string[];
  /** Some get a line because they were sent enough in this hour. */
  isOverRate: boolean;
  /** It is about one of these channels, which cannot tell of itself. */
  isLoop: boolean;
}

const brokenPrefix = ownSignature("channel_broken", "");

/** The channel that an error says is broken. */
const brokenChannel = (signature: string | null): string | null =>
  signature?.startsWith(brokenPrefix) ? signature.slice(brokenPrefix.length) : null;

/** Whether nothing reaches a channel but by the one that is broken. */
const isCarriedBy = (name: string, broken: string, { carriers }: Facts): boolean =>
  name === broken || (carriers.get(name)?.every((carrier) => carrier === broken) ?? false);

interface Ask {
  subject: Conversation["subject"];
  facts: Facts;
  now: Date;
  /** Outside the hours of a policy: nobody of these is called. */
  quiet?: ReadonlySet<string>;
  /** Or told at all. */
  absent?: ReadonlySet<string>;
  /** The limit of an hour does not count. */
  isUnlimited?: boolean;
}

/** Who of these is told, and how. */
export function receivers(names: readonly string[], { subject, facts, now, quiet, absent, isUnlimited }: Ask): Receivers {
  const found: Receivers = { to: [], lines: [], skipped: [], isOverRate: false, isLoop: false };
  const broken = brokenChannel(subject.signature);
  for (const name of new Set(names)) {
    const kind = facts.channels.get(name);
    if (broken !== null && isCarriedBy(name, broken, facts)) found.isLoop = true;
    else if (kind === undefined || absent?.has(name)) found.skipped.push(name);
    else if (quiet?.has(name) && (kind === "sms" || kind === "voice")) found.skipped.push(name);
    else if (kind === "digest") found.lines.push(name);
    else if (!isUnlimited && isOverRate(name, facts, now)) {
      found.lines.push(name);
      found.isOverRate = true;
    } else found.to.push(name);
  }
  return found;
}

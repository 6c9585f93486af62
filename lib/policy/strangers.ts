import type { Conversation, Decision, Facts } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Found } from "./conversation.ts";
import { outsideHours } from "./hours.ts";
import { begun, firstReceivers } from "./ladder.ts";
import { outcome } from "./outcome.ts";
import { tellAlso } from "./tell.ts";

const isQuiet = ({ told, state, assigned, snoozedUntil }: Conversation, now: Date): boolean =>
  told === 0 || state !== "open" || assigned.length > 0 || (snoozedUntil !== null && snoozedUntil > now);

/** Those whom the policy that it went over to tells at once, and the one it came from did not; none where that ladder begins anyway. */
export function strangers({ policy, from, after }: Found, facts: Facts, now: Date): string[] {
  if (!from || after.ladderAt === null || isQuiet(after, now)) return [];
  const known = new Set(from.ladder.flatMap(({ to }) => to));
  return firstReceivers(policy, after, facts, now).filter((name) => facts.channels.has(name) && !known.has(name));
}

interface Asked {
  facts: Facts;
  silences: readonly SilenceSpec[];
  now: Date;
}

/** Tells those who were not told of what was told already, once their calendar lets it; null where nobody is to be told. */
export function tellStrangers(found: Found, reason: Extract<Reason, "first" | "corrected">, asked: Asked): Decision | null {
  const { policy, after } = found;
  const { facts, now } = asked;
  const names = strangers(found, facts, now);
  if (names.length === 0) return null;
  const outside = outsideHours(policy, after, facts, now, names);
  if (outside && outside.outside !== "downgrade") {
    const { calendar: by, opens } = outside;
    const waiting = awaited(policy, after, by, opens, now);
    return reason === "corrected"
      ? outcome(policy, "update", reason, waiting)
      : outcome(policy, "hold", "outside_hours", waiting, { by });
  }
  const decision = tellAlso({ policy, reason, ...asked }, after, names);
  return decision.to.length + decision.lines.length > 0 ? decision : null;
}

/** Kept back until a time, at which the ladder of its policy begins. */
export const awaited = (policy: PolicySpec, incident: Conversation, by: string, until: Date, now: Date): Conversation => ({
  ...begun({ ...incident, policy: policy.name }, now),
  ...{ heldBy: by, dueAt: until },
});

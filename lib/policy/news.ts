import type { Decision, State } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { type Found, isWorse, opening } from "./conversation.ts";
import { untold } from "./outcome.ts";
import type { Around } from "./speaker.ts";
import { earlier, lastTold, waitsUntil, windowEnd } from "./timing.ts";

export interface About {
  state: State;
  signal: Signal;
  policies: readonly PolicySpec[];
  silences: readonly SilenceSpec[];
  now: Date;
}

export const around = ({ state: facts, policies, silences, now }: About): Around => ({ facts, policies, silences, now });

/** Why one would tell of it now, were nothing against it. */
export function reasonFor({ before, after }: Found, { signal }: About): Reason {
  if (before && isWorse(after.severity, before.severity)) return "severity_rise";
  const opens = opening(signal.kind);
  if (after.told === 0 || opens === "regression") return opens;
  return before?.member || signal.issue === null ? "repeat" : "new_member";
}

export const rises = ({ before, after }: Found): boolean => before !== null && isWorse(after.severity, before.severity);

/** Until when its first word waits; what got worse waits no longer. */
export const waitingUntil = (found: Found, { state, signal, now }: About): Date | null =>
  rises(found) ? null : waitsUntil(found.policy, found.after, signal, state, now);

/** Somebody has it in hand, or wants no word of it for a while. */
export function inHand(found: Found, { now }: About): Decision | null {
  const { policy, after } = found;
  if (rises(found)) return null;
  if (after.state === "acknowledged") return untold(policy, after, "acknowledged");
  if (after.snoozedUntil && after.snoozedUntil > now)
    return untold(policy, after, "snoozed", { by: after.snoozedUntil.toISOString() });
  return null;
}

/** It got worse before anybody was told, or into another policy, whose people were not told. */
const isNewHere = (found: Found): boolean =>
  rises(found) && (found.before?.told === 0 || found.before?.policy !== found.after.policy);

export function dedup(found: Found, about: About): Decision | null {
  const { policy, after } = found;
  const { state, now } = about;
  const reason = reasonFor(found, about);
  const told = lastTold(after, state);
  const isAgain = isNewHere(found) || policy.again.some((each) => each === reason);
  const end = told && !isAgain ? windowEnd(policy, told) : null;
  if (!end || end <= now) return null;
  return untold(policy, after.told > 0 ? after : { ...after, dueAt: earlier(after.dueAt, end) }, "dedup");
}

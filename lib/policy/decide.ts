import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { Action, Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { conversationFor, type Found, isSameError, isSure, isWorse } from "./conversation.ts";
import { receivers } from "./ladder.ts";
import { deciding } from "./match.ts";
import { decideResolved, withdrawn } from "./resolve.ts";
import { heldBack } from "./silence.ts";
import { earlier, lastTold, repeatAt, waitsUntil, windowEnd } from "./timing.ts";

interface Facts {
  state: State;
  signal: Signal;
  silences: readonly SilenceSpec[];
  now: Date;
}

const nobody = { by: null, to: [], skipped: [] };

const untold = (policy: PolicySpec, incident: Conversation | null, reason: Reason, by: string | null = null): Decision => ({
  ...nobody,
  policy: policy.name,
  action: "none",
  reason,
  by,
  incident,
});

/** Why one would tell of it now, were nothing against it. */
function reasonFor({ before, after }: Found, { signal }: Facts): Reason {
  if (before && isWorse(after.severity, before.severity)) return "severity_rise";
  if (signal.kind === "regressed" || signal.kind === "escalated") return "regression";
  if (after.told === 0) return signal.kind === "severity_rose" ? "severity_rise" : "first";
  return before?.member || signal.issue === null ? "repeat" : "new_member";
}

/** A silence drops, collects, or holds until it ends; what nobody was told of and is dropped opens no incident. */
function silenced({ policy, before, after }: Found, { state, signal, silences, now }: Facts): Decision | null {
  const held = heldBack(silences, { subject: signal.subject, own: after.id, goingOn: state.goingOn }, now);
  if (!held) return null;
  const { action, reason, by, until } = held;
  if (action === "drop" && !before) return { ...nobody, policy: policy.name, action, reason, by, incident: null };
  const again = until ?? new Date(now.getTime() + 60_000);
  const dueAt = after.told > 0 || action !== "hold" ? after.dueAt : earlier(after.dueAt, again);
  return { ...nobody, policy: policy.name, action, reason, by, incident: { ...after, dueAt } };
}

/** Somebody has it in hand, or wants no word of it for a while. */
function inHand({ policy, after }: Found, { now }: Facts): Decision | null {
  if (after.state === "acknowledged") return untold(policy, after, "acknowledged");
  if (after.snoozedUntil && after.snoozedUntil > now) return untold(policy, after, "snoozed", after.snoozedUntil.toISOString());
  return null;
}

function dedup({ policy, after }: Found, reason: Reason, { state, now }: Facts): Decision | null {
  const told = lastTold(after, state);
  const isAgain = reason === "severity_rise" || policy.again.some((each) => each === reason);
  const end = told && !isAgain ? windowEnd(policy, told) : null;
  if (!end || end <= now) return null;
  return untold(policy, after.told > 0 ? after : { ...after, dueAt: earlier(after.dueAt, end) }, "dedup");
}

/** Tells the channels of the ladder, those that can be told. */
export function tell(
  policy: PolicySpec,
  incident: Conversation,
  reason: Reason,
  channels: ReadonlySet<string>,
  now: Date,
): Decision {
  const { to, skipped } = receivers(policy, channels);
  if (to.length === 0) {
    const dueAt = incident.told > 0 ? repeatAt(policy, now) : null;
    return { ...untold(policy, { ...incident, dueAt }, "no_channel"), skipped };
  }
  const told = { ...incident, told: incident.told + 1, toldAt: now, dueAt: repeatAt(policy, now) };
  return { policy: policy.name, action: "send", reason, by: null, to, skipped, incident: told };
}

/** What was told already is edited where it stands. */
function corrected({ policy, before, after }: Found): Decision | null {
  if (!before) return untold(policy, null, "below_policy");
  if (before.told === 0) return null;
  const dueAt = after.state === "open" && after.toldAt ? repeatAt(policy, after.toldAt) : null;
  const action: Action = "update";
  return { ...nobody, policy: policy.name, action, reason: "corrected", incident: { ...after, dueAt } };
}

function decideOne(found: Found, facts: Facts): Decision {
  const { policy, before, after } = found;
  const { state, signal, now } = facts;
  const edited = signal.kind === "corrected" ? corrected(found) : null;
  if (edited && !before) return edited;
  const held = silenced(found, facts);
  if (held) return held;
  if (edited) return edited;
  const rises = before !== null && isWorse(after.severity, before.severity);
  const kept = rises ? null : inHand(found, facts);
  if (kept) return kept;
  const until = rises ? null : waitsUntil(policy, after, signal, state, now);
  if (until) return untold(policy, { ...after, dueAt: earlier(after.dueAt, until) }, "waiting");
  const reason = reasonFor(found, facts);
  return dedup(found, reason, facts) ?? tell(policy, after, reason, state.channels, now);
}

/**
 * What the policies make of a signal: one decision of each policy that matches, at least one, and one for each incident that the
 * issue leaves because another tells of it now. Reads no clock, no table, no
 * channel: the caller brings the facts.
 */
export function decide(
  state: State,
  signal: Signal,
  policies: readonly PolicySpec[],
  silences: readonly SilenceSpec[],
  now: Date,
): Decision[] {
  const matching = deciding(policies, signal.subject, now);
  if (signal.kind === "resolved") return decideResolved(state, signal, matching, policies, now);
  const founds: Found[] = [];
  for (const policy of matching) {
    const free = state.conversations.filter((each) => !founds.some(({ before }) => before === each));
    founds.push(conversationFor(policy, signal, { state: { ...state, conversations: free }, matching, policies, now }));
  }
  const decisions = founds.map((found) => decideOne(found, { state, signal, silences, now }));
  const left = decisions.every(isTold) ? state.conversations.filter((each) => isLeft(each, founds, signal)) : [];
  return [...decisions, ...left.map((each) => withdrawn(each, policies, state.channels, now))];
}

const isTold = ({ incident, reason }: Decision): boolean =>
  incident !== null && incident.told > 0 && reason !== "silenced" && reason !== "inhibited";

/** The issue was in it, and is told of in others now that are no milder, unless it was surely corrected. */
function isLeft(conversation: Conversation, founds: readonly Found[], signal: Signal): boolean {
  const isElsewhere = conversation.member?.isResolved === false && !founds.some(({ before }) => before === conversation);
  const isMilder = founds.some(({ after }) => isWorse(conversation.severity, after.severity));
  const isCorrected = signal.kind === "corrected" && isSure(signal) && isSameError(conversation, signal);
  return isElsewhere && (!isMilder || isCorrected);
}

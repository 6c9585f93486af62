import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { conversationFor, type Found, isSameError, isSure, isWorse, opening } from "./conversation.ts";
import { outsideHours } from "./hours.ts";
import { begun } from "./ladder.ts";
import { deciding } from "./match.ts";
import { outcome, untold } from "./outcome.ts";
import { isOpening, sentAlso } from "./rate.ts";
import { decideResolved, withdrawn } from "./resolve.ts";
import { type Held, heldBack } from "./silence.ts";
import { awaited, strangers, tellStrangers } from "./strangers.ts";
import { heldUntil, inQuietDigest, tell } from "./tell.ts";
import { earlier, lastTold, nextLook, waitsUntil, windowEnd } from "./timing.ts";

interface About {
  state: State;
  signal: Signal;
  silences: readonly SilenceSpec[];
  now: Date;
}

/** How often it is looked whether what a silence waits for still goes on. */
export const lookAgainMs = 60_000;

/** Why one would tell of it now, were nothing against it. */
function reasonFor({ before, after }: Found, { signal }: About): Reason {
  if (before && isWorse(after.severity, before.severity)) return "severity_rise";
  const opens = opening(signal.kind);
  if (after.told === 0 || opens === "regression") return opens;
  return before?.member || signal.issue === null ? "repeat" : "new_member";
}

const rises = ({ before, after }: Found): boolean => before !== null && isWorse(after.severity, before.severity);

/** Until when its first word waits; what got worse waits no longer. */
const waitingUntil = (found: Found, { state, signal, now }: About): Date | null =>
  rises(found) ? null : waitsUntil(found.policy, found.after, signal, state, now);

/**
 * A silence drops, collects, or holds until it ends; what nobody was told of and is dropped opens no incident, and what was told and
 * got worse is told at the end of any.
 */
function silenced(found: Found, about: About): Decision | null {
  const { state, signal, silences, now } = about;
  const held = heldBack(silences, { subject: signal.subject, own: found.after.id }, state, now);
  if (!held) return null;
  const { action, reason, by, until } = held;
  const joins = joinsSilently(found, about);
  const own = joins ?? found;
  const { policy, before, after } = own;
  const ends = { by, reason, until: until ?? new Date(now.getTime() + lookAgainMs) };
  if (action === "drop") {
    const kept = after.told > 0 && rises(found) ? keptBack(found, about, ends) : after;
    return outcome(policy, action, reason, before && kept, { by });
  }
  if (after.told === 0) {
    const first = keptFirst(own, about, ends, action);
    return joins ? besideOthers(first, after) : first;
  }
  const kept = keptBack(own, about, ends);
  const lines = action === "digest" && state.quiet ? [state.quiet] : [];
  return outcome(policy, lines.length > 0 ? "digest" : "hold", reason, kept, { by, lines });
}

/**
 * What is silenced does not speak for the others of its incident, unless it makes it worse: a silence is not for them. Null where
 * there are none.
 */
function joinsSilently(found: Found, { signal }: About): Found | null {
  const { before, after } = found;
  if (!before || signal.issue === before.issue || rises(found)) return null;
  return { ...found, after: { ...after, subject: before.subject, issue: before.issue } };
}

/** The others are told when they would have been. */
function besideOthers(kept: Decision, { heldBy, dueAt }: Conversation): Decision {
  const { incident, by } = kept;
  return { ...kept, incident: incident && { ...incident, heldBy: heldBy ?? by, dueAt: earlier(dueAt, incident.dueAt) } };
}

type Ends = { by: string; until: Date; reason: Held["reason"] };

/** At the end of the silence it is told, unless it waits for a model longer than that; what got worse meanwhile waits for nothing else. */
function keptFirst(found: Found, about: About, { until, ...held }: Ends, action: Held["action"]): Decision {
  const { policy } = found;
  const after = rises(found) ? begun(found.after, about.now) : found.after;
  const waits = waitingUntil(found, about);
  const ends = { ...held, until: waits && waits > until ? waits : until };
  return action === "hold" ? heldUntil(policy, after, ends) : inQuietDigest(policy, after, about.state, ends);
}

/** What was told already is looked at again at the end, where somebody would have been told now. */
function keptBack(found: Found, about: About, { by, until }: Ends): Conversation {
  const { policy, after } = found;
  if (strangers(found, about.state, about.now).length > 0) return awaited(policy, after, by, until, about.now);
  const isEdit = about.signal.kind === "corrected" && !rises(found);
  const isNews = !isEdit && inHand(found, about) === null && dedup(found, about) === null;
  return isNews ? { ...after, heldBy: by, dueAt: earlier(after.dueAt, until) } : after;
}

/** Somebody has it in hand, or wants no word of it for a while. */
function inHand(found: Found, { now }: About): Decision | null {
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

function dedup(found: Found, about: About): Decision | null {
  const { policy, after } = found;
  const { state, now } = about;
  const reason = reasonFor(found, about);
  const told = lastTold(after, state);
  const isAgain = isNewHere(found) || policy.again.some((each) => each === reason);
  const end = told && !isAgain ? windowEnd(policy, told) : null;
  if (!end || end <= now) return null;
  return untold(policy, after.told > 0 ? after : { ...after, dueAt: earlier(after.dueAt, end) }, "dedup");
}

/** What was told already is edited where it stands; who is to be told now and was not, is told. */
function corrected(found: Found, about: About): Decision | null {
  const { policy, before, after } = found;
  if (!before) return untold(policy, null, "below_policy");
  if (before.told === 0 || rises(found)) return null;
  const dueAt = after.heldBy === null ? nextLook(policy, after) : after.dueAt;
  return alsoTold(found, about, "corrected") ?? outcome(policy, "update", "corrected", { ...after, dueAt });
}

const alsoTold = (found: Found, { state, silences, now }: About, reason: "first" | "corrected"): Decision | null =>
  tellStrangers(found, reason, { facts: state, silences, now });

function decideOne(found: Found, about: About): Decision {
  const { policy, before, after } = found;
  const { state, signal, now } = about;
  const edited = signal.kind === "corrected" ? corrected(found, about) : null;
  if (edited && !before) return edited;
  const held = silenced(found, about);
  if (held) return edited && held.incident ? outcome(policy, "update", "corrected", held.incident) : held; // an edit disturbs nobody
  if (edited) return edited;
  const kept = inHand(found, about);
  if (kept) return kept;
  const until = waitingUntil(found, about);
  if (until) return untold(policy, { ...after, dueAt: earlier(after.dueAt, until) }, "waiting");
  const known = dedup(found, about);
  const outside = outsideHours(policy, after, state, now);
  const isKept = known !== null || (outside !== null && outside.outside !== "downgrade");
  const more = isKept ? alsoTold(found, about, "first") : null;
  return more ?? known ?? tell({ policy, reason: reasonFor(found, about), facts: state, silences: about.silences, now }, after);
}

/**
 * What the policies make of a signal: one decision of each policy that matches, at least one, and one for each incident that the
 * issue leaves because another tells of it now. Reads no clock, no table, no channel: the caller brings the facts.
 */
export function decide(
  state: State,
  signal: Signal,
  policies: readonly PolicySpec[],
  silences: readonly SilenceSpec[],
  now: Date,
): Decision[] {
  const matching = deciding(policies, signal.subject, now, state.calendars);
  if (signal.kind === "resolved") return decideResolved(state, signal, matching, policies, now);
  const founds: Found[] = [];
  for (const policy of matching) {
    const conversations = state.conversations.filter((each) => !founds.some(({ before }) => before === each));
    founds.push(conversationFor(policy, signal, { conversations, matching, policies, now }));
  }
  const decisions: Decision[] = [];
  let known = state;
  for (const found of founds) {
    const decision = decideOne(found, { state: known, signal, silences, now });
    if (founds.length > 1 && isOpening(decision.reason)) known = { ...known, sent: sentAlso(known.sent, decision.to, now) };
    decisions.push(decision);
  }
  const left = decisions.every(isTold) ? state.conversations.filter((each) => isLeft(each, founds, signal, policies)) : [];
  return [...decisions, ...left.flatMap((each) => withdrawn(each, policies, state, now) ?? [])];
}

const isTold = ({ incident, reason }: Decision): boolean =>
  incident !== null && incident.told > 0 && reason !== "silenced" && reason !== "inhibited";

/** The issue was in it, and is told of in others now that are no milder, unless it was surely corrected. */
function isLeft(conversation: Conversation, founds: readonly Found[], signal: Signal, policies: readonly PolicySpec[]): boolean {
  const floor = policies.find(({ name }) => name === conversation.policy) ?? {};
  const isElsewhere = conversation.member?.isResolved === false && !founds.some(({ before }) => before === conversation);
  const isMilder = founds.some(({ after }) => isWorse(conversation.severity, after.severity));
  const isCorrected = signal.kind === "corrected" && isSure(signal, floor) && isSameError(conversation, signal);
  return isElsewhere && (!isMilder || isCorrected);
}

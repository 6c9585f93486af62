import type { Conversation, Decision, Facts, Speaker } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import { hasRisen, opening } from "./conversation.ts";
import { reopened, resumed, stepAt } from "./ladder.ts";
import { governing } from "./match.ts";
import { type Due, outcome } from "./outcome.ts";
import { heldBack } from "./silence.ts";
import { type Around, instead, risen, spokenFor, watchedDue } from "./speaker.ts";
import { heldUntil, inQuietDigest, tell } from "./tell.ts";
import { collectedAt, expiresAt, lastTold, lookAgainMs, nextLook, repeatAt, windowEnd } from "./timing.ts";

export interface Look extends Around {
  policy: PolicySpec;
}

const isPast = (at: Date | null, now: Date): boolean => at !== null && at <= now;

interface Occasion {
  reason: Reason;
  incident: Conversation;
}

/** Until when the first word waits; null when it waits no longer. */
function firstAfter(
  incident: Conversation,
  reason: Reason,
  { policy, facts, now }: Pick<Look, "policy" | "facts" | "now">,
): Date | null {
  const last = policy.again.some((each) => each === reason) ? null : lastTold(incident, facts);
  const end = last && windowEnd(policy, last);
  const collected = collectedAt(policy, incident);
  return end && end > now ? end : collected > now ? collected : null;
}

/** Why it is told of now, if it is; and the incident as it is then. */
function occasion(incident: Conversation, { policy, facts, now }: Look): Occasion | Date | null {
  const { state, snoozedUntil, told, toldAt, heldBy } = incident;
  const isWoken = isPast(snoozedUntil, now);
  const awake = isWoken ? resumed(policy, { ...incident, snoozedUntil: null }, now) : incident;
  if (awake.snoozedUntil) return awake.snoozedUntil;
  if (state === "acknowledged") {
    if (told > 0 && heldBy !== null) return { reason: "severity_rise", incident: awake };
    if (!isPast(expiresAt(policy, incident), now)) return nextLook(policy, awake);
    return { reason: "repeat", incident: reopened(awake, now) };
  }
  if (told === 0 && awake.ladderAt === null) {
    const reason = opening(awake.subject.signal);
    return firstAfter(awake, reason, { policy, facts, now }) ?? { reason, incident: awake };
  }
  if (told === 0) return { reason: "first", incident: awake };
  if (hasRisen(awake)) return { reason: "severity_rise", incident: awake };
  if (isWoken) return { reason: "repeat", incident: awake };
  if (isPast(stepAt(policy, awake), now)) return { reason: "step", incident: awake };
  if (isPast(toldAt && repeatAt(policy, toldAt), now)) return { reason: "repeat", incident: awake };
  if (heldBy === null) return nextLook(policy, awake);
  return { reason: awake.ladderAt === null ? "severity_rise" : "repeat", incident: awake };
}

function silenced(incident: Conversation, { policy, facts, silences, now }: Look): Decision | null {
  const held = heldBack(silences, { subject: incident.subject, own: incident.id }, facts, now);
  if (!held) return null;
  const { action, reason, by } = held;
  const ends = { by, reason, until: held.until ?? new Date(now.getTime() + lookAgainMs) };
  if (action === "hold") return heldUntil(policy, incident, ends);
  if (action === "digest") return inQuietDigest(policy, incident, facts, ends);
  const isTold = incident.told > 0;
  const after = { ...incident, heldBy: isTold ? by : null, dueAt: isTold ? ends.until : null };
  return outcome(policy, "drop", reason, after, { by });
}

/** It was said before that this keeps it back. What a calendar puts into a digest is looked at only when it opens: that was not. */
function isKnown({ action, reason, by }: Decision, { heldBy }: Conversation): boolean {
  if (heldBy === null || by !== heldBy || (action === "digest" && reason === "outside_hours")) return false;
  return reason === "silenced" || reason === "inhibited" || reason === "outside_hours";
}

/** A step that waits for its calendar does not keep repeats from those who were told. */
function told(incident: Conversation, reason: Reason, look: Look): Decision {
  const decision = tell({ ...look, reason }, incident);
  const { toldAt } = incident;
  const isWaiting = reason === "step" && decision.action === "hold" && decision.step !== null;
  const repeats = isWaiting && isPast(toldAt && repeatAt(look.policy, toldAt), look.now);
  return repeats ? tell({ ...look, reason: "repeat" }, incident) : decision;
}

/** What spoke for it is held back: it is told as another of its errors says it is. What only others tell now is an edit. */
function toldInstead(incident: Conversation, reason: Reason, other: Speaker, look: Look): Decision {
  const { policy = look.policy, incident: after } = spokenFor(incident, other, look);
  if (incident.told > 0 && after.policy !== incident.policy) return outcome(policy, "update", "corrected", after);
  return told(after, reason, {
    ...look,
    policy,
    facts: { ...look.facts, goingOn: look.facts.speakers.elsewhere(after.subject) },
  });
}

/** An error of it got worse in a silence that is over: that is told now, unless the group may not be told of again yet. */
function rise(conversation: Conversation, speaker: Speaker, around: Around, own: PolicySpec): Due {
  const { policy = own, incident } = spokenFor(conversation, speaker, around);
  const { facts, now } = around;
  const isSame = incident.told > 0 && incident.policy === conversation.policy && !policy.again.includes("severity_rise");
  const last = isSame ? lastTold(incident, facts) : null;
  const look = { ...around, policy, facts: { ...facts, goingOn: facts.speakers.elsewhere(incident.subject) } };
  if (!last || windowEnd(policy, last) <= now) return settled(conversation, { reason: "severity_rise", incident }, look);
  const edited = { ...incident, toldAs: incident.severity, dueAt: nextLook(policy, incident) };
  return { incident: edited, decision: outcome(policy, "update", "corrected", edited) };
}

/** Told for a reason, unless something keeps it back. */
function settled(conversation: Conversation, { incident, reason }: Occasion, look: Look): Due {
  const held = silenced(incident, look);
  const other = held && instead(incident, look);
  const decision = other ? toldInstead(incident, reason, other, look) : (held ?? told(incident, reason, look));
  return { incident: decision.incident ?? incident, decision: isKnown(decision, conversation) ? null : decision };
}

/** Nobody has it in hand: its ladder begins again, or whom it was handed to is told again. */
export function beginAgain(conversation: Conversation, look: Look): Due {
  const incident = reopened(conversation, look.now);
  const reason = hasRisen(incident) ? "severity_rise" : incident.told > 0 ? "repeat" : "first";
  return settled(conversation, { incident, reason }, look);
}

/** What an incident's time has come for: a first word that waited, a step of its ladder, a repetition, the end of a snooze or an acknowledgement. */
export function decideDue(
  conversation: Conversation,
  facts: Facts,
  policies: readonly PolicySpec[],
  silences: readonly SilenceSpec[],
  now: Date,
): Due {
  const policy = governing(policies, conversation, now, facts.calendars);
  if (conversation.state === "resolved" || !policy) return { incident: { ...conversation, dueAt: null }, decision: null };
  const look = { policy, policies, facts, silences, now };
  return watchedDue(dueNow(conversation, look), look);
}

function dueNow(conversation: Conversation, look: Look): Due {
  const speaker = risen(conversation, look);
  if (speaker) return rise(conversation, speaker, look, look.policy);
  const found = occasion(conversation, look);
  if (found !== null && !(found instanceof Date)) return settled(conversation, found, look);
  const awake = isPast(conversation.snoozedUntil, look.now) ? { ...conversation, snoozedUntil: null } : conversation;
  return { incident: { ...awake, dueAt: found }, decision: null };
}

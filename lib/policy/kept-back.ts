import type { Conversation, Decision } from "#lib/model/decision.ts";
import type { Found } from "./conversation.ts";
import { begun } from "./ladder.ts";
import { type About, around, dedup, inHand, rises, waitingUntil } from "./news.ts";
import { outcome } from "./outcome.ts";
import { type Held, heldBack } from "./silence.ts";
import { isHeard } from "./speaker.ts";
import { awaited, strangers } from "./strangers.ts";
import { heldUntil, inQuietDigest } from "./tell.ts";
import { earlier, lookAgainMs } from "./timing.ts";

/** Nobody was told of it because a silence drops what it was taken for. */
export function wasDropped({ state, signal, silences, now }: About): boolean {
  if (signal.was === null || silences.length === 0) return false;
  const { category, severity } = signal.was;
  const subject = { ...signal.subject, category, severity };
  return heldBack(silences, { subject, own: null }, state, now)?.action === "drop";
}

/**
 * A silence drops, collects, or holds until it ends; what nobody was told of and is dropped opens no incident, and what was told and
 * got worse is told at the end of any.
 */
export function silenced(found: Found, about: About): Decision | null {
  const { state, signal, silences, now } = about;
  const held = heldBack(silences, { subject: signal.subject, own: found.after.id }, state, now);
  if (!held) return null;
  const { action, reason, by, until } = held;
  const joins = joinsSilently(found, about);
  const own = joins ?? found;
  const { policy, before, after } = own;
  const ends = { by, reason, until: until ?? new Date(now.getTime() + lookAgainMs) };
  if (joins && rises(found)) return setAside(joins, about, ends, action);
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
 * What is silenced does not speak for the others of its incident, nor makes it worse: a silence is not for them. Null where there are
 * none, or where they are all silenced, too, and it makes it worse.
 */
function joinsSilently(found: Found, about: About): Found | null {
  const { before, after, policy, from } = found;
  const { issue } = about.signal;
  if (!before || issue === before.issue) return null;
  if (!rises(found)) return { ...found, after: { ...after, subject: before.subject, issue: before.issue } };
  if (!isHeard(before, issue, around(about))) return null;
  return { ...found, policy: from ?? policy, from: null, after: { ...before, member: after.member } };
}

/** It is worse than the incident, and will be told of when the silence ends: until then the others speak for the incident. */
function setAside({ policy, after }: Found, { state }: About, { by, reason, until }: Ends, action: Held["action"]): Decision {
  const incident = { ...after, dueAt: earlier(after.dueAt, until) };
  const lines = action === "digest" && state.quiet ? [state.quiet] : [];
  return outcome(policy, action === "digest" && lines.length === 0 ? "hold" : action, reason, incident, { by, lines });
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

import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import { tell } from "./decide.ts";
import { deciding } from "./match.ts";
import { heldBack } from "./silence.ts";
import { lastTold, repeatAt, windowEnd } from "./timing.ts";

/** What becomes of an incident whose time has come; without a decision nobody learns anything new. */
export interface Due {
  incident: Conversation;
  decision: Decision | null;
}

const again = 60_000;

/** The policy it was decided by, or the one that matches now when that is gone. */
function governor(conversation: Conversation, policies: readonly PolicySpec[], now: Date): PolicySpec | undefined {
  const { policy, subject } = conversation;
  return policies.find(({ name, enabled }) => name === policy && enabled) ?? deciding(policies, subject, now)[0];
}

function silenced(
  policy: PolicySpec,
  incident: Conversation,
  { goingOn }: Pick<State, "goingOn">,
  silences: readonly SilenceSpec[],
  now: Date,
): Due | null {
  const held = heldBack(silences, { subject: incident.subject, own: incident.id, goingOn }, now);
  if (!held) return null;
  const { action, reason, by, until } = held;
  const ends = until ?? new Date(now.getTime() + again);
  const after = { ...incident, dueAt: action === "hold" || incident.told > 0 ? ends : null };
  const base = { policy: policy.name, by, to: [], skipped: [], incident: after };
  return { incident: after, decision: until ? { ...base, action, reason } : null };
}

/** What an incident's time has come for: a first word that waited, a repetition, the end of a snooze. */
export function decideDue(
  conversation: Conversation,
  { channels, goingOn, past }: Pick<State, "channels" | "goingOn" | "past">,
  policies: readonly PolicySpec[],
  silences: readonly SilenceSpec[],
  now: Date,
): Due {
  const { state, snoozedUntil, told, toldAt } = conversation;
  const isWoken = snoozedUntil !== null && snoozedUntil <= now;
  const awake: Conversation = isWoken ? { ...conversation, snoozedUntil: null } : conversation;
  const later = (dueAt: Date | null): Due => ({ incident: { ...awake, dueAt }, decision: null });
  const policy = governor(conversation, policies, now);
  if (state !== "open" || !policy) return later(null);
  if (awake.snoozedUntil) return later(awake.snoozedUntil);
  const repeats = toldAt && repeatAt(policy, toldAt);
  if (told > 0 && !isWoken && (!repeats || repeats > now)) return later(repeats);
  const last = told === 0 ? lastTold(awake, { past }) : null;
  const end = last && windowEnd(policy, last);
  if (end && end > now) return later(end);
  const held = silenced(policy, awake, { goingOn }, silences, now);
  if (held) return held;
  const decision = tell(policy, awake, told === 0 ? "first" : "repeat", channels, now);
  return { incident: decision.incident ?? awake, decision };
}

import type { Act, Conversation, Facts } from "#lib/model/decision.ts";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { hasRisen } from "./conversation.ts";
import { beginAgain, type Look } from "./due.ts";
import { conditionOf, hurried, nextStep, reopened } from "./ladder.ts";
import { governing } from "./match.ts";
import { type Due, outcome, untold } from "./outcome.ts";
import { receivers } from "./receivers.ts";
import { ended } from "./resolve.ts";
import { type Around, watchedDue } from "./speaker.ts";
import { nextLook } from "./timing.ts";

interface Asked extends Look {
  by: string | null;
}

/** Handed to these, who are told at once, whatever is silenced or was sent. Where none of them can be told it stays as it was. */
function reassigned(conversation: Conversation, to: readonly string[], { policy, by, facts, now }: Asked): Due {
  const open: Conversation = {
    ...conversation,
    ...{ state: "open", acknowledgedAt: null, snoozedUntil: null, heldBy: null, undeliveredAt: null, assigned: [...to] },
  };
  const found = receivers(to, { subject: open.subject, facts, now, isUnlimited: true });
  const { to: told, lines, skipped } = found;
  if (told.length === 0 && lines.length === 0) {
    const decision = untold(policy, conversation, found.isLoop ? "loop" : "no_channel", { by, skipped });
    return { incident: conversation, decision };
  }
  const after = { ...open, told: open.told + 1, toldAt: now, toldAs: open.severity, ladderAt: open.ladderAt ?? now };
  const incident = { ...after, dueAt: nextLook(policy, after) };
  const more = { by, to: told, lines, skipped, urgency: "high" } as const;
  return { incident, decision: outcome(policy, told.length > 0 ? "send" : "digest", "step", incident, more) };
}

const isAsleep = ({ snoozedUntil }: Pick<Conversation, "snoozedUntil">, now: Date): boolean =>
  snoozedUntil !== null && snoozedUntil > now;

type Failed = Extract<Act, { kind: "failed" }>;

/**
 * Nobody took this step: the next one is due now, or the same again; where there is none, or one that waits for its hours, nobody was reached, unless an
 * earlier step reached somebody. Who has it in hand needs no more steps.
 */
function failed(conversation: Conversation, { step, reached, again }: Failed, { policy, facts, now }: Asked): Due {
  const isLater = conversation.steps > step + 1 && conversation.assigned.length === 0;
  if (isLater || conversation.state !== "open") return { incident: conversation, decision: null };
  const undeliveredAt = reached ? conversation.undeliveredAt : now;
  const before = again ? { ...conversation, steps: Math.min(step, conversation.steps) } : conversation;
  const next = nextStep(policy, before);
  if (!next) return { incident: { ...before, undeliveredAt }, decision: null };
  const isHeld = conditionOf(next, conversation.subject, facts, now).is === "later";
  const incident = { ...hurried(policy, before, now), ...(isHeld && { undeliveredAt }) };
  return { incident: { ...incident, dueAt: isAsleep(conversation, now) ? incident.dueAt : now }, decision: null };
}

function acknowledged(conversation: Conversation, { policy, now }: Asked): Due {
  if (conversation.state === "acknowledged") return { incident: conversation, decision: null };
  const taken: Conversation = { ...conversation, state: "acknowledged", acknowledgedAt: now };
  if (hasRisen(conversation)) return { incident: taken, decision: null }; // who takes it on was not told how bad it is
  const incident = { ...taken, heldBy: taken.told > 0 ? null : taken.heldBy };
  return { incident: { ...incident, dueAt: nextLook(policy, incident) }, decision: null };
}

/** As when an acknowledgement expires; what is snoozed waits for the end of that. */
function unacknowledged(conversation: Conversation, asked: Asked): Due {
  if (conversation.state !== "acknowledged") return { incident: conversation, decision: null };
  if (!isAsleep(conversation, asked.now)) return beginAgain(conversation, asked);
  return { incident: { ...reopened(conversation, asked.now), dueAt: conversation.snoozedUntil }, decision: null };
}

type Unreached = Pick<Conversation, "state" | "undeliveredAt" | "snoozedUntil" | "assigned">;
type Waiting = Pick<Look, "policy" | "now"> & { facts: Pick<Look["facts"], "carriers"> };

/** Whether nobody was reached though this channel was to be told, itself or what it carries, and nobody has it in hand. */
export function awaits(conversation: Unreached, channel: string, { policy, facts, now }: Waiting): boolean {
  const { state, undeliveredAt, assigned } = conversation;
  if (state !== "open" || undeliveredAt === null || isAsleep(conversation, now)) return false;
  const names = assigned.length > 0 ? assigned : policy.ladder.flatMap(({ to }) => to);
  return names.some((name) => name === channel || facts.carriers.get(name)?.includes(channel));
}

/** What is held back as before stays as it is. */
function mended(conversation: Conversation, channel: string, asked: Asked): Due {
  const again = awaits(conversation, channel, asked) ? beginAgain(conversation, asked) : null;
  return again?.decision ? again : { incident: conversation, decision: null };
}

/** What becomes of an incident that a person, or Verdict itself, does something with. */
export function decideAct(
  conversation: Conversation,
  asked: { act: Act; by: string | null },
  facts: Facts,
  { policies, silences }: Pick<PolicyDocument, "policies" | "silences">,
  now: Date,
): Due {
  const around = { facts, policies, silences, now };
  return watchedDue(doneTo(conversation, asked, around), around);
}

function doneTo(conversation: Conversation, { act, by }: { act: Act; by: string | null }, around: Around): Due {
  const { facts, policies, now } = around;
  const own = policies.find(({ name }) => name === conversation.policy);
  const policy = act.kind === "resolve" && own ? own : governing(policies, conversation, now, facts.calendars);
  if (conversation.state === "resolved" || !policy) return { incident: conversation, decision: null };
  const asked = { ...around, policy, by };
  if (act.kind === "acknowledge") return acknowledged(conversation, asked);
  if (act.kind === "unacknowledge") return unacknowledged(conversation, asked);
  if (act.kind === "snooze") return { incident: { ...conversation, snoozedUntil: act.until, dueAt: act.until }, decision: null };
  if (act.kind === "reassign") return reassigned(conversation, act.to, asked);
  if (act.kind === "failed") return failed(conversation, act, asked);
  if (act.kind === "mended") return mended(conversation, act.channel, asked);
  const decision = { ...ended(policy, conversation, facts, now), policy: conversation.policy };
  return { incident: decision.incident ?? conversation, decision };
}

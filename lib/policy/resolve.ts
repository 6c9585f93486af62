import type { Conversation, Decision, Facts, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { hoursOf } from "./hours.ts";
import { outcome, untold } from "./outcome.ts";
import { receivers } from "./receivers.ts";
import { type Around, handedOn } from "./speaker.ts";

/** Whom the incident was told to, as far as they can be told; outside the hours of its policy nobody is called for an end. */
function told(policy: PolicySpec, incident: Conversation, facts: Facts, now: Date) {
  const { steps, assigned, subject } = incident;
  const names = assigned.length > 0 ? assigned : policy.ladder.slice(0, Math.max(1, steps)).flatMap(({ to }) => to);
  const { shut: quiet } = hoursOf(policy, incident, facts, now, names);
  const { to, lines, skipped } = receivers(names, { subject, facts, now, isUnlimited: true, quiet });
  return { to, lines, skipped };
}

/** How the end of what was announced is told. A silence has no say in it. */
function announced(policy: PolicySpec, incident: Conversation, before: Conversation, facts: Facts, now: Date): Decision {
  if (policy.onResolve === "none") return untold(policy, incident, "below_policy");
  if (policy.onResolve === "edit") return outcome(policy, "update", "resolved", incident);
  const found = told(policy, before, facts, now);
  const action = found.to.length > 0 ? "send" : found.lines.length > 0 ? "digest" : "update";
  return outcome(policy, action, "resolved", incident, found);
}

/** The end of an incident: told if its beginning was; one line where its beginning was held back. */
export function ended(policy: PolicySpec, conversation: Conversation, facts: Facts, now: Date): Decision {
  const incident: Conversation = {
    ...conversation,
    ...{ state: "resolved", resolvedAt: now, snoozedUntil: null, dueAt: null, heldBy: null },
  };
  if (conversation.told > 0) return announced(policy, incident, conversation, facts, now);
  if (conversation.heldBy === null || facts.quiet === null) return untold(policy, incident, "below_policy");
  return outcome(policy, "digest", "resolved", incident, { by: conversation.heldBy, lines: [facts.quiet] });
}

/** The issue is out of the incident, which ends with its last one. */
export function withdrawn(conversation: Conversation, issue: string | null, around: Around): Decision | null {
  const { policies, facts, now } = around;
  const policy = policies.find(({ name }) => name === conversation.policy) ?? policies.at(-1);
  if (!policy) return null;
  const incident: Conversation = { ...conversation, member: conversation.member && { isResolved: true } };
  if (incident.others.open > 0) return handedOn({ ...policy, name: conversation.policy }, incident, issue, around);
  return { ...ended(policy, incident, facts, now), policy: conversation.policy };
}

/** What ends: where the issue is in, or, without an issue, what speaks of the same. */
const isMeant = (signal: Signal, { member, subject }: Conversation): boolean =>
  signal.issue === null
    ? signal.subject.signature !== null && subject.signature === signal.subject.signature
    : member?.isResolved === false;

/** One decision for each conversation that the signal ends or leaves; when there is none, one that says so. */
export function decideResolved(state: State, signal: Signal, matching: readonly PolicySpec[], around: Around): Decision[] {
  const [first] = matching;
  if (!first) return [];
  const own = state.conversations.filter((conversation) => isMeant(signal, conversation));
  if (own.length === 0) return [untold(first, null, "below_policy")];
  return own.flatMap((conversation) => withdrawn(conversation, signal.issue, around) ?? []);
}

import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { receivers } from "./ladder.ts";

const nobody = { action: "none", by: null, to: [], skipped: [] } as const;

/** How the end of what was announced is told. A silence has no say in it. */
function told(policy: PolicySpec, incident: Conversation, channels: ReadonlySet<string>): Decision {
  const base = { ...nobody, policy: policy.name, incident };
  if (policy.onResolve === "none") return { ...base, reason: "below_policy" };
  if (policy.onResolve === "edit") return { ...base, action: "update", reason: "resolved" };
  const { to, skipped } = receivers(policy, channels);
  if (to.length === 0) return { ...base, action: "update", reason: "resolved", skipped };
  return { ...base, action: "send", reason: "resolved", to, skipped };
}

/** The end of an incident: told if its beginning was. */
export function ended(policy: PolicySpec, conversation: Conversation, channels: ReadonlySet<string>, now: Date): Decision {
  const incident: Conversation = { ...conversation, state: "resolved", resolvedAt: now, snoozedUntil: null, dueAt: null };
  if (conversation.told === 0) return { ...nobody, policy: policy.name, reason: "below_policy", incident };
  return told(policy, incident, channels);
}

/** The issue is out of the incident, which ends with its last one. */
export function withdrawn(
  conversation: Conversation,
  policies: readonly PolicySpec[],
  channels: ReadonlySet<string>,
  now: Date,
): Decision {
  const policy = policies.find(({ name }) => name === conversation.policy) ?? policies.at(-1);
  const incident: Conversation = { ...conversation, member: { isResolved: true } };
  if (incident.others.open > 0 || !policy) return { ...nobody, policy: conversation.policy, reason: "waiting", incident };
  return { ...ended(policy, incident, channels, now), policy: conversation.policy };
}

/** One decision for each conversation the issue is in; when it is in none, one that says so. */
export function decideResolved(
  { conversations, channels }: State,
  signal: Signal,
  matching: readonly PolicySpec[],
  policies: readonly PolicySpec[],
  now: Date,
): Decision[] {
  const [first] = matching;
  if (!first) return [];
  const own = conversations.filter(({ member }) => signal.issue !== null && member !== null);
  if (own.length === 0) return [{ ...nobody, policy: first.name, reason: "below_policy", incident: null }];
  return own.map((conversation) => withdrawn(conversation, policies, channels, now));
}

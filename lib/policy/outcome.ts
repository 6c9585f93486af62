import type { Conversation, Decision } from "#lib/model/decision.ts";
import type { Action, Reason } from "#lib/model/incident.ts";
import type { PolicySpec } from "#lib/model/policy.ts";

/** What becomes of an incident whose time has come, or with which something is done; without a decision nobody learns anything new. */
export interface Due {
  incident: Conversation;
  decision: Decision | null;
}

type More = Partial<Omit<Decision, "policy" | "action" | "reason" | "incident">>;

export const outcome = (
  policy: Pick<PolicySpec, "name">,
  action: Action,
  reason: Reason,
  incident: Conversation | null,
  more: More = {},
): Decision => ({
  policy: policy.name,
  action,
  reason,
  by: null,
  to: [],
  skipped: [],
  lines: [],
  step: null,
  urgency: "low",
  ...more,
  incident,
});

/** Nobody is told. */
export const untold = (policy: PolicySpec, incident: Conversation | null, reason: Reason, more: More = {}): Decision =>
  outcome(policy, "none", reason, incident, more);

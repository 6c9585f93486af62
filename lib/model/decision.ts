import type { Action, IncidentState, Reason } from "./incident.ts";
import type { Subject } from "./subject.ts";
import type { Severity } from "./taxonomy.ts";

/** An incident as the policies see it, from the side of one issue. */
export interface Conversation {
  /** Null while it is only about to be opened. */
  id: string | null;
  policy: string;
  groupKey: string;
  group: Readonly<Record<string, string | null>>;
  state: IncidentState;
  severity: Severity;
  /** The error that makes it as severe as it is, and our id of its issue. */
  subject: Subject;
  issue: string | null;
  openedAt: Date;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  /** When somebody was told last, how often, and when it is to be looked at again. */
  toldAt: Date | null;
  told: number;
  dueAt: Date | null;
  /** The place of the signal's issue in it; null when it has none. */
  member: { isResolved: boolean } | null;
  /** Its other issues: how many are not resolved, and the worst severity among those. */
  others: { open: number; worst: Severity | null };
}

/** What the policies must know besides the signal. */
export interface State {
  /** Those not resolved that the issue is in, or that have a group key it would have. */
  conversations: readonly Conversation[];
  /** When a policy told last of a group, in conversations that are over. */
  past: readonly { policy: string; groupKey: string; toldAt: Date }[];
  /** A model is asked about the error and may still answer. */
  waiting: boolean;
  /** The channels that can be sent to. */
  channels: ReadonlySet<string>;
  /** What is not resolved elsewhere, for silences that last while something does. */
  goingOn: readonly { incident: string; subject: Subject }[];
}

/** What is made of a signal, or of a time that has come: an action for one reason, and what becomes of the incident. */
export interface Decision {
  policy: string;
  action: Action;
  reason: Reason;
  /** The silence, incident or time that held it back. */
  by: string | null;
  /** The channels to send to, and those that are named but cannot be used. */
  to: readonly string[];
  skipped: readonly string[];
  /** As it is from now on; null when there is none. */
  incident: Conversation | null;
}

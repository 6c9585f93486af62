import type { MessageSummary } from "./incident.ts";
import type { Urgency } from "./policy.ts";

/** Of a channel that a step names: what became of its message; `line` is a digest's line, `unusable` when it could not be told. */
export type ReceiverState = MessageSummary["state"] | "line" | "unusable" | null;

/** `passed` because its condition did not hold, `failed` when no channel took it, `waiting` for a calendar, `stopped` when it is not taken any more. */
export type StepState = "done" | "passed" | "failed" | "waiting" | "next" | "later" | "stopped";

/** One step of the ladder of an incident's policy, as it stands. */
export interface LadderStep {
  state: StepState;
  /** When it was taken or comes; null when nobody can say. */
  at: string | null;
  after: string;
  condition: string | null;
  urgency: Urgency;
  /** The calendar it waits for. */
  calendar: string | null;
  receivers: readonly { channel: string; state: ReceiverState }[];
}

/** Where an incident stands on its ladder, and what comes next. */
export interface LadderPosition {
  steps: readonly LadderStep[];
  /** How often those told are told again, and when next. */
  repeat: { every: string; at: string | null } | null;
  /** When an acknowledgement ends by itself. */
  ackExpiresAt: string | null;
  /** The digests that tell of it, when nothing else does: when each did, or will. */
  digests: readonly { channel: string; at: string; isSent: boolean }[];
}

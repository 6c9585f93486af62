/** What became of an action on an incident. */
export type ActOutcome =
  | { ok: true; by: string; snoozedUntil: string | null }
  | { ok: false; reason: "gone" }
  | { ok: false; reason: "refused"; message: string };

export type Acknowledge = (incident: string) => Promise<ActOutcome>;

/** What a person may do with one incident. */
export interface IncidentActs {
  acknowledge: () => Promise<ActOutcome>;
  /** Takes the acknowledgement back. */
  unacknowledge: () => Promise<ActOutcome>;
  snooze: (duration: string) => Promise<ActOutcome>;
  resolve: () => Promise<ActOutcome>;
  /** Hands it to other channels, which are told at once. */
  reassign: (channels: string[]) => Promise<ActOutcome>;
}

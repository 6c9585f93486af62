/** What became of an action on an incident. */
export type ActOutcome =
  | { ok: true; by: string; snoozedUntil: string | null }
  | { ok: false; reason: "gone" }
  | { ok: false; reason: "refused"; message: string };

export type Acknowledge = (incident: string) => Promise<ActOutcome>;

/** What a person may do with one incident. */
export interface IncidentActs {
  acknowledge: () => Promise<ActOutcome>;
  snooze: (duration: string) => Promise<ActOutcome>;
  resolve: () => Promise<ActOutcome>;
  /** Hands it to other channels, which are told at once. */
  reassign: (channels: string[]) => Promise<ActOutcome>;
}

/** What a link from a message may ask for: the page shows it first, and nothing happens before it is pressed. */
export const asks = ["acknowledge", "snooze", "resolve", "reassign"] as const;
export type Ask = (typeof asks)[number];

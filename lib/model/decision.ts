import { z } from "zod";
import type { Action, IncidentState, Reason } from "./incident.ts";
import type { CalendarSpec, ChannelKind, Urgency } from "./policy.ts";
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
  acknowledgedAt: Date | null;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  /** When somebody was told last, how often, and when it is to be looked at again. */
  toldAt: Date | null;
  told: number;
  dueAt: Date | null;
  /** As severe as people were told last that it is; null before the first word. */
  toldAs: Severity | null;
  /** When its ladder began, null before the first word; and how many of its steps are done, those passed over too. */
  ladderAt: Date | null;
  steps: number;
  /** Channels that a person handed it to: they are told instead of its ladder's. */
  assigned: readonly string[];
  /** The silence, incident or calendar that keeps its first word back. */
  heldBy: string | null;
  /** When it turned out that nobody could be reached. */
  undeliveredAt: Date | null;
  /** The place of the signal's issue in it; null when it has none. */
  member: { isResolved: boolean } | null;
  /** Its other issues: how many are not resolved, and the worst severity among those. */
  others: { open: number; worst: Severity | null };
}

/** An issue in an incident: as severe as it counts there, and what was said of it last, where that is known. */
export interface Member {
  isResolved: boolean;
  severity: Severity | null;
  subject?: Subject;
}

/** A conversation as it is kept: with the members that are known, and the sum of those that are not. */
export interface Kept {
  conversation: Omit<Conversation, "member" | "others" | "id"> & { id: string };
  members: Map<string, Member>;
  /** Its members that are not in `members`. */
  rest: { open: number; worst: Severity | null };
  /** Other policies that have an open conversation of its group. */
  rivals?: readonly string[];
}

/** An open error of an incident, which may speak for it. */
export interface Speaker {
  issue: string;
  severity: Severity;
  subject: Subject;
}

/** The open errors of incidents, asked for only where it matters which of them speaks. */
export interface Speakers {
  /** The worst first. */
  of(incident: string): readonly Speaker[];
  /** What goes on that may hold an error back. */
  elsewhere(subject: Subject): State["goingOn"];
  /** Whether the policy has another open incident of this group. */
  isTaken(policy: string, incident: Pick<Conversation, "id" | "groupKey">): boolean;
}

/** What is gathered for one carrier of a digest; of a bundle, channel and carrier are the same. */
export interface Gathering {
  channel: string;
  carrier: string;
  /** Its lines came then or later. */
  since: Date;
  /** Null while it has no line. */
  dueAt: Date | null;
  lines: number;
  worst: Severity | null;
  /** When one went last. */
  sentAt: Date | null;
}

/** What the policies must know besides the signal. */
export interface State {
  /** Those not resolved that the issue is in, or that have a group key it would have. */
  conversations: readonly Conversation[];
  /** When a policy told last of a group, in conversations that are over. */
  past: readonly { policy: string; groupKey: string; toldAt: Date }[];
  /** A model is asked about the error and may still answer. */
  waiting: boolean;
  /** The channels that can be sent to, and of which kind each is; a digest is among them while one of its carriers is. */
  channels: ReadonlyMap<string, ChannelKind>;
  calendars: readonly CalendarSpec[];
  /** The same by the clocks of channels in other zones, where some are read by those of whoever is told. */
  local: ReadonlyMap<string, readonly CalendarSpec[]>;
  /** What is not resolved elsewhere, for silences that last while something does. */
  goingOn: readonly { incident: string; subject: Subject }[];
  /** When each channel was sent the opening steps of the hour that ends now, newest first; for the limit of an hour. */
  sent: ReadonlyMap<string, readonly Date[]>;
  /** The most of those that a channel is sent in an hour. */
  hourly: number;
  /** Silences that held something back and were not named since. */
  used: ReadonlySet<string>;
  /** The digest that tells of what is held back until nobody needs it any more; null when none can be sent. */
  quiet: string | null;
  /** Who carries each digest that can be sent. */
  carriers: ReadonlyMap<string, readonly string[]>;
  speakers: Speakers;
}

/** What must be known to tell somebody. */
export type Facts = Omit<State, "conversations" | "waiting">;

/** What is made of a signal, or of a time that has come: an action for one reason, and what becomes of the incident. */
export interface Decision {
  policy: string;
  action: Action;
  reason: Reason;
  /** The silence, incident or time that held it back; of what is told after a silence, the silence that ended. */
  by: string | null;
  /** The channels to send to, and those that are named but cannot be used. */
  to: readonly string[];
  skipped: readonly string[];
  /** Channels whose next digest gets a line of it; a channel that is no digest gets it into its bundle. */
  lines: readonly string[];
  /** The ladder's step that this is, from 0; null where it is none. */
  step: number | null;
  urgency: Urgency;
  /** As it is from now on; null when there is none. */
  incident: Conversation | null;
}

const instant = z.coerce.date();

/** What is done with an incident, by a person or by Verdict itself. */
export const Act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("acknowledge") }),
  /** Whoever took it on has it no more. */
  z.object({ kind: z.literal("unacknowledge") }),
  z.object({ kind: z.literal("snooze"), until: instant }),
  z.object({ kind: z.literal("resolve") }),
  /** Handed to other channels, which are told at once. */
  z.object({ kind: z.literal("reassign"), to: z.array(z.string()).min(1) }),
  /**
   * No channel took this step of its ladder: the next one is due at once; the same one `again`, by the rules that stand, when those whom it
   * was to reach are named no more. Of an earlier one somebody may have heard all the same.
   */
  z.object({ kind: z.literal("failed"), step: z.number().int(), reached: z.boolean().optional(), again: z.boolean().optional() }),
  /** A channel works again that is to be told of it, and nobody was reached before. */
  z.object({ kind: z.literal("mended"), channel: z.string() }),
]);
export type Act = z.infer<typeof Act>;

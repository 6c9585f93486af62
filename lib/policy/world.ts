import type { Act, Decision, Gathering, Kept } from "#lib/model/decision.ts";
import type { ChannelKind, PolicyDocument } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";

/** By what is decided. */
export interface Rules {
  document: PolicyDocument;
  /** The channels that can be sent to. */
  channels: ReadonlyMap<string, ChannelKind>;
  /** Of the installation: by its clocks go digests that name none. */
  zone: string;
}

/** What is known when a world begins; a replay begins with nothing. */
export interface Slice {
  conversations: readonly Kept[];
  past: readonly { policy: string; groupKey: string; toldAt: Date }[];
  /** Other incidents that are not resolved, which silences may ask for. */
  goingOn: readonly { incident: string; subject: Subject }[];
  /** Newest first. */
  sent: ReadonlyMap<string, readonly Date[]>;
  gatherings: readonly Gathering[];
  used: ReadonlySet<string>;
}

/** When nothing is known. */
export const emptySlice: Slice = {
  conversations: [],
  past: [],
  goingOn: [],
  sent: new Map(),
  gatherings: [],
  used: new Set(),
};

/** One thing that happens. */
export type Input =
  | { kind: "signal"; at: Date; signal: Signal; waiting: boolean }
  | { kind: "act"; at: Date; incident: string; act: Act; by: string | null }
  | { kind: "due"; at: Date; incident: string }
  | { kind: "digest"; at: Date; channel: string; carrier: string };

/** A decision in its place: when, about which signal, for which incident. */
export interface Taken {
  at: Date;
  signal: Signal | null;
  /** Null when there is none, or none was opened. */
  incident: string | null;
  decision: Decision;
  /** Of a digest or bundle that goes: what it tells of, its lines came in `from` or later and before `until`. */
  digest: { channel: string; from: Date; until: Date; lines: number; late: boolean } | null;
}

/** What became different since the world began. */
export interface Changes {
  conversations: readonly Kept[];
  gatherings: readonly Gathering[];
  /** Silences that held something back for the first time, and those that were named; as a slice says them again. */
  used: readonly string[];
  named: readonly string[];
}

export interface World {
  /** Lets one thing happen: what was due before it happens first, then it is decided about. Answers with every decision, in order. */
  take(input: Input): Taken[];
  /** When something is due next; null when nothing is. */
  nextDue(): Date | null;
  /** Lets everything happen that is due until then, each at its own time. */
  passTo(at: Date): Taken[];
  conversation(id: string): Kept | undefined;
  /** Lets go of a conversation that is over: a replay of months needs the room. It is none of the changes then. */
  forget(id: string): void;
  changes(): Changes;
}

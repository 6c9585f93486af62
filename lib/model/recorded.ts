import type { Act } from "./decision.ts";
import type { Signal } from "./signal.ts";
import type { Severity } from "./taxonomy.ts";

export interface RecordedSignal {
  kind: "signal";
  at: Date;
  signal: Signal;
  waiting: boolean;
}

export interface RecordedAct {
  kind: "act";
  at: Date;
  act: Act;
  by: string | null;
  /** The real incident, and by what another that is about the same may be found. */
  incident: { id: string; policy: string; groupKey: string; issue: string | null };
}

/** What happened, and what was done about it, in that order. */
export type Recorded = RecordedSignal | RecordedAct;

/** An incident as it really was, as far as a replay asks. */
export interface RealIncident {
  id: string;
  policy: string;
  /** The policy and the signal that opened it. */
  openedBy: string | null;
  signal: string;
  /** When somebody was told first: at once, or by a digest. */
  toldAt: Date | null;
  severity: Severity;
}

import type { Cause, ExplainedDecision } from "./cause.ts";
import type { Act } from "./decision.ts";
import type { IncidentDetail } from "./incident.ts";
import type { LadderPosition } from "./ladder.ts";
import type { ChannelKind } from "./policy.ts";

/** What was done with an incident. */
export interface ActDone {
  id: string;
  at: string;
  /** Null when Verdict itself did it. */
  by: string | null;
  act: Act;
}

/** A channel that an incident may be handed to. */
export interface Receiver {
  name: string;
  kind: ChannelKind;
  /** What was sent there lately did not arrive. */
  isBroken: boolean;
}

/** Everything that the page of an incident tells. */
export interface IncidentStory {
  incident: Omit<IncidentDetail, "decisions"> & { decisions: readonly ExplainedDecision[] };
  acts: readonly ActDone[];
  /** Null when the document that stands has no such policy any more. */
  position: LadderPosition | null;
  /** What keeps its first word back. */
  held: Cause | null;
  receivers: readonly Receiver[];
}

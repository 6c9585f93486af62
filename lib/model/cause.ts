import type { DecisionSummary } from "./incident.ts";

/** What a decision names as its cause, with what a reader needs to find it. */
export type Cause =
  | { kind: "silence"; id: string; match: string; reason: string; author: string; until: string | null }
  | { kind: "incident"; id: string; title: string }
  | { kind: "calendar"; name: string }
  | { kind: "time"; at: string }
  | { kind: "other"; name: string };

export type ExplainedDecision = DecisionSummary & {
  cause: Cause | null;
  /** Whom its policy names, when nobody was told. */
  would: readonly string[];
};

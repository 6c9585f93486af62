import type { DocumentFault } from "#lib/model/policy.ts";
import type { RuleTrial } from "#lib/model/rule-trial.ts";
import type { Change } from "./change.ts";
import type { Draft, SortedFaults } from "./draft.ts";

export type ChangeOutcome =
  | { outcome: "saved"; version: number }
  /** Somebody was faster. */
  | { outcome: "stale"; version: number; by: string }
  | { outcome: "invalid"; errors: DocumentFault[] };
export type ChangeRules = (version: number, change: Change) => Promise<ChangeOutcome>;
/** Puts an earlier version back, on the version that stands. */
export type PutBack = (to: number, version: number) => Promise<ChangeOutcome>;

/** Which rule of which version a form edits; null for one that is new. */
export interface Place {
  version: number;
  id: string | null;
}

export type SaveOutcome = Exclude<ChangeOutcome, { outcome: "invalid" }> | { outcome: "invalid"; faults: SortedFaults };
export type SaveRule = (place: Place, draft: Draft) => Promise<SaveOutcome>;

export type TrialOutcome =
  | { outcome: "tried"; trial: RuleTrial; rule: string }
  | { outcome: "busy" }
  | { outcome: "invalid"; faults: SortedFaults };
export type TryRule = (place: Place, draft: Draft, days: number) => Promise<TrialOutcome>;

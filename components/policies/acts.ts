import type { DocumentFault, PolicySpec } from "#lib/model/policy.ts";
import type { Change } from "./change.ts";
import type { Draft, SortedFaults } from "./draft.ts";

/** What stands now, when somebody was faster. */
export interface Newer {
  version: number;
  by: string;
}

export type ChangeOutcome =
  /** What was deleted, and where it stood. */
  | { outcome: "saved"; version: number; removed: { at: number; policy: PolicySpec } | null }
  | ({ outcome: "stale" } & Newer)
  | { outcome: "invalid"; errors: DocumentFault[] };
export type ChangePolicies = (version: number, change: Change) => Promise<ChangeOutcome>;

/** Which policy of which version a form edits; null for one that is new, then `copyOf` is the one it began as. */
export interface Place {
  version: number;
  at: number | null;
  copyOf: number | null;
}

/** The policy the form edits, as the newer version has it, with its place there. */
export interface NewerPolicy extends Newer {
  at: number | null;
  policy: PolicySpec | null;
  /** Whether the newer version says something else of it. */
  changed: boolean;
}

export type SaveOutcome =
  | { outcome: "saved"; version: number }
  | ({ outcome: "stale" } & NewerPolicy)
  | { outcome: "invalid"; faults: SortedFaults };
export type SavePolicy = (place: Place, draft: Draft) => Promise<SaveOutcome>;

export interface SilenceDraft {
  match: string;
  for: string;
  reason: string;
}
export type SilenceOutcome = { ok: true } | { ok: false; field: keyof SilenceDraft | null; message: string };
export type AddSilence = (draft: SilenceDraft) => Promise<SilenceOutcome>;
export type EndSilence = (id: string) => Promise<SilenceOutcome>;

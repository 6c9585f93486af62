import type { DocumentFault, PolicySpec } from "#lib/model/policy.ts";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import type { SilencePreview } from "#lib/model/silence-preview.ts";
import type { Change } from "./change.ts";
import type { Place, SortedFaults, Value } from "./item.ts";

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

/** The item that a form edits, as the newer version has it, with its place there. */
export interface NewerItem extends Newer {
  at: number | null;
  value: unknown;
  /** Whether the newer version says something else of it. */
  changed: boolean;
}

export type SaveOutcome =
  | { outcome: "saved"; version: number }
  | ({ outcome: "stale" } & NewerItem)
  | { outcome: "invalid"; faults: SortedFaults };
export type SaveItem = (place: Place, value: Value) => Promise<SaveOutcome>;
/** Takes the item out, unless something else names it. */
export type RemoveItem = (place: Place) => Promise<ChangeOutcome>;
export type PutBack = (to: number, version: number) => Promise<ChangeOutcome>;
export type SaveHourly = (version: number, hourly: number) => Promise<ChangeOutcome>;

/** What the policy as it is typed says in plain words; null while it cannot be read. */
export type Summarize = (value: Value) => Promise<PolicySummary | null>;

export type SilenceOutcome = { ok: true } | { ok: false; message: string };
export type EndSilence = (id: string) => Promise<SilenceOutcome>;

export type PreviewOutcome = { ok: true; preview: SilencePreview } | { ok: false; message: string };
export type PreviewSilence = (match: string) => Promise<PreviewOutcome>;

/** A fault of a text, at the line where it stands; null where no line has it. */
export interface TextFault extends DocumentFault {
  line: number | null;
}

export type TextOutcome = { outcome: "valid"; diff: string } | { outcome: "invalid"; faults: TextFault[] };
export type CheckText = (text: string) => Promise<TextOutcome>;
export type SaveText = (text: string, version: number) => Promise<Exclude<ChangeOutcome, { outcome: "invalid" }> | TextOutcome>;

import type { IncidentState, Reason } from "./incident.ts";
import type { Category, Severity, Tier } from "./taxonomy.ts";

/** What a message says, before a channel gives it its form. All text is redacted; nothing in it is markup. */
export interface Notice {
  /** The message's own id: what receivers may use to tell a repetition. */
  id: string;
  /** `alert` is about errors, `system` about Verdict itself, `test` was asked for. */
  kind: "alert" | "system" | "test";
  /** Why it is sent. */
  reason: Reason;
  /** The same for all messages of one incident. */
  incident: string | null;
  state: IncidentState;
  /** Who acknowledged or resolved it, when a person did. */
  stateBy: string | null;
  severity: Severity;
  /** Error type and the first line of its message. */
  type: string | null;
  line: string;
  category: Category | null;
  rootCause: string | null;
  fix: string | null;
  retry: { should: boolean; afterSeconds: number | null } | null;
  /** 0 to 1; null is said as "provisional". */
  confidence: number | null;
  provisional: boolean;
  users: number | null;
  events: number | null;
  /** Issues in the incident. */
  issues: number;
  project: string | null;
  environment: string | null;
  release: string | null;
  decidedBy: { tier: Tier; model: string | null } | null;
  sentryIssueId: string | null;
  /** ISO 8601. */
  openedAt: string;
  links: { issue: string | null; sentry: string | null; incident: string | null; silence: string | null; why: string | null };
}

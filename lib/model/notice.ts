import type { IncidentState, Reason } from "./incident.ts";
import type { Language } from "./language.ts";
import type { Urgency } from "./policy.ts";
import type { OwnKind } from "./signal.ts";
import type { Category, Severity, Tier } from "./taxonomy.ts";

/** One incident in a digest, as it stands now. */
export interface NoticeLine {
  severity: Severity;
  type: string | null;
  line: string;
  category: Category | null;
  project: string | null;
  /** How often it came up in the time of the digest. */
  count: number;
  state: IncidentState;
  url: string | null;
}

/** What a digest, or the bundle of a channel that is over its rate, gathers. */
export interface NoticeDigest {
  /** The digest's name; of a bundle, the channel's own. */
  channel: string;
  /** ISO 8601: its lines came after `from`, until `until`. */
  from: string;
  until: string;
  /** It goes long after its time. */
  late: boolean;
  bundle: boolean;
  /** How many messages in an hour a channel gets before the rest is bundled. */
  hourly: number;
  /** All of it: what the groups show, and what they do not. */
  total: number;
  /** Worst first; `more` of a group are not shown. */
  groups: { title: string; worst: Severity; lines: NoticeLine[]; more: number }[];
}

/** What a message says, before a channel gives it its form. All text is redacted; nothing in it is markup. */
export interface Notice {
  /** The message's own id: what receivers may use to tell a repetition. */
  id: string;
  /** `alert` is about errors, `system` about Verdict itself, `test` was asked for. */
  kind: "alert" | "system" | "test" | "digest";
  /** Of what is about Verdict itself or what it depends on: which signal. */
  own: OwnKind | null;
  /** Why it is sent. */
  reason: Reason;
  /** `high` interrupts people. */
  urgency: Urgency;
  /** The ladder's step that it is, from 0. */
  step: number | null;
  /** Whose words it speaks, and the IANA zone of its times. */
  language: Language;
  zone: string;
  /** The same for all messages of one incident. */
  incident: string | null;
  /** The first message of the incident on this channel, by which later ones are kept together; null when it is this one. */
  thread: string | null;
  /** Nothing was posted about the incident on this channel after it. */
  newest: boolean;
  state: IncidentState;
  /** Who acknowledged or resolved it, when a person did. */
  stateBy: string | null;
  /** Who handed it to this channel, when that is why it is told. */
  handedBy: string | null;
  /** What the posted message said, when this is an edit of it. */
  said: { category: Category | null; severity: Severity; state: IncidentState } | null;
  /** ISO 8601, while it is snoozed. */
  snoozedUntil: string | null;
  severity: Severity;
  /** Error type and the first line of its message. */
  type: string | null;
  line: string;
  category: Category | null;
  /** What it may be instead, likeliest first. */
  alternatives: Category[];
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
  /** `name` is a person's, where one decided. */
  decidedBy: { tier: Tier; model: string | null; name: string | null } | null;
  sentryIssueId: string | null;
  /** ISO 8601. */
  openedAt: string;
  /** The silence that held the last ones back and does so no more. */
  endedSilence: { match: string; reason: string; until: string | null } | null;
  /** The silence that holds further ones back now, and whose it is. */
  silenced: { until: string | null; by: string } | null;
  /** The policy by which nobody could be reached: it is the last resort that is told. */
  unreached: string | null;
  digest: NoticeDigest | null;
  links: {
    issue: string | null;
    sentry: string | null;
    incident: string | null;
    acknowledge: string | null;
    silence: string | null;
    why: string | null;
  };
}

import { z } from "zod";
import { Severity } from "./taxonomy.ts";

/** As many days as signals are kept. */
export const mostReplayDays = 90;
const ReplayDays = z.int().min(1, "must be at least 1").max(mostReplayDays, `must be at most ${mostReplayDays}`);

export const ReplayInput = z.strictObject({
  /** The policies as they would be: the document itself, or its YAML. */
  document: z.union([z.record(z.string(), z.unknown()), z.string().max(262_144)], "must be the document, or its YAML as text"),
  days: ReplayDays.default(30),
});
export type ReplayInput = z.infer<typeof ReplayInput>;

const pair = z.object({ before: z.int(), after: z.int() });
const when = z.string().nullable();

/** `later` and `earlier` are told at another time; `lost` not at all, or `merged` into what was told of before; `added` where nobody was told. */
export const incidentChanges = ["lost", "later", "merged", "added", "earlier"] as const;
export const IncidentChange = z.enum(incidentChanges);
export type IncidentChange = z.infer<typeof IncidentChange>;

/** What a document would have made of the signals of the last days, against what happened. Times are of the first message, null when none; those of what would come late may lie up to a week after `until`. */
export const PolicyReplay = z.object({
  days: z.int(),
  from: z.string(),
  until: z.string(),
  signals: z.int(),
  /** Messages sent, digests among them; edits of what was posted do not count. */
  messages: pair,
  /** Messages that ring: PagerDuty, SMS and calls. */
  pages: pair,
  /** How many incidents, also those that are not listed. */
  totals: z.object({ lost: z.int(), later: z.int(), merged: z.int(), added: z.int(), earlier: z.int() }),
  /** Channels that the document's ladders and digests name and nothing can be sent to, as they are set up now. */
  unset: z.array(z.string()),
  policies: z.array(z.object({ name: z.string(), messages: pair, pages: pair, incidents: pair })),
  /** Real incidents that would have been told at another time or not at all, the worst first. */
  incidents: z.array(
    z.object({
      id: z.string(),
      before: when,
      after: when,
      change: IncidentChange,
      severity: Severity,
      title: z.string(),
      policy: z.string(),
    }),
  ),
});
export type PolicyReplay = z.infer<typeof PolicyReplay>;

/** How far a replay is. */
export interface ReplayProgress {
  signals: number;
  total: number;
}

import type { MessageFacts } from "#lib/db/message-facts.ts";
import type { Notice } from "#lib/model/notice.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import { holds } from "#lib/policy/match.ts";

/** The silence that kept such errors back before this one was told. */
export function endedSilence({ decision }: MessageFacts, silences: readonly SilenceSpec[]): Notice["endedSilence"] {
  const ended = silences.find(({ id }) => id !== undefined && id === decision?.heldBy);
  return ended ? { match: ended.match, reason: ended.reason, until: ended.until ?? null } : null;
}

const hasBegun = ({ since }: SilenceSpec, now: Date): boolean => !since || new Date(since) <= now;

/** The silence with an end that keeps further ones back now: the one that lasts longest. */
export function silencedNow({ incident }: MessageFacts, silences: readonly SilenceSpec[], now: Date): Notice["silenced"] {
  if (!incident || incident.state === "resolved") return null;
  const lasting = silences.filter(
    (silence) =>
      silence.until && new Date(silence.until) > now && hasBegun(silence, now) && holds(silence.match, incident.subject, now),
  );
  const [longest] = lasting.sort((a, b) => (b.until ?? "").localeCompare(a.until ?? ""));
  return longest ? { until: longest.until ?? null, by: longest.author } : null;
}

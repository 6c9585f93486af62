import { instantOf, minuteIn } from "#lib/model/calendar-day.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { Value } from "./item.ts";

export const endings = ["for", "until", "calendar", "while"] as const;
export const modes = ["hold", "digest", "drop"] as const;

/** A silence as it is typed, with every way in which it may end. */
export interface SilenceDraft {
  match: string;
  ends: (typeof endings)[number];
  for: string;
  /** What the reader's clock shows then, to the minute. */
  until: string;
  calendar: string;
  while: string;
  equal: string[];
  mode: string;
  reason: string;
}

export const emptySilence = (match = ""): SilenceDraft => ({
  match,
  ends: "for",
  for: "1h",
  until: "",
  calendar: "",
  while: "signal:provider_outage",
  equal: ["llm.provider"],
  mode: "hold",
  reason: "",
});

/** In the reader's zone. */
export function silenceDraft(
  { match, until, calendar, while: condition, mode, reason }: SilenceSpec,
  zone: string,
): SilenceDraft {
  const common = { ...emptySilence(match), mode, reason };
  if (condition) return { ...common, ends: "while", while: condition.match, equal: condition.equal };
  if (calendar) return { ...common, ends: "calendar", calendar };
  return { ...common, ends: "until", until: until ? minuteIn(zone, new Date(until)) : "" };
}

/** How it ends, as `POST /api/v1/silences` takes it. */
function endOf({ ends, until, calendar, while: match, equal, ...draft }: SilenceDraft, zone: string): Value {
  if (ends === "for") return { for: draft.for.trim() };
  if (ends === "calendar") return { calendar };
  if (ends === "while") return { while: { match, equal } };
  const shown = new Date(`${until}Z`);
  return { until: Number.isNaN(shown.getTime()) ? until : `${instantOf(shown, zone).toISOString().slice(0, 19)}Z` };
}

/** The silence as it stands in the document, laid over what it was; it was typed in the reader's zone. No query is none: a star silences everything. */
export function silenceOf(before: SilenceSpec | null, zone: string): (draft: SilenceDraft) => Value {
  return (draft) => {
    const { match: _match, until: _until, calendar: _calendar, while: _while, ...kept } = before ?? {};
    return {
      ...kept,
      ...(draft.match.trim() && { match: draft.match }),
      ...endOf(draft, zone),
      mode: draft.mode,
      reason: draft.reason,
    };
  };
}

export const silenceField = (path: string): string | null =>
  /^(?:match|for|until|calendar|while\.match|while\.equal|mode|reason)\b/.exec(path)?.[0] ?? (path === "" ? "until" : null);

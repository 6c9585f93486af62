import type { Action } from "#lib/model/incident.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { fieldValue } from "./group.ts";
import { holds } from "./match.ts";

export interface Held {
  action: Extract<Action, "hold" | "digest" | "drop">;
  reason: "silenced" | "inhibited";
  by: string;
  /** When it ends; null when a condition ends it. */
  until: Date | null;
}

interface GoingOn {
  incident: string;
  subject: Subject;
}

const nameOf = (silence: SilenceSpec): string => silence.id ?? silence.match;

/** What goes on, agrees with the subject in the fields that must be equal, and is not the subject's own incident. */
function inhibitor(
  { match, equal }: NonNullable<SilenceSpec["while"]>,
  subject: Subject,
  own: string | null,
  goingOn: readonly GoingOn[],
  now: Date,
): GoingOn | undefined {
  const agrees = (other: Subject): boolean =>
    equal.every((field) => fieldValue(field, subject) !== null && fieldValue(field, subject) === fieldValue(field, other));
  return goingOn.find(({ incident, subject: other }) => incident !== own && agrees(other) && holds(match, other, now));
}

/** Silences by calendar are kept and not obeyed yet. */
const isEnded = ({ until }: SilenceSpec, now: Date): boolean => until !== undefined && new Date(until) <= now;

/** The first silence that holds the subject back now. */
export function heldBack(
  silences: readonly SilenceSpec[],
  { subject, own, goingOn }: { subject: Subject; own: string | null; goingOn: readonly GoingOn[] },
  now: Date,
): Held | null {
  for (const silence of silences) {
    const { until, mode: action } = silence;
    if (silence.calendar || isEnded(silence, now) || !holds(silence.match, subject, now)) continue;
    if (until) return { action, reason: "silenced", by: nameOf(silence), until: new Date(until) };
    if (silence.while && inhibitor(silence.while, subject, own, goingOn, now))
      return { action, reason: "inhibited", by: nameOf(silence), until: null };
  }
  return null;
}

/** The silences that last while something goes on and would hold the subject back if it did: whether it does must be looked up. */
export const conditional = (silences: readonly SilenceSpec[], subject: Subject, now: Date): NonNullable<SilenceSpec["while"]>[] =>
  silences.flatMap(({ match, while: condition }) => {
    const isAsked = condition?.equal.every((field) => fieldValue(field, subject) !== null) && holds(match, subject, now);
    return condition && isAsked ? [condition] : [];
  });

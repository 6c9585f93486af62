import type { Conversation, Decision, Facts, Speaker } from "#lib/model/decision.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { isWorse, moved, severityOf, softened } from "./conversation.ts";
import { groupOf } from "./group.ts";
import { deciding, governing } from "./match.ts";
import { type Due, outcome, untold } from "./outcome.ts";
import { type Held, heldBack } from "./silence.ts";
import { earlier, lookAgainMs } from "./timing.ts";

export interface Around {
  facts: Facts;
  policies: readonly PolicySpec[];
  silences: readonly SilenceSpec[];
  now: Date;
}

const open = ({ id }: Conversation, { facts }: Around): readonly Speaker[] => (id === null ? [] : facts.speakers.of(id));

function heldOf({ subject }: Pick<Speaker, "subject">, own: string | null, { facts, silences, now }: Around): Held | null {
  if (silences.length === 0) return null;
  return heldBack(silences, { subject, own }, { ...facts, goingOn: facts.speakers.elsewhere(subject) }, now);
}

/** An issue that an incident was not told with is worse than what it says: a silence holds it back, or did. */
const hasAside = ({ others, severity }: Conversation): boolean => others.worst !== null && isWorse(others.worst, severity);

/** Whether what speaks for the incident, or another of its errors, is not held back. */
export const isHeard = (incident: Conversation, but: string | null, around: Around): boolean =>
  [incident, ...open(incident, around).filter(({ issue }) => issue !== but)].some(
    (each) => heldOf(each, incident.id, around) === null,
  );

/** The open error that got worse in a silence, once none holds it back any more. */
export function risen(incident: Conversation, around: Around): Speaker | null {
  if (!hasAside(incident)) return null;
  const worse = open(incident, around).filter(({ severity }) => isWorse(severity, incident.severity));
  return worse.find((each) => heldOf(each, incident.id, around) === null) ?? null;
}

/** Of those that are no worse than what the incident says, the worst that is not held back; where all are, the worst. */
function next(incident: Conversation, but: string | null, around: Around): Speaker | null {
  const others = open(incident, around).filter(({ issue, severity }) => issue !== but && !isWorse(severity, incident.severity));
  return others.find((each) => heldOf(each, incident.id, around) === null) ?? others[0] ?? null;
}

/** Who speaks for an incident while what spoke for it is held back; null where nobody else may. */
export function instead(incident: Conversation, around: Around): Speaker | null {
  const other = next(incident, incident.issue, around);
  return other && heldOf(other, incident.id, around) === null ? other : null;
}

/**
 * Incidents that nobody was told of, as what is not held back finds them: while what speaks for one is held back, another does, be it
 * the error that is said now.
 */
export function heardAs(conversations: readonly Conversation[], signal: Signal, around: Around): readonly Conversation[] {
  const said = severityOf(signal);
  const isSpoken = ({ told, issue, severity, others }: Conversation): boolean =>
    told === 0 && issue !== null && issue !== signal.issue && others.open > 0 && !isWorse(said, severity);
  if (signal.issue === null || around.silences.length === 0 || !conversations.some(isSpoken)) return conversations;
  const { facts, silences, now } = around;
  if (heldBack(silences, { subject: signal.subject, own: null }, facts, now)) return conversations;
  const own = { issue: signal.issue, severity: said, subject: signal.subject };
  return conversations.map((each) => {
    const texts = [each, ...open(each, around).filter(({ issue }) => issue === each.issue)];
    if (!isSpoken(each) || texts.some((text) => heldOf(text, each.id, around) === null)) return each;
    const was = open(each, around).find(({ issue }) => issue === own.issue)?.severity ?? said;
    const { issue, severity, subject } = instead(each, around) ?? { ...own, severity: isWorse(was, said) ? was : said };
    return { ...each, issue, severity, subject: as(subject, severity) };
  });
}

const as = (subject: Subject, severity: Speaker["severity"]): Subject =>
  subject.severity === severity ? subject : { ...subject, severity };

/** The incident as one of its errors says it is. It goes over to the policy that is for that one, where the group is the same there. */
export function spokenFor(
  incident: Conversation,
  { issue, severity, subject: said }: Pick<Conversation, "issue" | "severity" | "subject">,
  { facts, policies, now }: Around,
): { policy: PolicySpec | undefined; incident: Conversation } {
  const subject = as(said, severity);
  const after = {
    ...incident,
    ...{ severity, subject, issue },
    ...softened(incident, severity),
    ...(isWorse(severity, incident.severity) && { snoozedUntil: null }),
  };
  const matching = deciding(policies, subject, now, facts.calendars);
  const [policy] = matching;
  const group = policy && groupOf(policy, { issue, subject });
  const isOwn = matching.some(({ name }) => name === incident.policy);
  if (!policy || !group || isOwn || group.key !== incident.groupKey || facts.speakers.isTaken(policy.name, incident))
    return { policy: governing(policies, after, now, facts.calendars), incident: after };
  return { policy, incident: moved(policy, incident, after, group, now) };
}

/** One of its errors is out of it; where that spoke for it, the worst of the others does now, and what was posted says so. */
export function handedOn(policy: PolicySpec, incident: Conversation, issue: string | null, around: Around): Decision {
  if (incident.issue === null || incident.issue !== issue) return untold(policy, incident, "waiting");
  const other = next(incident, issue, around);
  const { worst } = incident.others;
  const severity = worst === null || isWorse(worst, incident.severity) ? incident.severity : worst;
  if (other === null && severity === incident.severity) return untold(policy, incident, "waiting");
  const voice = other ?? { issue, severity, subject: incident.subject };
  const after = spokenFor(incident, voice, around);
  if (incident.told === 0) return untold(policy, after.incident, "waiting");
  return outcome(after.policy ?? policy, "update", "corrected", after.incident);
}

/** What spoke for the incident is surely milder: another may be the worst now. What is held back is not asked. */
export function lowered(incident: Conversation, own: Speaker, around: Around): Conversation {
  const others = open(incident, around).filter(({ issue }) => issue !== own.issue);
  if (others.length === 0) return incident;
  const other = others.find((each) => heldOf(each, incident.id, around) === null);
  const isOther = other !== undefined && isWorse(other.severity, own.severity);
  const voice = isOther && !isWorse(other.severity, incident.severity) ? other : own;
  const isSame = voice.issue === incident.issue && voice.severity === incident.severity;
  return isSame ? incident : spokenFor(incident, voice, around).incident;
}

/** What got worse in a silence is looked at again when that ends. */
function watched(incident: Conversation, around: Around): Conversation {
  if (incident.state === "resolved" || !hasAside(incident)) return incident;
  const { now } = around;
  const ends = open(incident, around).flatMap((each) => {
    if (!isWorse(each.severity, incident.severity)) return [];
    const held = heldOf(each, incident.id, around);
    return [held === null ? now : (held.until ?? new Date(now.getTime() + lookAgainMs))];
  });
  return { ...incident, dueAt: ends.reduce<Date | null>(earlier, incident.dueAt) };
}

/** A decision, with its incident looked at again when a silence ends in which one of its errors got worse. */
export function watchedIn(decision: Decision, around: Around): Decision {
  const incident = decision.incident && watched(decision.incident, around);
  return incident === decision.incident ? decision : { ...decision, incident };
}

export const watchedDue = ({ incident, decision }: Due, around: Around): Due => ({
  incident: watched(incident, around),
  decision: decision && watchedIn(decision, around),
});

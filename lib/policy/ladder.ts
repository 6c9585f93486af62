import type { Conversation, Facts } from "#lib/model/decision.ts";
import { type CalendarSpec, durationMs, type PolicySpec, type Step, type Urgency } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { calendarsNamed } from "#lib/query/calendars.ts";
import { closesAt, isWithin, opensAt } from "./calendar.ts";
import { calendarsOf, readings } from "./local.ts";
import { holds } from "./match.ts";

const afterMs = ({ after }: Step): number => durationMs(after) ?? 0;

/** The step that comes next; undefined at the ladder's end, and where a person's channels stand in its place. */
export const nextStep = ({ ladder }: PolicySpec, { steps, assigned }: Conversation): Step | undefined =>
  assigned.length > 0 ? undefined : ladder[steps];

/** When the next step is due; null when none is. */
export function stepAt(policy: PolicySpec, incident: Conversation): Date | null {
  const step = nextStep(policy, incident);
  return step && incident.ladderAt ? new Date(incident.ladderAt.getTime() + afterMs(step)) : null;
}

/** The ladder from its beginning. */
export const begun = (incident: Conversation, now: Date): Conversation => ({ ...incident, ladderAt: now, steps: 0 });

/** Nobody has it in hand: it is open, and its ladder begins again. */
export const reopened = (incident: Conversation, now: Date): Conversation => ({
  ...begun(incident, now),
  state: "open",
  acknowledgedAt: null,
});

/** The ladder of another policy, before its first word. */
export const notBegun = (incident: Conversation): Conversation => ({ ...incident, ladderAt: null, steps: 0, assigned: [] });

/** The ladder as if its first steps were taken now, those without a pause. */
export function tookFirst({ ladder }: PolicySpec, incident: Conversation, now: Date): Conversation {
  const later = ladder.findIndex((step) => afterMs(step) > 0);
  return { ...incident, ladderAt: now, steps: later < 0 ? ladder.length : later };
}

/** The next step is due now, and those after it as long after it as ever. */
export function hurried(policy: PolicySpec, incident: Conversation, now: Date): Conversation {
  const step = nextStep(policy, incident);
  return step ? { ...incident, ladderAt: new Date(now.getTime() - afterMs(step)) } : incident;
}

/** A step that fell due meanwhile is due as long after now as it is after the one before it. */
export function resumed(policy: PolicySpec, incident: Conversation, now: Date): Conversation {
  const at = stepAt(policy, incident);
  const last = policy.ladder[incident.steps - 1];
  return at && at <= now && last ? { ...incident, ladderAt: new Date(now.getTime() - afterMs(last)) } : incident;
}

export type Condition = { is: "met" | "failed" } | { is: "later"; calendar: string; at: Date };

/** How many openings and closings are looked ahead for a time at which a step's condition holds. */
const mostChanges = 20;

function changeAfter(calendars: readonly CalendarSpec[], at: Date): { calendar: string; at: Date } | null {
  const changes = calendars.flatMap((calendar) => {
    const change = isWithin(calendar, at) ? closesAt(calendar, at) : opensAt(calendar, at);
    return change && change > at ? [{ calendar: calendar.name, at: change }] : [];
  });
  return changes.reduce<(typeof changes)[number] | null>((first, each) => (first && first.at <= each.at ? first : each), null);
}

type Calendars = Pick<Facts, "calendars" | "local">;

/** Whether a step may be taken now for one of those it tells, or when a calendar will let it for the first of them. */
export function conditionOf({ if: text, to }: Step, subject: Subject, facts: Calendars, now: Date): Condition {
  if (text === undefined) return { is: "met" };
  const all = readings(facts, to).map((calendars) => conditionIn(text, subject, calendars, now));
  const order = (condition: Condition): number =>
    condition.is === "met" ? 0 : condition.is === "later" ? condition.at.getTime() : Number.POSITIVE_INFINITY;
  return all.reduce((first, each) => (order(each) < order(first) ? each : first), { is: "failed" });
}

/** Of those whom a step tells, those for whom its condition does not hold now. */
export function awayFrom({ if: text, to }: Step, subject: Subject, facts: Calendars, now: Date): string[] {
  if (text === undefined || facts.local.size === 0) return [];
  return to.filter((name) => !holds(text, subject, now, calendarsOf(facts, name)));
}

/** Those whom steps tell now. */
export const toldBy = (steps: readonly Step[], subject: Subject, facts: Calendars, now: Date): string[] =>
  steps.flatMap((step) => {
    const away = awayFrom(step, subject, facts, now);
    return away.length === 0 ? step.to : step.to.filter((name) => !away.includes(name));
  });

function conditionIn(text: string, subject: Subject, calendars: readonly CalendarSpec[], now: Date): Condition {
  if (holds(text, subject, now, calendars)) return { is: "met" };
  const named = calendarsNamed(text);
  const asked = calendars.filter(({ name }) => named.includes(name));
  let change = changeAfter(asked, now);
  for (let n = 0; change && n < mostChanges; n++) {
    if (holds(text, subject, change.at, calendars)) return { is: "later", ...change };
    change = changeAfter(asked, change.at);
  }
  return { is: "failed" };
}

export const mostUrgent = (steps: readonly Step[]): Urgency => (steps.some(({ urgency }) => urgency === "high") ? "high" : "low");

/** The steps that were taken and still may be. */
export const takenSteps = ({ ladder }: PolicySpec, { steps, subject }: Conversation, facts: Facts, now: Date): Step[] =>
  ladder.slice(0, steps).filter((step) => conditionOf(step, subject, facts, now).is === "met");

/** Whom the steps without a pause name, other than in digests. */
export function firstReceivers({ ladder }: PolicySpec, incident: Conversation, facts: Facts, now: Date): string[] {
  const first = ladder.filter((step) => afterMs(step) === 0 && conditionOf(step, incident.subject, facts, now).is === "met");
  return [...new Set(toldBy(first, incident.subject, facts, now))].filter((name) => facts.channels.get(name) !== "digest");
}

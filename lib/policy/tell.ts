import type { Conversation, Decision, Facts } from "#lib/model/decision.ts";
import type { Reason } from "#lib/model/incident.ts";
import type { PolicySpec, SilenceSpec, Step, Urgency } from "#lib/model/policy.ts";
import { hoursOf } from "./hours.ts";
import { awayFrom, begun, conditionOf, hurried, mostUrgent, nextStep, stepAt, takenSteps, toldBy } from "./ladder.ts";
import { outcome, untold } from "./outcome.ts";
import { type Receivers, receivers } from "./receivers.ts";
import { endedSilence } from "./silence.ts";
import { earlier, nextLook, repeatAt } from "./timing.ts";

export interface Telling {
  policy: PolicySpec;
  reason: Reason;
  facts: Facts;
  silences: readonly SilenceSpec[];
  now: Date;
}

/** Kept back until a time; on the second asking nothing new is said of it. */
export function heldUntil(
  policy: PolicySpec,
  incident: Conversation,
  { by, until, reason }: { by: string; until: Date; reason: Reason },
): Decision {
  return outcome(policy, "hold", reason, { ...incident, heldBy: by, dueAt: until }, { by });
}

/** One line of it goes into the quiet digest; where there is none it is held. What was told already is looked at again then. */
export function inQuietDigest(
  policy: PolicySpec,
  incident: Conversation,
  { quiet }: Pick<Facts, "quiet">,
  held: { by: string; until: Date; reason: Reason },
): Decision {
  if (quiet === null) return heldUntil(policy, incident, held);
  const dueAt = incident.told > 0 ? held.until : null;
  const after = { ...incident, heldBy: held.by, dueAt };
  return outcome(policy, "digest", held.reason, after, { by: held.by, lines: [quiet] });
}

/** When the next step can be taken: one whose time has come may wait for a calendar. */
function stepLook(policy: PolicySpec, incident: Conversation, facts: Facts, now: Date): Date | null {
  const step = nextStep(policy, incident);
  const at = stepAt(policy, incident);
  if (!step || !at || at > now) return at;
  const condition = conditionOf(step, incident.subject, facts, now);
  return condition.is === "later" ? condition.at : now;
}

/** That nobody hears of such an incident is not to stay so. */
const isUrgent = ({ severity }: Conversation): boolean => severity === "critical" || severity === "high";

/** Nothing keeps back any more what was told before and would be told now, were there somebody to tell. */
const unheld = ({ told, heldBy }: Conversation): Pick<Conversation, "heldBy"> => ({ heldBy: told > 0 ? null : heldBy });

/** Nobody can be reached: the next step is due at once, and at the ladder's end nobody was reached at all. */
function unreached(telling: Telling, incident: Conversation, { skipped, isLoop }: Receivers, step: number | null): Decision {
  const { policy, facts, now } = telling;
  const reason = isLoop ? "loop" : "no_channel";
  if (step === null) {
    const dueAt = earlier(incident.told > 0 ? repeatAt(policy, now) : null, stepLook(policy, incident, facts, now));
    return untold(policy, { ...incident, ...unheld(incident), dueAt }, reason, { skipped });
  }
  const next = hurried(policy, { ...incident, steps: step + 1 }, now);
  const isLost = !isLoop && incident.told === 0 && !nextStep(policy, next) && isUrgent(incident);
  const after = { ...next, undeliveredAt: isLost ? now : next.undeliveredAt };
  const dueAt = nextStep(policy, after) ? now : nextLook(policy, after);
  return untold(policy, { ...after, dueAt }, reason, { skipped, step });
}

type Said = Pick<Decision, "step" | "urgency">;

/** Tells these, as far as they can be told; what is over an hour's limit comes in a bundle. */
function tellThese(telling: Telling, incident: Conversation, found: Receivers, said: Said): Decision {
  const { policy, reason, facts, silences, now } = telling;
  const { to, lines, skipped } = found;
  if (to.length === 0 && lines.length === 0) return unreached(telling, incident, found, said.step);
  const steps = said.step === null ? incident.steps : said.step + 1;
  const word = { told: incident.told + 1, toldAt: now, toldAs: incident.severity };
  const told = { ...incident, ...word, steps, heldBy: null, undeliveredAt: null };
  const isFree = told.state === "open" && told.snoozedUntil === null;
  const dueAt = isFree ? earlier(repeatAt(policy, now), stepLook(policy, told, facts, now)) : nextLook(policy, told);
  const after = { ...told, dueAt };
  const by = endedSilence(silences, { subject: incident.subject, own: incident.id }, facts, now);
  const more = { ...said, by, to, lines, skipped };
  if (to.length > 0) return outcome(policy, "send", reason, after, more);
  return outcome(policy, "digest", found.isOverRate ? "over_rate" : reason, after, more);
}

/** Who of these is told now, and how urgent that is: outside the hours of the policy it is left out, or not called. */
function toldNow(
  { policy, facts, now }: Telling,
  incident: Conversation,
  names: readonly string[],
  away: readonly string[] = [],
) {
  const { outside, shut } = hoursOf(policy, incident, facts, now, names);
  const isMilder = policy.calendar?.outside === "downgrade";
  const absent = isMilder ? new Set(away) : new Set([...shut, ...away]);
  const found = receivers(names, { subject: incident.subject, facts, now, ...(isMilder && { quiet: shut }), absent });
  return { found, urgencyOf: (steps: readonly Step[]): Urgency => (outside ? "low" : mostUrgent(steps)) };
}

/** Takes the next step, if its time has come and its condition holds. Where it comes late, those after it keep their distance. */
function climb(telling: Telling, incident: Conversation): Decision {
  const { policy, facts, now } = telling;
  const number = incident.steps;
  const step = nextStep(policy, incident);
  const at = stepAt(policy, incident);
  if (!step || !at) return untold(policy, { ...incident, dueAt: nextLook(policy, incident) }, "no_channel");
  if (at > now) return untold(policy, { ...incident, dueAt: number === 0 ? at : nextLook(policy, incident) }, "waiting");
  const condition = conditionOf(step, incident.subject, facts, now);
  if (condition.is === "later") {
    const repeats = incident.told > 0 && incident.toldAt ? repeatAt(policy, incident.toldAt) : null;
    const until = repeats && repeats > now && repeats < condition.at ? repeats : condition.at;
    return { ...heldUntil(policy, incident, { by: condition.calendar, until, reason: "outside_hours" }), step: number };
  }
  if (condition.is === "failed") {
    const passed = { ...incident, ...unheld(incident), steps: number + 1 };
    return untold(policy, { ...passed, dueAt: nextLook(policy, passed) }, "below_policy", { step: number });
  }
  const { found, urgencyOf } = toldNow(telling, incident, step.to, awayFrom(step, incident.subject, facts, now));
  return tellThese(telling, hurried(policy, incident, now), found, { step: number, urgency: urgencyOf([step]) });
}

/** Tells again, each of them. */
function retell(telling: Telling, incident: Conversation): Decision {
  const { policy, facts, now } = telling;
  const steps = incident.assigned.length > 0 ? policy.ladder : takenSteps(policy, incident, facts, now);
  const { found, urgencyOf } = toldNow(telling, incident, whomAgain(telling, incident));
  return tellThese(telling, incident, found, { step: null, urgency: urgencyOf(steps) });
}

/** Whom the steps told that were taken, or to whom a person handed it. */
function whomAgain({ policy, facts, now }: Telling, incident: Conversation): readonly string[] {
  const { assigned, subject } = incident;
  return assigned.length > 0 ? assigned : toldBy(takenSteps(policy, incident, facts, now), subject, facts, now);
}

/** Tells of an incident for a reason, where the policy's calendar allows it: the next step of its ladder before the first word and when a step is due, else everybody who was told. */
export function tell(telling: Telling, incident: Conversation): Decision {
  const { policy, reason, facts, now } = telling;
  const isOver = incident.told === 0 && !nextStep(policy, incident);
  const isAssigned = incident.assigned.length > 0;
  const fresh = !isAssigned && (incident.ladderAt === null || isOver) ? begun(incident, now) : incident;
  const isFirst = !isAssigned && (fresh.told === 0 || fresh.steps === 0);
  const climbs = isFirst || (!isAssigned && reason === "step");
  const step = climbs ? nextStep(policy, fresh) : undefined;
  const names = step ? toldBy([step], incident.subject, facts, now) : whomAgain(telling, fresh);
  const { outside } = hoursOf(policy, incident, facts, now, names.length === 0 ? (step?.to ?? []) : names);
  if (outside && outside.outside !== "downgrade") {
    const held = { by: outside.calendar, until: outside.opens, reason: "outside_hours" } as const;
    return outside.outside === "hold" ? heldUntil(policy, incident, held) : inQuietDigest(policy, incident, facts, held);
  }
  const ladder = reason === "severity_rise" && isFirst ? hurried(policy, fresh, now) : fresh;
  return climbs ? climb(telling, ladder) : retell(telling, ladder);
}

/** Tells only these, beside whoever was told. */
export function tellAlso(telling: Telling, incident: Conversation, names: readonly string[]): Decision {
  const { found, urgencyOf } = toldNow(telling, incident, names);
  return tellThese(telling, incident, found, { step: null, urgency: urgencyOf(telling.policy.ladder) });
}

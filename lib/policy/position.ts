import type { Conversation } from "#lib/model/decision.ts";
import type { DecisionSummary, MessageSummary } from "#lib/model/incident.ts";
import type { LadderPosition, LadderStep, ReceiverState } from "#lib/model/ladder.ts";
import { durationMs, type PolicySpec, type Step } from "#lib/model/policy.ts";
import { expiresAt, repeatAt } from "./timing.ts";

export type Climber = Pick<
  Conversation,
  "state" | "acknowledgedAt" | "snoozedUntil" | "toldAt" | "told" | "dueAt" | "ladderAt" | "steps" | "assigned"
>;

interface Facts {
  incident: Climber;
  decisions: readonly Pick<DecisionSummary, "step" | "at" | "action" | "reason" | "by" | "to" | "skipped" | "lines">[];
  messages: readonly Pick<MessageSummary, "step" | "at" | "channel" | "state">[];
  now: Date;
}

type Taken = Facts["decisions"][number];

/** Where an incident stands on the ladder of its policy: what was done, what comes next and when. */
export function ladderPosition(policy: PolicySpec, facts: Facts): Omit<LadderPosition, "digests"> {
  const { incident } = facts;
  const expires = incident.state === "acknowledged" ? expiresAt(policy, incident) : null;
  return {
    steps: policy.ladder.map((step, number) => place(step, number, facts)),
    repeat: policy.repeat === "never" ? null : { every: policy.repeat, at: nextRepeat(policy, facts) },
    ackExpiresAt: expires?.toISOString() ?? null,
  };
}

const isQuiet = ({ snoozedUntil }: Climber, now: Date): boolean => snoozedUntil !== null && snoozedUntil > now;

function nextRepeat(policy: PolicySpec, { incident, now }: Facts): string | null {
  const { state, told, toldAt } = incident;
  if (state !== "open" || told === 0 || !toldAt || isQuiet(incident, now)) return null;
  return repeatAt(policy, toldAt)?.toISOString() ?? null;
}

/** When this climb began: a ladder begins anew when an acknowledgement ends or the severity rises into another policy. */
function begin({ incident, decisions }: Facts): number {
  const first = decisions.find(({ step, action }) => step === 0 && action !== "hold" && action !== "update");
  return first ? Date.parse(first.at) : (incident.ladderAt?.getTime() ?? 0);
}

function place(step: Step, number: number, facts: Facts): LadderStep {
  const { incident, decisions, messages } = facts;
  const since = begin(facts);
  const isOfThis = (each: { step: number | null; at: string }): boolean => each.step === number && Date.parse(each.at) >= since;
  const ofStep = decisions.filter(isOfThis);
  const common = { after: step.after, condition: step.if ?? null, urgency: step.urgency, calendar: null };
  if (number < incident.steps) {
    const taken = ofStep.find(({ action }) => action !== "hold" && action !== "update");
    const sent = messages.filter(isOfThis);
    return { ...common, ...done(number, taken, sent, incident), receivers: receiversOf(step, taken, sent) };
  }
  const held = ofStep.find(({ reason }) => reason === "outside_hours");
  return { ...common, ...ahead(step, number, held, facts), receivers: receiversOf(step, undefined, []) };
}

function done(
  number: number,
  taken: Taken | undefined,
  sent: Facts["messages"],
  { ladderAt }: Climber,
): Pick<LadderStep, "state" | "at"> {
  const at = taken?.at ?? (number === 0 ? (ladderAt?.toISOString() ?? null) : null);
  if (taken?.reason === "below_policy") return { state: "passed", at };
  const isLost = sent.length > 0 && sent.every(({ state }) => state === "failed") && (taken?.lines.length ?? 0) === 0;
  return { state: isLost || taken?.reason === "no_channel" ? "failed" : "done", at };
}

/** A snooze puts off what would come before its end; who has it in hand, or has another's channels, needs no ladder. */
function ahead(
  step: Step,
  number: number,
  held: Taken | undefined,
  { incident, now }: Facts,
): Pick<LadderStep, "state" | "at" | "calendar"> {
  const { state, assigned, ladderAt, steps, dueAt, snoozedUntil } = incident;
  if (state !== "open" || assigned.length > 0) return { state: "stopped", at: null, calendar: null };
  const from = ladderAt ?? dueAt;
  const due = from && new Date(from.getTime() + (durationMs(step.after) ?? 0));
  const isPutOff = due && snoozedUntil && isQuiet(incident, now) && snoozedUntil > due;
  const at = (isPutOff ? snoozedUntil : due)?.toISOString() ?? null;
  if (number > steps) return { state: "later", at, calendar: null };
  return held ? { state: "waiting", at: dueAt?.toISOString() ?? null, calendar: held.by } : { state: "next", at, calendar: null };
}

function receiversOf(step: Step, taken: Taken | undefined, sent: Facts["messages"]): LadderStep["receivers"] {
  const stateOf = (channel: string): ReceiverState => {
    if (taken?.skipped.includes(channel)) return "unusable";
    if (taken?.lines.includes(channel)) return "line";
    return sent.find((message) => message.channel === channel)?.state ?? null;
  };
  return step.to.map((channel) => ({ channel, state: stateOf(channel) }));
}

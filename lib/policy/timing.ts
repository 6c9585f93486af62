import type { Conversation, State } from "#lib/model/decision.ts";
import { durationMs, type PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { stepAt } from "./ladder.ts";

/** How often it is looked whether what a silence waits for still goes on. */
export const lookAgainMs = 60_000;

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
const ms = (written: string): number => durationMs(written) ?? 0;

/** When what was told at this time is to be told again; null when never. */
export const repeatAt = ({ repeat }: PolicySpec, toldAt: Date): Date | null =>
  repeat === "never" ? null : after(toldAt, ms(repeat));

/** When the time ends in which a group that was told of is not told of again. A fixed window is one of those that follow each other since 1970. */
export function windowEnd({ window }: PolicySpec, toldAt: Date): Date {
  const length = ms(window.for);
  return window.kind === "rolling" ? after(toldAt, length) : new Date((Math.floor(toldAt.getTime() / length) + 1) * length);
}

/** When a policy told last of the group, be it in a conversation that is over. */
export function lastTold({ toldAt, policy, groupKey }: Conversation, { past }: Pick<State, "past">): Date | null {
  let last = toldAt;
  for (const each of past)
    if (each.policy === policy && each.groupKey === groupKey && !(last && last >= each.toldAt)) last = each.toldAt;
  return last;
}

/** Until when the first messages of an incident are collected. */
export const collectedAt = ({ wait }: PolicySpec, { openedAt }: Conversation): Date => after(openedAt, ms(wait));

/** Until when a first message waits: to collect, or for a model that may still change the verdict. Critical ones wait for no model. */
export function waitsUntil(policy: PolicySpec, conversation: Conversation, signal: Signal, state: State, now: Date): Date | null {
  if (conversation.told > 0) return null;
  const { subject } = signal;
  const isOpenQuestion = state.waiting && subject.flags.includes("provisional") && subject.severity !== "critical";
  const collected = collectedAt(policy, conversation);
  const answered = isOpenQuestion ? after(signal.at, ms(policy.deadline)) : collected;
  const until = new Date(Math.max(answered.getTime(), collected.getTime()));
  return until > now ? until : null;
}

/** When an acknowledgement ends by itself. */
export const expiresAt = ({ ackExpires }: PolicySpec, { acknowledgedAt }: Pick<Conversation, "acknowledgedAt">): Date | null =>
  ackExpires && acknowledgedAt ? after(acknowledgedAt, ms(ackExpires)) : null;

/** Of two times the one that comes first; null never comes. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** When an incident is to be looked at again that nothing holds back. */
export function nextLook(policy: PolicySpec, incident: Conversation): Date | null {
  const { state, snoozedUntil, told, toldAt } = incident;
  if (state === "resolved") return null;
  if (snoozedUntil) return snoozedUntil;
  if (state === "acknowledged") return expiresAt(policy, incident);
  const repeats = told > 0 && toldAt ? repeatAt(policy, toldAt) : null;
  return earlier(repeats, stepAt(policy, incident));
}

import fc from "fast-check";
import { durationMs, type PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { isWithin } from "#lib/policy/calendar.ts";
import { holds } from "#lib/policy/match.ts";
import { type History, histories, type Mix } from "./history.ts";
import { Live, type Told } from "./live.ts";

export interface Invariant {
  name: string;
  /** Throws with the smallest history that breaks it, or, to be quick, with the first. */
  run: (runs: number, seed?: number, isQuick?: boolean) => void;
}

export function property<T>(name: string, given: fc.Arbitrary<T>, check: (given: T) => void): Invariant {
  return {
    name,
    run: (numRuns, seed, isQuick = false) =>
      fc.assert(fc.property(given, check), { numRuns, endOnFailure: isQuick, ...(seed !== undefined && { seed }) }),
  };
}

/** Looks at a whole history once it was lived through. */
export const lived = (name: string, mix: Mix, check: (live: Live, history: History) => void): Invariant =>
  property(name, histories(mix), (history) => check(new Live(history), history));

export const ms = (written: string): number => durationMs(written) ?? 0;

export const said = ({ at, decision: { action, reason, policy } }: Told): string =>
  `${at.toISOString()} ${policy}: ${action} ${reason}`;

export const policyOf = ({ document }: Told, name: string): PolicySpec | undefined =>
  document.policies.find((each) => each.name === name);

export const isWorse = ({ before, decision: { incident } }: Told): boolean =>
  before !== null && incident !== null && severityRank(incident.severity) < severityRank(before.severity);

/** Whether a silence may hold the error back now: of those that last while something goes on any that matches. */
export function isSilenced({ document: { silences, calendars }, at }: Told, subject: Subject): boolean {
  return silences.some(({ match, since, until, calendar: name }) => {
    const calendar = calendars.find((each) => each.name === name);
    const isOn = until ? at < new Date(until) : calendar === undefined || isWithin(calendar, at);
    return isOn && (!since || new Date(since) <= at) && holds(match, subject, at, calendars);
  });
}

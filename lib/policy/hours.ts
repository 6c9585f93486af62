import type { Conversation, Facts } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import { isWithin, opensAt } from "./calendar.ts";
import { calendarsOf } from "./local.ts";

export interface Outside {
  outside: "hold" | "digest" | "downgrade";
  calendar: string;
  opens: Date;
}

interface Hours {
  /** Where it is outside the policy's calendar for all of those who are to be told: when it opens for the first. */
  outside: Outside | null;
  /** Of them those for whom it is outside. */
  shut: ReadonlySet<string>;
}

/**
 * What the policy's calendar makes of this hour for those who are to be told, each by their own clocks where the calendar is read so;
 * nothing inside it, where it never opens, and for critical errors unless it says that they wait too.
 */
export function hoursOf(
  { calendar: rule }: PolicySpec,
  { severity }: Pick<Conversation, "severity">,
  facts: Pick<Facts, "calendars" | "local">,
  now: Date,
  names: readonly string[],
): Hours {
  const inside: Hours = { outside: null, shut: new Set() };
  if (!rule || (severity === "critical" && !rule.critical)) return inside;
  const opening = (name: string): Date | null => {
    const calendar = calendarsOf(facts, name).find((each) => each.name === rule.name);
    return calendar && !isWithin(calendar, now) ? opensAt(calendar, now) : null;
  };
  const all = [...new Set(names)].map((name) => ({ name, opens: opening(name) }));
  const shut = all.flatMap(({ name, opens }) => (opens ? [{ name, at: opens.getTime() }] : []));
  const opens = Math.min(...shut.map(({ at }) => at));
  const isOutside = shut.length > 0 && shut.length === all.length;
  return {
    outside: isOutside ? { outside: rule.outside, calendar: rule.name, opens: new Date(opens) } : null,
    shut: new Set(shut.map(({ name }) => name)),
  };
}

export const outsideHours = (...asked: Parameters<typeof hoursOf>): Outside | null => hoursOf(...asked).outside;

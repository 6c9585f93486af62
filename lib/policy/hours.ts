import type { Conversation, Facts } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import { isWithin, opensAt } from "./calendar.ts";

export interface Outside {
  outside: "hold" | "digest" | "downgrade";
  calendar: string;
  opens: Date;
}

/** What the policy's calendar makes of this hour; null inside it, where it never opens, and for critical errors unless it says that they wait too. */
export function outsideHours(
  { calendar: rule }: PolicySpec,
  { severity }: Pick<Conversation, "severity">,
  { calendars }: Pick<Facts, "calendars">,
  now: Date,
): Outside | null {
  if (!rule || (severity === "critical" && !rule.critical)) return null;
  const calendar = calendars.find(({ name }) => name === rule.name);
  if (!calendar || isWithin(calendar, now)) return null;
  const opens = opensAt(calendar, now);
  return opens && { outside: rule.outside, calendar: rule.name, opens };
}

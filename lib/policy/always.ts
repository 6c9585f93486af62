import type { Facts } from "#lib/model/decision.ts";
import { digestCarriers, quietDigest } from "./gather.ts";
import type { Holdings } from "./holdings.ts";
import { calendarsIn, localCalendars } from "./local.ts";
import type { Ongoing } from "./ongoing.ts";
import type { Rules } from "./world.ts";

/** What is the same in a world whatever happens; which errors of incidents are open is asked when it matters. */
export function always(rules: Rules, holdings: Holdings, ongoing: Ongoing): Omit<Facts, "past" | "goingOn" | "sent" | "used"> {
  const { channels, document } = rules;
  const { hourly } = document;
  const calendars = calendarsIn(document.calendars, rules.zone);
  const local = localCalendars(document, rules.zone);
  const speakers: Facts["speakers"] = {
    of: (incident) => holdings.get(incident)?.open ?? [],
    elsewhere: (subject) => ongoing.like(subject),
    isTaken: (policy, incident) => holdings.isTaken(policy, incident),
  };
  return { channels, calendars, local, hourly, quiet: quietDigest(rules), carriers: digestCarriers(rules), speakers };
}

import { type CalendarSpec, PolicyDocument, type PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import { World } from "./world.ts";

export const minute = 60_000;
export const hour = 60 * minute;

/** As people write it: the rest is what it is where nothing is said. */
export interface Written {
  policies: object[];
  silences?: object[];
  calendars?: CalendarSpec[];
  hourly?: number;
}

const everyone = { name: "rest", match: "*", ladder: [{ after: "0s", to: ["mail"] }] };

/** Mondays to Fridays 9 to 18 o'clock, and every night. */
const calendars: CalendarSpec[] = [
  { name: "work", zone: "UTC", windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }] },
  {
    name: "night",
    zone: "UTC",
    windows: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "22:00", to: "06:00" }],
  },
];

const read = ({ policies, ...more }: Written): PolicyDocument =>
  PolicyDocument.parse({
    version: 1,
    calendars,
    ...more,
    policies: [...policies.map((each) => ({ match: "*", ladder: [{ after: "0s", to: ["slack"] }], ...each })), everyone],
  });

/** A world of these policies, with every channel, on a Monday at ten. */
export function worldOf(written: Written): World {
  const { policies, silences, calendars: known, hourly } = read(written);
  return new World(policies, { silences, calendars: known, hourly }).everywhere();
}

export const policyOf = (more: object): PolicySpec[] => read({ policies: [{ name: "all", ...more }] }).policies;

export const silence = (more: object): SilenceSpec => SilenceSpec.parse({ id: silenceId, match: "*", mode: "hold", ...more });
export const silenceId = "019adf00-0000-7000-8000-00000000aaaa";
export const otherId = "019adf00-0000-7000-8000-00000000bbbb";

/** What was decided since, each as `10:15 send step slack,pager +digest`. */
export const timeline = (world: World, since = 0): string[] =>
  world.log.slice(since).map(({ at, decision: { action, reason, to, lines } }) => {
    const told = to.length > 0 ? ` ${to.join()}` : "";
    return `${at.toISOString().slice(11, 16)} ${action} ${reason}${told}${lines.map((line) => ` +${line}`).join("")}`;
  });

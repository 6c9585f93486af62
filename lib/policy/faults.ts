import type { z } from "zod";
import { isZone } from "#lib/model/calendar-day.ts";
import { unknownName } from "#lib/model/fault-words.ts";
import { type CalendarSpec, type DocumentFault, receiverZone } from "#lib/model/policy.ts";
import { writtenPath } from "#lib/model/written-path.ts";
import { calendarsIn, termsOf } from "#lib/query/calendars.ts";
import { nearest } from "#lib/query/distance.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { repeatsRepetition } from "#lib/query/repetition.ts";

export const mostFaults = 50;

function formFault(issue: z.core.$ZodIssue): DocumentFault[] {
  const path = writtenPath(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: unknownName }));
  return [{ path, message: issue.message }];
}

/** What is wrong with the form, each fault at its place. */
export const formFaults = ({ issues }: z.ZodError): DocumentFault[] => issues.flatMap(formFault).slice(0, mostFaults);

const repeated = "this pattern repeats what repeats already: write one of the two, such as a+ for (a+)+";

/** A query that cannot be read, and at which character; one with a pattern that others run for ever on; or one that names a calendar that is not there. */
export function queryFaults(path: string, text: string, calendars: readonly string[]): DocumentFault[] {
  if (text.trim() === "") return [{ path, message: 'says nothing: write "*" for everything, or a term such as severity:high' }];
  const parsed = parseQuery(text);
  if (!parsed.ok) return [{ path, message: `at character ${parsed.fault.at + 1}: ${parsed.fault.message}` }];
  const endless = termsOf(parsed.query).find(({ tests }) =>
    tests.some((test) => test.kind === "pattern" && repeatsRepetition(test.source)),
  );
  if (endless) return [{ path, message: `at character ${endless.at + 1}: ${repeated}` }];
  return calendarsIn(parsed.query).flatMap((name) => nameFault(path, name, calendars, "calendar"));
}

/** A name that is none of those there are. */
export function nameFault(path: string, name: string, known: readonly string[], what: string): DocumentFault[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known);
  const instead = near
    ? `did you mean ${near}?`
    : known.length > 0
      ? `write one of ${known.join(", ")}`
      : `add the ${what} first`;
  return [{ path, message: `there is no ${what} ${JSON.stringify(name)}: ${instead}` }];
}

/** Names that come twice. */
export const twiceFaults = (list: string, names: readonly string[]): DocumentFault[] =>
  names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [{ path: `${list}[${at}].name`, message: `${JSON.stringify(name)} is the name of another: write a different one` }],
  );

export function zoneFault(path: string, zone: string | undefined): DocumentFault[] {
  if (zone === undefined || isZone(zone)) return [];
  const near = nearest(zone, Intl.supportedValuesOf("timeZone"));
  const instead = near ? `did you mean ${near}?` : "write an IANA name such as Europe/Berlin";
  return [{ path, message: `${JSON.stringify(zone)} is not a time zone: ${instead}` }];
}

/** Of a calendar, whose hours may be those of whoever is told. */
export function calendarZoneFault(path: string, zone: string): DocumentFault[] {
  if (zone === receiverZone) return [];
  const or = `, or ${receiverZone} for the zone of whoever is told`;
  return zoneFault(path, zone).map((fault) => ({ ...fault, message: `${fault.message}${or}` }));
}

/** What is asked before anybody is told cannot ask for hours that are those of whoever is told. */
export function awayFaults(path: string, asked: readonly string[], away: readonly string[]): DocumentFault[] {
  const found = asked.find((name) => away.includes(name));
  const message = `${found} is open by the clock of whoever is told, and this is asked before anybody is: name a calendar that has a zone`;
  return found === undefined ? [] : [{ path, message }];
}

/** The calendars that are read by the clock of whoever is told. */
export const awayNames = (calendars: readonly Pick<CalendarSpec, "name" | "zone">[]): string[] =>
  calendars.flatMap(({ name, zone }) => (zone === receiverZone ? [name] : []));
